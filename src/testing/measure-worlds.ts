import type { DatedEvent } from '../model/fields.ts';
import type { Agreement, AgreementTerms, Obligation } from '../model/treaty/treaty.ts';
import { sign } from '../model/treaty/book.ts';
import { UNCONDITIONAL, type Casus } from '../model/treaty/casus.ts';
import { defaultParameters, type ModelParameters } from '../model/parameters.ts';
import { generatorStream } from '../base/random.ts';
import { initialise } from '../model/tick.ts';
import { MAX_ATTENTION } from '../model/constants.ts';
import type { AgreementKind, ObligationType } from '../model/vocabulary.ts';
import { createWorld, type World } from '../model/world.ts';

/** A world of n states A, B, C, ... (then S26, S27, ...) of equal power without hostility, fear or agreements, at tick 0. */
export function plainWorld(
  n: number,
  parameters: Partial<ModelParameters> = {},
  runKey = 'test',
  dated: readonly DatedEvent[] = [],
): World {
  const ids = Array.from({ length: n }, (_, i) => (i < 26 ? String.fromCharCode(65 + i) : `S${i}`));
  const w = createWorld({
    ids,
    names: ids,
    regions: [''],
    slots: Int32Array.from(ids, (_, i) => i),
    rule: 'expected-utility',
    runKey,
    parameters: { ...defaultParameters(), ...parameters },
    dated,
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

/** How a test's agreement differs from the usual one of its kind. */
type Differences = Partial<AgreementTerms> & { owed?: (state: number) => readonly Obligation[]; start?: number };

/** Signs an agreement among states; by default formal, without a term, and with the obligations of its kind for every member. */
export function agree(w: World, kind: AgreementKind, states: readonly number[], differences: Differences = {}): Agreement {
  return sign(w.book, termsOf(kind, states, differences, w.tick), w.tick, differences.start ?? w.tick);
}

function termsOf(kind: AgreementKind, states: readonly number[], { owed, ...terms }: Differences, tick: number): AgreementTerms {
  const usual = kind === 'alliance' ? [obligation('defence'), obligation('nonaggression')] : [obligation('consultation')];
  return {
    name: `${kind} ${states.join('-')}`,
    kind,
    formality: 'formal',
    areas: 1,
    depth: kind === 'alliance' ? 0.8 : kind === 'minilateral' ? 0.5 : 0.2,
    purpose: null,
    openTo: null,
    consent: 'unanimity',
    term: 0,
    renewal: 'vote',
    secret: false,
    template: '',
    members: states.map((state) => ({ state, obligations: owed ? owed(state) : usual, since: tick })),
    ...terms,
  };
}

/** Sets the hostility of a pair, both ways. */
export function oppose(w: World, i: number, j: number, hostility: number): void {
  w.hostility[i * w.n + j] = w.hostility[j * w.n + i] = hostility;
}

/** Makes i attend to j alone, at a level. */
export function fear(w: World, i: number, j: number, level: number): void {
  w.attentionCount[i] = 1;
  w.attention[i * MAX_ATTENTION] = j;
  w.threat[i * MAX_ATTENTION] = level;
}

/** Parameters under which agreements of all kinds exist and are tested. */
const LIVELY: Partial<ModelParameters> = {
  dispute_onset: 0.6,
  escalation: 0.6,
  entrapment_cost: 0.3,
  leaving_cost: 0.3,
  alliance_term: 5,
  partnership_term: 4,
};

/**
 * At tick 5 a minilateral is signed if there are enough states; from tick 8 on commitment is costly and leaving cheap; at tick 15 the last state
 * becomes a member of the system.
 */
function upheaval(n: number): DatedEvent[] {
  const trio = termsOf('minilateral', [0, 1, 2], { name: 'trio' }, 5);
  const founded: DatedEvent[] = n > 4 ? [{ at: 5, silent: false, label: 'a trio', do: 'sign', terms: trio }] : [];
  return [
    ...founded,
    { at: 3, silent: false, label: 'a slump', do: 'state', state: 0, field: 'growth', value: -0.1, multiply: false },
    { at: 8, silent: false, label: 'entrapment is costly', do: 'parameter', key: 'entrapment_cost', value: 5 },
    { at: 8, silent: true, label: 'leaving is cheap', do: 'parameter', key: 'leaving_cost', value: 0.001 },
    { at: 15, silent: false, label: 'a new member', do: 'state', state: n - 1, field: 'active', value: 1, multiply: false },
  ];
}

/** What members of a random alliance owe. */
const PLEDGES: readonly (readonly ObligationType[])[] = [
  ['defence', 'consultation'],
  ['defence', 'nonaggression'],
  ['defence', 'offence'],
  ['neutrality', 'nonaggression'],
];

/** A random, lively world of n states, brought to the state of tick 0 by the model; `seed` determines it and its run. */
export function randomWorld(n: number, seed: number): World {
  const w = plainWorld(n, LIVELY, `run ${seed}`, upheaval(n));
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
  // the last state of a larger world is not a member of the system
  const members = n > 4 ? n - 1 : n;
  w.active.fill(0, members);
  for (let a = 0; a < n; a++) {
    const kind = (['alliance', 'partnership', 'minilateral'] as const)[Math.floor(3 * draw())]!;
    const size = kind === 'minilateral' ? 3 : 2 + Math.floor(2 * draw());
    const states = new Set<number>();
    while (states.size < Math.min(size, members)) states.add(Math.floor(members * draw()));
    if (kind === 'minilateral' && states.size < 3) continue;
    const pledge = kind === 'alliance' ? PLEDGES[Math.floor(4 * draw())]! : (['consultation'] as const);
    agree(w, kind, [...states], {
      name: `${kind} ${a}`,
      start: -Math.floor(10 * draw()),
      depth: kind === 'alliance' ? 0.1 + 0.8 * draw() : 0.3,
      purpose: kind === 'minilateral' ? [Array.from({ length: n }, (_, i) => i).find((i) => !states.has(i))!] : null,
      owed: () => pledge.map((type) => obligation(type)),
    });
  }
  initialise(w);
  return w;
}
