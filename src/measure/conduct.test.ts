import { expect, test } from 'vitest';
import { agree, fear, obligation, oppose, plainWorld } from '../testing/measure-worlds.ts';
import { situationOf } from './situation.ts';
import type { World } from '../model/world.ts';

const [A, B, C, D] = [0, 1, 2, 3] as const;

const conductOf = (w: World) => situationOf(w, null).conduct;

test('a state tied to both sides of a rivalry hedges, whatever the kind of tie', () => {
  const w = plainWorld(4);
  oppose(w, A, B, 0.5);
  agree(w, 'alliance', [C, A]);
  expect(conductOf(w).hedging[C]).toBe(0);
  agree(w, 'partnership', [C, B]);
  expect([...conductOf(w).hedging]).toEqual([0, 0, 1, 0]);
});

test('a pair that is allied has no sides to hedge between', () => {
  const w = plainWorld(3);
  oppose(w, A, B, 0.5);
  agree(w, 'alliance', [A, B, C]);
  expect([...conductOf(w).hedging]).toEqual([0, 0, 0]);
});

test('a rival that is tied to its rival does not hedge by that', () => {
  const w = plainWorld(2);
  oppose(w, A, B, 0.5);
  agree(w, 'partnership', [A, B]);
  expect([...conductOf(w).hedging]).toEqual([0, 0]);
});

test('a threatened state underbalances unless an ally is obliged against that very threat', () => {
  const threatened = (adversaries: number[] | null) => {
    const w = plainWorld(4);
    fear(w, A, D, 0.5);
    agree(w, 'alliance', [A, B], { owed: () => [obligation('defence', { adversaries })] });
    return conductOf(w).underbalancing[A];
  };
  expect(threatened(null)).toBe(0);
  expect(threatened([D])).toBe(0);
  expect(threatened([C])).toBe(1);
});

test('a partnership, an alliance with the threat itself, and an ally bound to both sides leave a state underbalancing', () => {
  const partner = plainWorld(4);
  fear(partner, A, D, 0.5);
  agree(partner, 'partnership', [A, B]);
  expect(conductOf(partner).underbalancing[A]).toBe(1);

  const appeaser = plainWorld(4);
  fear(appeaser, A, D, 0.5);
  agree(appeaser, 'alliance', [A, D]);
  expect(conductOf(appeaser).underbalancing[A]).toBe(1);

  const torn = plainWorld(4);
  fear(torn, A, D, 0.5);
  agree(torn, 'alliance', [A, B]);
  agree(torn, 'alliance', [B, D]);
  expect(conductOf(torn).underbalancing[A]).toBe(1);
});

test('what one owes does not protect oneself', () => {
  const w = plainWorld(4);
  fear(w, A, D, 0.5);
  agree(w, 'alliance', [A, B], { owed: (state) => (state === A ? [obligation('defence')] : [obligation('consultation')]) });
  expect(conductOf(w).underbalancing[A]).toBe(1);
});

test('the weaker ally with the smaller burden rides free; an equal, a stronger and an unprotected one do not', () => {
  const riding = (power: number, military: number, owed: boolean) => {
    const w = plainWorld(2);
    w.power.set([power, 0.5]);
    w.military.set([military, 5]);
    w.economic.set([100, 100]);
    agree(w, 'alliance', [A, B], { owed: (state) => [obligation(state === B && owed ? 'defence' : 'neutrality')] });
    return conductOf(w).freeRiding[A];
  };
  expect(riding(0.2, 4, true)).toBe(1);
  expect(riding(0.2, 5, true)).toBe(0);
  expect(riding(0.5, 4, true)).toBe(0);
  expect(riding(0.2, 4, false)).toBe(0);
});

test('the main threat is the first that a state attends to', () => {
  const w = plainWorld(3);
  fear(w, B, C, 0.01);
  const { mainThreat, threat, threatened } = conductOf(w);
  expect([...mainThreat]).toEqual([-1, 2, -1]);
  expect(threat[B]).toBe(0.01);
  expect(threatened[B]).toBe(0);
});
