import { POSTURES, STRATEGIES } from './vocabulary.ts';
import { leastMembers } from './treaty/treaty.ts';
import { countIn, newTie, resetTie, type Tie } from './treaty/ties.ts';
import { InvariantError } from '../base/errors.ts';
import { FIXED, MINILATERAL_SIZE } from './constants.ts';
import type { World } from './world.ts';

/**
 * Checks the invariants of a world: numbers finite and in range, ties what the agreements imply, nobody tied that is not a member of the system.
 * @throws InvariantError naming tick, field and indices
 */
export function checkWorld(w: World): void {
  checkStates(w);
  checkPairs(w);
  checkAgreements(w);
  checkTies(w);
}

function fail(w: World, message: string): never {
  throw new InvariantError(`tick ${w.tick}: ${message}`);
}

function checkStates(w: World): void {
  let power = 0;
  for (let i = 0; i < w.n; i++) {
    power += w.power[i]!;
    for (const field of ['military', 'economic', 'power', 'insecurity'] as const)
      if (!(w[field][i]! >= 0 && w[field][i]! < Infinity)) fail(w, `${field} of ${w.ids[i]} is ${w[field][i]}`);
    if (w.posture[i]! >= POSTURES.length || w.strategy[i]! >= STRATEGIES.length) fail(w, `posture or strategy of ${w.ids[i]} is none`);
  }
  if (w.active.some((a) => a === 1) && Math.abs(power - 1) > FIXED.power_tolerance) fail(w, `power shares sum to ${power}`);
}

function checkPairs(w: World): void {
  const { n } = w;
  for (const field of ['intent', 'trueIntent', 'hostility', 'trade', 'affinity', 'reliability'] as const)
    for (let q = 0; q < n * n; q++)
      if (!(w[field][q]! >= 0 && w[field][q]! <= 1))
        fail(w, `${field} of ${w.ids[Math.floor(q / n)]} and ${w.ids[q % n]} is ${w[field][q]}`);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++)
      if (w.hostility[i * n + j] !== w.hostility[j * n + i]) fail(w, `hostility of ${w.ids[i]} and ${w.ids[j]} is not symmetric`);
}

function checkAgreements(w: World): void {
  for (const a of w.book.active) {
    if (!(a.depth >= 0 && a.depth <= 1)) fail(w, `depth of agreement ${a.id} is ${a.depth}`);
    if (a.end >= 0) fail(w, `agreement ${a.id} has ended and is in force`);
    if (a.members.length < leastMembers(a.kind)) fail(w, `${a.kind} ${a.id} has ${a.members.length} members`);
    if (a.kind === 'minilateral' && a.members.length > MINILATERAL_SIZE.most)
      fail(w, `minilateral ${a.id} has ${a.members.length} members`);
    for (const m of a.members) {
      if (w.active[m.state] === 0) fail(w, `${w.ids[m.state]} is bound by agreement ${a.id} but no member of the system`);
      if (!w.book.of[m.state]!.includes(a)) fail(w, `agreement ${a.id} is missing from the list of ${w.ids[m.state]}`);
    }
  }
  for (let i = 0; i < w.n; i++)
    for (const a of w.book.of[i]!)
      if (a.end >= 0 || !a.members.some((m) => m.state === i))
        fail(w, `${w.ids[i]} is bound by agreement ${a.id}, which it left or which ended`);
}

/** Recomputes every tie from the agreements and compares. */
function checkTies(w: World): void {
  const { book, n } = w;
  const expected = new Map<number, Tie>();
  for (const a of book.active)
    for (const x of a.members)
      for (const y of a.members) {
        if (x.state >= y.state) continue;
        const q = x.state * n + y.state;
        let tie = expected.get(q);
        if (tie === undefined) {
          tie = newTie();
          resetTie(tie, x.state, y.state);
          expected.set(q, tie);
        }
        tie.agreements.push(a);
        countIn(tie, a, book.discretionDiscount);
      }
  for (let i = 0; i < n; i++)
    for (let k = i + 1; k < n; k++) {
      const held = book.ties[book.tieAt[i * n + k]!] ?? null;
      const tie = expected.get(i * n + k) ?? null;
      if ((held === null) !== (tie === null)) fail(w, `tie of ${w.ids[i]} and ${w.ids[k]} does not agree with the agreements`);
      if (held !== null && tie !== null && summary(held) !== summary(tie))
        fail(w, `tie of ${w.ids[i]} and ${w.ids[k]} is stale: ${summary(held)} against ${summary(tie)}`);
      if (book.tieAt[i * n + k] !== book.tieAt[k * n + i]) fail(w, `tie of ${w.ids[i]} and ${w.ids[k]} is not the same both ways`);
      if (book.neighbours[i]!.includes(k) !== (tie !== null)) fail(w, `neighbours of ${w.ids[i]} do not agree with its ties`);
    }
}

function summary(l: Tie): string {
  const owed = l.owed.map((d) => [d.defence, d.offence, d.neutrality, d.nonaggression, d.consultation, d.conditional.length]);
  return JSON.stringify([l.agreements.map((a) => a.id), l.depth, l.kinds, l.areas, l.support, l.formal, owed]);
}
