import { sign, type Agreement, type AgreementTerms, type Obligation } from '../model/agreements.ts';
import { UNCONDITIONAL, type Casus } from '../model/casus.ts';
import { defaultParameters, type ModelParameters } from '../model/parameters.ts';
import { generatorStream } from '../base/random.ts';
import { initialise } from '../model/tick.ts';
import { MAX_ATTENTION } from '../model/scratch.ts';
import type { AgreementKind, ObligationType } from '../model/vocabulary.ts';
import { createWorld, type World } from '../model/world.ts';

/** A world of n states A, B, C, ... (then S26, S27, ...) of equal power without hostility, fear or agreements, at tick 0. */
export function plainWorld(n: number, parameters: Partial<ModelParameters> = {}, runKey = 'test'): World {
  const ids = Array.from({ length: n }, (_, i) => (i < 26 ? String.fromCharCode(65 + i) : `S${i}`));
  const w = createWorld({
    ids,
    names: ids,
    regions: [''],
    slots: Int32Array.from(ids, (_, i) => i),
    rule: 'expected-utility',
    runKey,
    parameters: { ...defaultParameters(), ...parameters },
    dated: [],
  });
  w.military.fill(1);
  w.economic.fill(1);
  w.power.fill(1 / n);
  w.intent.fill(0);
  return w;
}

/** An obligation, by default without conditions. */
export function obligation(type: ObligationType, when: Partial<Casus> = {}): Obligation {
  return { type, when: { ...UNCONDITIONAL, ...when } };
}

/** Signs an agreement among states; by default formal, without a term, and with the obligations of its kind for every member. */
export function agree(
  w: World,
  kind: AgreementKind,
  states: readonly number[],
  { owed, ...terms }: Partial<AgreementTerms> & { owed?: (state: number) => readonly Obligation[]; start?: number } = {},
): Agreement {
  const usual = kind === 'alliance' ? [obligation('defence'), obligation('nonaggression')] : [obligation('consultation')];
  const full: AgreementTerms = {
    name: `${kind} ${states.join('-')}`,
    kind,
    formality: 'formal',
    areas: 1,
    depth: kind === 'alliance' ? 0.8 : kind === 'minilateral' ? 0.5 : 0.2,
    purpose: null,
    consent: 'unanimity',
    term: 0,
    renewal: 'vote',
    secret: false,
    template: '',
    members: states.map((state) => ({ state, obligations: owed ? owed(state) : usual, since: w.tick })),
    ...terms,
  };
  return sign(w.book, full, w.tick, terms.start ?? w.tick);
}

/** Sets the hostility of a pair, both ways. */
export function oppose(w: World, i: number, j: number, hostility: number): void {
  w.hostility[i * w.n + j] = w.hostility[j * w.n + i] = hostility;
}

/** Lets i attend to j alone, at a level. */
export function fear(w: World, i: number, j: number, level: number): void {
  w.attentionCount[i] = 1;
  w.attention[i * MAX_ATTENTION] = j;
  w.threat[i * MAX_ATTENTION] = level;
}

/** A random, lively world of n states, brought to the state of tick 0 by the model; `seed` makes it and its run. */
export function randomWorld(n: number, seed: number): World {
  const w = plainWorld(n, { dispute_onset: 0.5, escalation: 0.5 }, `run ${seed}`);
  const draw = generatorStream(seed, 'measure');
  for (let i = 0; i < n; i++) {
    w.military[i] = 0.05 + draw() * draw() * 10;
    w.economic[i] = 0.05 + draw() * draw() * 100;
    w.burden[i] = w.military[i]! / w.economic[i]!;
    w.growth[i] = 0.04 * draw();
    w.revisionism[i] = draw() < 0.25 ? 0.5 + 0.5 * draw() : 0.2 * draw();
    w.ideology[i] = draw();
    w.projection[i] = draw() < 0.2 ? 3 : 1;
  }
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const distance = 200 + 8000 * draw();
      const [hostile, trade, affinity] = [draw() < 0.3 ? 0.2 + 0.8 * draw() : 0, 0.05 * draw(), draw()];
      for (const q of [i * n + j, j * n + i]) {
        w.distance[q] = distance;
        w.hostility[q] = hostile;
        w.trade[q] = trade;
        w.affinity[q] = affinity;
      }
    }
  w.intent.fill(NaN);
  // the last state of a larger world is no member of the system
  const members = n > 4 ? n - 1 : n;
  w.active.fill(0, members);
  for (let a = 0; a < n / 3; a++) {
    const kind = (['alliance', 'partnership', 'minilateral'] as const)[Math.floor(3 * draw())]!;
    const size = kind === 'minilateral' ? 3 : 2 + Math.floor(2 * draw());
    const states = new Set<number>();
    while (states.size < Math.min(size, members)) states.add(Math.floor(members * draw()));
    if (kind === 'minilateral' && states.size < 3) continue;
    agree(w, kind, [...states], { name: `${kind} ${a}`, start: -Math.floor(10 * draw()) });
  }
  initialise(w);
  return w;
}
