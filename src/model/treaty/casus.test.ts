import { describe, expect, it } from 'vitest';
import { expectedCoverage, refusalProbability } from '../threat/force.ts';
import { plainWorld } from '../../testing/measure-worlds.ts';
import { binds, isConditional, UNCONDITIONAL, type Casus, type DisputeFacts } from './casus.ts';

/** State 1 attacks state 0 at its home, unprovoked, after refused demands, for the first time. */
const FACTS: DisputeFacts = {
  protectedState: 0,
  adversary: 1,
  adversaries: [1],
  territory: 0,
  ongoing: false,
  provoked: false,
  demandsRefused: true,
};
const area = (...states: number[]) => Uint8Array.from({ length: 5 }, (_, i) => (states.includes(i) ? 1 : 0));

describe('an obligation', () => {
  it.each<[string, Partial<Casus>, Partial<DisputeFacts>, boolean]>([
    ['without conditions binds', {}, {}, true],
    ['without conditions binds whatever happens', {}, { provoked: true, ongoing: true, demandsRefused: false, territory: 4 }, true],
    ['against a named adversary binds against it', { adversaries: [1] }, {}, true],
    ['against a named adversary does not bind against another', { adversaries: [2] }, {}, false],
    ['against a named adversary binds when it joins another', { adversaries: [2] }, { adversaries: [1, 2] }, true],
    ['against nobody does not bind', { adversaries: [] }, {}, false],
    ['for an area binds in it', { location: area(0, 3) }, {}, true],
    ['for an area does not bind out of it', { location: area(3) }, {}, false],
    ['for an area goes by where it happens, not by whom it concerns', { location: area(3) }, { territory: 3 }, true],
    ['against two does not bind against one', { minAdversaries: 2 }, {}, false],
    ['against two binds against two', { minAdversaries: 2 }, { adversaries: [1, 2] }, true],
    ['against two binds against three', { minAdversaries: 2 }, { adversaries: [1, 2, 3] }, true],
    ['against one at most binds against one', { maxAdversaries: 1 }, {}, true],
    ['against one at most does not bind against two', { maxAdversaries: 1 }, { adversaries: [1, 2] }, false],
    ['against two at most binds against two', { maxAdversaries: 2 }, { adversaries: [1, 2] }, true],
    ['in an ongoing conflict does not bind in a new one', { ongoingConflict: true }, {}, false],
    ['in an ongoing conflict binds in one', { ongoingConflict: true }, { ongoing: true }, true],
    ['without provocation binds where there was none', { nonProvocation: true }, {}, true],
    ['without provocation does not bind where there was', { nonProvocation: true }, { provoked: true }, false],
    ['after refused demands binds', { demands: true }, {}, true],
    ['after refused demands does not bind where they were met', { demands: true }, { demandsRefused: false }, false],
    ['with discretion binds', { discretion: true }, {}, true],
    ['with two conditions binds where both are met', { adversaries: [1], nonProvocation: true }, {}, true],
    ['with two conditions does not bind where one is not', { adversaries: [1], nonProvocation: true }, { provoked: true }, false],
  ])('%s', (_, when, facts, bound) => {
    expect(binds({ ...UNCONDITIONAL, ...when }, { ...FACTS, ...facts })).toBe(bound);
  });
});

describe('a casus', () => {
  it.each<[Partial<Casus>, boolean]>([
    [{}, false],
    [{ discretion: true }, false],
    [{ location: area(0) }, false],
    [{ minAdversaries: 1 }, false],
    [{ minAdversaries: 2 }, true],
    [{ maxAdversaries: 1 }, true],
    [{ adversaries: [1] }, true],
    [{ ongoingConflict: true }, true],
    [{ nonProvocation: true }, true],
    [{ demands: true }, true],
  ])('%j leaves open who the adversary is or what goes on: %s', (when, conditional) => {
    expect(isConditional({ ...UNCONDITIONAL, ...when })).toBe(conditional);
  });
});

describe('expected coverage', () => {
  const w = plainWorld(3);
  w.revisionism.set([0.25, 0.5, 1]);
  const covers = (when: Partial<Casus>, i = 0, j = 1, opponents = 1) => expectedCoverage(w, { ...UNCONDITIONAL, ...when }, i, j, opponents);

  it('is whole without conditions and none against a state that is not named', () => {
    expect([covers({}), covers({ adversaries: [1] }), covers({ adversaries: [2] })]).toEqual([1, 1, 0]);
  });

  it('needs as many opponents as the casus, and no more', () => {
    expect([covers({ minAdversaries: 2 }), covers({ minAdversaries: 2 }, 0, 1, 2)]).toEqual([0, 1]);
    expect([covers({ maxAdversaries: 1 }), covers({ maxAdversaries: 1 }, 0, 1, 2)]).toEqual([1, 0]);
  });

  it('is less for a revisionist under a clause of non-provocation, and more against one under a clause of demands', () => {
    expect([covers({ nonProvocation: true }), covers({ nonProvocation: true }, 2)]).toEqual([0.75, 0]);
    expect([refusalProbability(w, 1), refusalProbability(w, 2)]).toEqual([0.75, 1]);
    expect([covers({ demands: true }), covers({ demands: true, nonProvocation: true })]).toEqual([0.75, 0.5625]);
  });

  it('counts a conflict as ongoing that was so in this tick or the one before', () => {
    w.tick = 5;
    const at = (last: number) => {
      w.lastDispute[0 * 3 + 1] = last;
      return covers({ ongoingConflict: true });
    };
    expect([at(3), at(4), at(5)]).toEqual([0, 1, 1]);
  });
});
