import { beforeEach, describe, expect, it } from 'vitest';
import { owedBy } from './ties.ts';
import { admit, amend, end, tieOf, openTieOf, refreshAllTies, renew, sign, withdraw } from './book.ts';
import { agree, obligation, plainWorld } from '../../testing/measure-worlds.ts';
import { checkWorld } from '../invariants.ts';
import { AREA_BIT, KIND_BIT } from '../vocabulary.ts';
import type { World } from '../world.ts';

let w: World;
beforeEach(() => {
  w = plainWorld(5);
});

/** Every number of `checkWorld` in order, so that only agreements and ties are under test. */
const sound = () => checkWorld(w);

describe('a tie', () => {
  it('is there from signing to ending, both ways, and no longer', () => {
    const a = agree(w, 'alliance', [3, 1]);
    expect([tieOf(w.book, 1, 3), w.book.neighbours[1], w.book.neighbours[3]]).toEqual([tieOf(w.book, 3, 1), [3], [1]]);
    expect(a.members.map((m) => m.state)).toEqual([1, 3]);
    sound();
    end(w.book, a, 4, 'shock');
    expect([tieOf(w.book, 1, 3), w.book.neighbours[1], w.book.active, w.book.of[1]]).toEqual([null, [], [], []]);
    expect([a.end, a.ending, w.book.all]).toEqual([4, 'shock', [a]]);
    sound();
  });

  it('is the greatest of what the agreements between the two say', () => {
    agree(w, 'alliance', [0, 1], { depth: 0.6, areas: AREA_BIT.security, formality: 'informal' });
    agree(w, 'partnership', [0, 1], { depth: 0.3, areas: AREA_BIT.economy, name: 'p' });
    agree(w, 'alliance', [0, 1, 2], { depth: 0.9, areas: AREA_BIT.technology, name: 'q', owed: () => [obligation('neutrality')] });
    const tie = tieOf(w.book, 0, 1)!;
    expect([tie.depth, tie.kinds, tie.areas, tie.formal]).toEqual([0.9, KIND_BIT.alliance | KIND_BIT.partnership, 7, true]);
    const { conditional, ...owed } = owedBy(tie, 0);
    expect([owed, conditional]).toEqual([{ defence: 0.6, offence: 0, neutrality: 0.9, nonaggression: 0.6, consultation: 0.3 }, []]);
    sound();
  });

  it('lends support by security or logistics, of an alliance at most as much as a close partnership', () => {
    agree(w, 'alliance', [0, 1], { depth: 0.9, areas: AREA_BIT.security });
    agree(w, 'partnership', [0, 2], { depth: 0.3, areas: AREA_BIT.logistics });
    agree(w, 'partnership', [0, 3], { depth: 0.4, areas: AREA_BIT.economy });
    expect([1, 2, 3].map((k) => tieOf(w.book, 0, k)!.support)).toEqual([0.5, 0.3, 0]);
  });

  it('keeps each side its own obligations', () => {
    agree(w, 'alliance', [0, 1], { depth: 0.8, owed: (k) => (k === 0 ? [obligation('defence')] : [obligation('consultation')]) });
    const tie = tieOf(w.book, 0, 1)!;
    expect([owedBy(tie, 0).defence, owedBy(tie, 1).defence, owedBy(tie, 1).consultation]).toEqual([0.8, 0, 0.8]);
  });

  it('counts an obligation with discretion for less, and one under conditions apart', () => {
    const owed = () => [obligation('defence', { discretion: true }), obligation('offence', { adversaries: [4] })];
    agree(w, 'alliance', [0, 1], { depth: 0.5, owed });
    const depths = owedBy(tieOf(w.book, 0, 1)!, 0);
    expect([depths.defence, depths.offence]).toEqual([0.5 * 0.8, 0]);
    expect(depths.conditional.map((c) => [c.type, c.depth, c.when.adversaries])).toEqual([['offence', 0.5, [4]]]);
    refreshAllTies(w.book, 0.5);
    expect(owedBy(tieOf(w.book, 0, 1)!, 0).defence).toBe(0.25);
    sound();
  });
});

describe('a secret agreement', () => {
  it('is seen by its members alone', () => {
    agree(w, 'partnership', [0, 1], { depth: 0.2 });
    const secret = agree(w, 'alliance', [0, 1], { depth: 0.8, secret: true, name: 's' });
    agree(w, 'alliance', [2, 3], { secret: true, name: 't' });
    const [tie, open] = [tieOf(w.book, 0, 1)!, openTieOf(w.book, 0, 1)!];
    expect([tie.depth, tie.kinds, owedBy(tie, 0).defence]).toEqual([0.8, KIND_BIT.alliance | KIND_BIT.partnership, 0.8]);
    expect([open.depth, open.kinds, owedBy(open, 0).defence, open.agreements.map((a) => a.secret)]).toEqual([
      0.2,
      KIND_BIT.partnership,
      0,
      [false],
    ]);
    expect([tieOf(w.book, 2, 3) === null, openTieOf(w.book, 2, 3)]).toEqual([false, null]);
    end(w.book, secret, 1, 'left');
    expect(openTieOf(w.book, 0, 1)).toBe(tieOf(w.book, 0, 1));
    sound();
  });
});

describe('a change of terms', () => {
  it('is felt in every tie of the agreement', () => {
    const a = agree(w, 'partnership', [0, 1, 2], { depth: 0.3 });
    amend(w.book, a, { kind: 'alliance', depth: 0.7 }, [obligation('defence')], 6);
    for (const [i, k] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      const tie = tieOf(w.book, i, k)!;
      expect([tie.depth, tie.kinds, owedBy(tie, k).defence, owedBy(tie, i).consultation]).toEqual([0.7, KIND_BIT.alliance, 0.7, 0]);
    }
    expect([a.renewedAt, a.kindAtStart, a.depthAtStart]).toEqual([6, 'partnership', 0.3]);
    renew(a, 9);
    expect(a.renewedAt).toBe(9);
    sound();
  });
});

describe('a newcomer', () => {
  it('owes what the first member owes and is owed what the others owe', () => {
    const a = agree(w, 'alliance', [1, 2], { depth: 0.6, owed: (k) => (k === 1 ? [obligation('defence')] : [obligation('neutrality')]) });
    admit(w.book, a, 0, 3);
    expect(a.members.map((m) => [m.state, m.since, m.obligations.map((o) => o.type)])).toEqual([
      [0, 3, ['defence']],
      [1, 0, ['defence']],
      [2, 0, ['neutrality']],
    ]);
    expect([owedBy(tieOf(w.book, 0, 1)!, 0).defence, owedBy(tieOf(w.book, 0, 2)!, 2).neutrality]).toEqual([0.6, 0.6]);
    expect(w.book.of[0]).toEqual([a]);
    sound();
    expect(() => admit(w.book, a, 0, 4)).toThrow('already a member');
  });

  it('brings its home into the treaty area where the area holds the home of every member, and only there', () => {
    const area = (...states: number[]) => Uint8Array.from({ length: 5 }, (_, i) => (states.includes(i) ? 1 : 0));
    const all = agree(w, 'alliance', [0, 1], { owed: () => [obligation('defence', { location: area(0, 1) })] });
    const some = agree(w, 'alliance', [0, 2], { name: 'b', owed: () => [obligation('defence', { location: area(0) })] });
    admit(w.book, all, 3, 1);
    admit(w.book, some, 4, 1);
    expect(all.members.map((m) => [...m.obligations[0]!.when.location!])).toEqual(Array.from({ length: 3 }, () => [1, 1, 0, 1, 0]));
    expect([...some.members[0]!.obligations[0]!.when.location!]).toEqual([1, 0, 0, 0, 0]);
    // nobody is obliged toward those whose home is not in the area
    expect([
      owedBy(tieOf(w.book, 0, 3)!, 0).defence,
      owedBy(tieOf(w.book, 0, 4)!, 0).defence,
      owedBy(tieOf(w.book, 0, 4)!, 4).defence,
    ]).toEqual([0.8, 0, 0.8]);
    sound();
  });
});

describe('who leaves', () => {
  it('loses its ties by that agreement alone; the others keep theirs', () => {
    const a = agree(w, 'alliance', [0, 1, 2]);
    agree(w, 'partnership', [0, 1], { name: 'p' });
    withdraw(w.book, a, 0, 5, 'left');
    expect([tieOf(w.book, 0, 1)!.kinds, tieOf(w.book, 0, 2), tieOf(w.book, 1, 2)!.kinds]).toEqual([
      KIND_BIT.partnership,
      null,
      KIND_BIT.alliance,
    ]);
    expect([a.end, a.members.length, w.book.of[0]!.includes(a)]).toEqual([-1, 2, false]);
    sound();
  });

  it('ends an agreement of two', () => {
    const a = agree(w, 'alliance', [0, 1]);
    withdraw(w.book, a, 0, 5, 'lapsed');
    expect([a.end, a.ending, w.book.active]).toEqual([5, 'lapsed', []]);
    sound();
  });
});

describe('an agreement', () => {
  it.each([[[0]], [[1, 1]], [[]]])('among %j is none', (states) => {
    expect(() => agree(w, 'alliance', states)).toThrow('needs two or more different members');
  });

  it('has the next id, and the order of ids everywhere', () => {
    const ids = [agree(w, 'alliance', [0, 1]), agree(w, 'partnership', [0, 1], { name: 'b' })].map((a) => a.id);
    expect(ids).toEqual([0, 1]);
    const late = agree(w, 'alliance', [2, 3, 4], { name: 'c' });
    sign(w.book, { ...late, name: 'd', members: late.members }, 0);
    admit(w.book, late, 0, 1);
    expect([w.book.of[0]!.map((a) => a.id), w.book.of[2]!.map((a) => a.id)]).toEqual([
      [0, 1, 2],
      [2, 3],
    ]);
    sound();
  });
});
