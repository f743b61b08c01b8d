import { pooledWithout, refreshOutlook } from './outlook.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { tieOf } from '../treaty/book.ts';
import { agree, fear, obligation, plainWorld } from '../../testing/measure-worlds.ts';
import { AREA_STRENGTH } from '../treaty/areas.ts';
import { commitment, forceExpected, helpFrom, helpSeenBy, helpShare, opponentsOf, ownStrength, pooledStrength } from './force.ts';
import { assessment } from '../phases/assessment.ts';
import type { ModelParameters } from '../parameters.ts';
import type { World } from '../world.ts';

const [A, B, C, D] = [0, 1, 2, 3];
let w: World;

/** Power of .3, .5 and .2; half of B's strength arrives at A, a quarter of C's at B; A takes B for hostile. */
function three(parameters: Partial<ModelParameters> = {}): World {
  const world = plainWorld(3, parameters);
  world.military.set([30, 50, 20]);
  world.economic.set([30, 50, 20]);
  world.power.set([0.3, 0.5, 0.2]);
  world.arrival.fill(1);
  world.arrival[A! * 3 + B!] = 0.5;
  world.arrival[B! * 3 + C!] = 0.25;
  world.intent[A! * 3 + B!] = 0.6;
  fear(world, A!, B!, 0.4);
  return world;
}

beforeEach(() => {
  w = three();
});

/** S of A as the tick leaves it. */
function insecurityOfA(): number {
  assessment(w);
  return w.insecurity[A!]!;
}

describe('a state alone', () => {
  it('meets what arrives of its threat with its own power', () => {
    expect(forceExpected(w, A!, B!)).toBe(0.25);
    expect(ownStrength(w, A!, pooledStrength(w, A!))).toBe(0.3);
    // b = 1 / (1 + 1.2^1.5) = 0.432052, S = 0.6 b^2
    expect(insecurityOfA()).toBeCloseTo(0.11200155926, 10);
  });
});

describe('an ally', () => {
  beforeEach(() => {
    agree(w, 'alliance', [A!, C!], { depth: 0.8, areas: 1 });
  });

  it('is expected to come with its depth, as far as it is relied on, and as far as it reaches', () => {
    const tie = tieOf(w.book, A!, C!)!;
    expect(helpShare(w, tie, C!, A!, B!)).toBe(0.8);
    // 0.8 x 0.75 x 0.2 x 0.25
    expect(helpFrom(w, tie, C!, A!, B!, A!)).toBeCloseTo(0.03, 15);
    w.reliability[A! * 3 + C!] = 0.5;
    expect(helpFrom(w, tie, C!, A!, B!, A!)).toBeCloseTo(0.02, 15);
  });

  it('strengthens its partner itself by what they pool', () => {
    // security alone is worth .4 of full cooperation; C has .2 of the .5 of the two
    expect(AREA_STRENGTH[1]).toBe(0.4);
    expect(pooledStrength(w, A!)).toBeCloseTo(0.16, 15);
    refreshOutlook(w, A!);
    expect(pooledWithout(w, A!, C!)).toBe(0);
    expect(ownStrength(w, A!, 0.16)).toBeCloseTo(0.3 * (1 + (0.2 * 0.16) / 1.16), 15);
  });

  it('lowers insecurity by help and by pooled strength', () => {
    // Y = 0.308276 + 0.03, b = 0.388505, S = 0.6 b^2
    expect(insecurityOfA()).toBeCloseTo(0.09056162915, 10);
  });

  it('helps neither side where it is bound to both, to fight or to stay out', () => {
    const tie = tieOf(w.book, A!, C!)!;
    const other = agree(w, 'alliance', [B!, C!], { name: 'other', owed: () => [obligation('neutrality')] });
    expect([helpShare(w, tie, C!, A!, B!), helpShare(w, tieOf(w.book, B!, C!)!, C!, B!, A!)]).toEqual([0, 0]);
    w = three();
    agree(w, 'alliance', [A!, C!]);
    agree(w, 'alliance', [B!, C!], { name: 'other' });
    expect([helpShare(w, tieOf(w.book, A!, C!)!, C!, A!, B!), helpShare(w, tieOf(w.book, B!, C!)!, C!, B!, A!)]).toEqual([0, 0]);
    expect(other.end).toBe(-1);
  });

  it('is not held back by a secret agreement with the enemy that nobody else knows of', () => {
    agree(w, 'alliance', [B!, C!], { name: 'secret', secret: true });
    expect(helpShare(w, tieOf(w.book, A!, C!)!, C!, A!, B!)).toBe(0.8);
  });
});

describe('a partner without an obligation', () => {
  it('lends a share of what its depth would bring, less what binds it to the enemy', () => {
    agree(w, 'partnership', [A!, C!], { depth: 0.4, areas: 1 });
    const tie = () => tieOf(w.book, A!, C!)!;
    expect(helpShare(w, tie(), C!, A!, B!)).toBeCloseTo(0.4 * 0.2, 15);
    agree(w, 'partnership', [B!, C!], { depth: 0.1, areas: 1, name: 'hedge' });
    expect(helpShare(w, tie(), C!, A!, B!)).toBeCloseTo((0.4 - 0.1) * 0.2, 15);
    agree(w, 'partnership', [B!, C!], { depth: 0.5, areas: 1, name: 'deeper' });
    expect(helpShare(w, tie(), C!, A!, B!)).toBe(0);
  });

  it('lends nothing without security or logistics', () => {
    agree(w, 'partnership', [A!, C!], { depth: 0.4, areas: 2 | 4 | 8 });
    expect(helpShare(w, tieOf(w.book, A!, C!)!, C!, A!, B!)).toBe(0);
  });
});

describe('the force expected of a threat', () => {
  beforeEach(() => {
    w.intent[A! * 3 + C!] = 0.5;
  });

  it('has in it those bound to its attacks, in full', () => {
    agree(w, 'alliance', [B!, C!], { depth: 0.8, owed: () => [obligation('offence')] });
    expect(forceExpected(w, A!, B!)).toBeCloseTo(0.25 + 0.8 * 0.2, 15);
  });

  it('has in it those bound to its defence as far as they are taken for hostile', () => {
    agree(w, 'alliance', [B!, C!], { depth: 0.8 });
    expect(forceExpected(w, A!, B!)).toBeCloseTo(0.25 + 0.8 * 0.5 * 0.2, 15);
  });

  it('has in it neither partners, nor allies in secret, nor those who are bound to the threatened state', () => {
    agree(w, 'partnership', [B!, C!]);
    agree(w, 'alliance', [B!, C!], { secret: true, name: 's', owed: () => [obligation('offence')] });
    expect(forceExpected(w, A!, B!)).toBe(0.25);
    agree(w, 'alliance', [B!, C!], { name: 'o', owed: () => [obligation('offence')] });
    agree(w, 'alliance', [A!, C!], { name: 'n', owed: () => [obligation('neutrality')] });
    expect(forceExpected(w, A!, B!)).toBe(0.25);
  });
});

describe('a commitment', () => {
  it('is the greatest of depth times coverage, each with its own', () => {
    w.revisionism[A!] = 0.25;
    agree(w, 'alliance', [A!, C!], { depth: 0.8, owed: () => [obligation('defence', { nonProvocation: true })] });
    expect(commitment(w, tieOf(w.book, A!, C!)!, 'defence', C!, A!, B!)).toBeCloseTo(0.6, 15);
    agree(w, 'alliance', [A!, C!], { depth: 0.5, name: 'plain' });
    expect(commitment(w, tieOf(w.book, A!, C!)!, 'defence', C!, A!, B!)).toBeCloseTo(0.6, 15);
    agree(w, 'alliance', [A!, C!], { depth: 0.7, name: 'deeper' });
    expect(commitment(w, tieOf(w.book, A!, C!)!, 'defence', C!, A!, B!)).toBe(0.7);
  });

  it('to join an attack counts where the target is in its area, to stay out where either is', () => {
    const area = Uint8Array.from([0, 1, 0]);
    agree(w, 'alliance', [A!, C!], {
      depth: 0.8,
      owed: () => [obligation('offence', { location: area }), obligation('neutrality', { location: area })],
    });
    const tie = tieOf(w.book, A!, C!)!;
    expect([commitment(w, tie, 'offence', C!, A!, B!), commitment(w, tie, 'offence', C!, B!, A!)]).toEqual([0.8, 0]);
    expect([commitment(w, tie, 'neutrality', C!, A!, B!), commitment(w, tie, 'neutrality', C!, A!, C!)]).toEqual([0.8, 0]);
  });
});

describe('the number of opponents', () => {
  beforeEach(() => {
    w = plainWorld(4, { stake_level: 0.2 });
  });

  it('counts a threat and those bound to it that are taken for hostile', () => {
    agree(w, 'alliance', [B!, C!]);
    agree(w, 'alliance', [B!, D!], { name: 'd', owed: () => [obligation('neutrality')] });
    expect(opponentsOf(w, A!, B!)).toBe(1);
    w.intent[A! * 4 + C!] = w.intent[A! * 4 + D!] = 0.2;
    // staying out is not fighting
    expect(opponentsOf(w, A!, B!)).toBe(2);
  });
});

describe('the defence that deters', () => {
  it('is what others see: open agreements, and the reliability that the viewer believes in', () => {
    w = plainWorld(4);
    agree(w, 'alliance', [B!, C!], { depth: 0.8 });
    agree(w, 'alliance', [B!, D!], { depth: 0.8, secret: true, name: 's' });
    w.arrival.fill(1);
    w.reliability[A! * 4 + C!] = 0.25;
    expect(helpSeenBy(w, A!, B!, A!)).toBeCloseTo(0.8 * 0.25 * 0.25, 15);
  });
});
