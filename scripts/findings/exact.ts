// Claims that hold in every case or fail: what an obligation binds to, and what must change no bit. They are code, as they are about the program.
import type { ModelEvent } from '../../src/model/events.ts';
import type { World } from '../../src/model/world.ts';
import { simulate } from '../../src/run/simulate.ts';
import { resolveScenario } from '../../src/scenario/load.ts';
import type { Scenario, StateSpec } from '../../src/scenario/scenario.ts';
import type { ScenarioFile } from '../../src/scenario/schema/schema.ts';
import { scenarioOf } from './bench.ts';
import type { Alteration } from './finding.ts';

/** Cases of an exact claim, and those that were not as claimed. */
export interface ExactResult {
  readonly cases: number;
  readonly faults: number;
  /** The first fault in words; empty without. */
  readonly first: string;
}

/** Tests a claim from a seed; `alter` is laid on every world before its first tick. */
type ExactClaim = (seed: number, alter: Alteration, replicates: number) => ExactResult;

type Obligations = NonNullable<NonNullable<ScenarioFile['agreements']>[number]['obligations']>;

/** One duty put to the test: who owes it to whom, and in which attacks it binds. */
interface Case {
  readonly id: string;
  /** Obligations of each side toward the other. */
  readonly ally: readonly Obligations[number][];
  readonly protectedOne: readonly Obligations[number][];
  /** Whether a second attacker is bound to join the first. */
  readonly twoAttackers: boolean;
  /** Who is attacked. */
  readonly target: 'PRO' | 'ALY';
  /** Whether the one attacked has provoked it. */
  readonly provoked: boolean;
  /** The state whose obligation is looked for, and whether it binds in an attack by this many. */
  readonly bound: 'PRO' | 'ALY';
  binds(attackers: number): boolean;
}

const CASE_TICKS = 12;
/** Replicates that give enough attacks of each case. */
const RUNS = 6;

/**
 * The world of a case: one state attacks whenever the draw allows it, nobody changes an agreement, and no attack becomes a war, so that every attack
 * meets the same world.
 */
function worldOf(c: Case): ScenarioFile {
  const state = (id: string, region: string, revisionism: number, strength: number) => ({
    id,
    region,
    revisionism,
    military: strength,
    economic: strength,
    growth: 0,
  });
  const provoked = c.provoked ? 1 : 0;
  return {
    entente: 1,
    name: 'casus',
    ticks: CASE_TICKS,
    rule: 'inertia',
    parameters: {
      inertia_choice: 1,
      dispute_onset: 1,
      attack_share: 1,
      escalation: 0,
      growth_noise: 0,
      dispute_hostility: 0,
      hostility_decay: 0,
    },
    states: [
      state('ATT', 'There', 1, 50),
      state('SEC', 'There', 0, 20),
      state('PRO', 'Home', c.target === 'PRO' ? provoked : 0, 10),
      state('OTH', 'Away', 0, 5),
      state('ALY', 'Overseas', c.target === 'ALY' ? provoked : 0, 20),
    ],
    defaults: { relations: { distance: 100 } },
    relations: [{ between: ['ATT', c.target], hostility: 1 }],
    agreements: [
      {
        name: 'Treaty',
        kind: 'alliance',
        depth: 0.9,
        members: [
          { state: 'ALY', obligations: [...c.ally] },
          { state: 'PRO', obligations: [...c.protectedOne] },
          { state: 'OTH', obligations: ['consultation'] },
        ],
      },
      ...(c.twoAttackers
        ? [
            {
              name: 'Offence',
              kind: 'alliance' as const,
              depth: 0.9,
              members: ['ATT', 'SEC'],
              obligations: ['offence', 'defence'] as Obligations,
            },
          ]
        : []),
    ],
  };
}

/** Plays a case and counts the attacks in which the duty was called although it did not bind, or was not although it did. */
function playCase(c: Case, seed: number, alter: Alteration): ExactResult {
  let [cases, faults, first] = [0, 0, ''];
  const scenario = resolveScenario(worldOf(c));
  for (let replicate = 0; replicate < RUNS; replicate++) {
    let events: ModelEvent[] = [];
    const observed = (w: World) => {
      const index = (id: string) => w.ids.indexOf(id);
      for (const attack of events.filter((e) => e.kind === 'dispute' && e.other === index(c.target))) {
        const rows = events.filter((e) => e.dispute === attack.dispute && (e.kind === 'honoured' || e.kind === 'reneged'));
        const attackers = 1 + rows.filter((e) => e.kind === 'honoured' && e.obligation === 'offence').length;
        const called = rows.some((e) => e.actor === index(c.bound) && e.obligation === 'defence');
        cases += 1;
        if (called === c.binds(attackers)) continue;
        faults += 1;
        first ||= `${c.id}: ${c.bound} was ${called ? '' : 'not '}called in an attack by ${attackers} on ${c.target} at tick ${w.tick} of replicate ${replicate}`;
      }
      events = [];
    };
    simulate(
      { scenario, seed, replicate, checkEvery: 0 },
      { tables: [], probes: { start: alter, event: (_, event) => void events.push(event), observed } },
    );
  }
  return { cases, faults, first };
}

const ALWAYS = () => true;
const NEVER = () => false;
const plain = { twoAttackers: false, target: 'PRO', provoked: false, bound: 'ALY', protectedOne: ['consultation'] } as const;
const against2 = [{ type: 'defence' as const, when: { min_adversaries: 2 } }];
const unprovoked = [{ type: 'defence' as const, when: { non_provocation: true } }];
const within = (region: string) => [{ type: 'defence' as const, when: { location: [region] } }];

const CASES: readonly Case[] = [
  {
    ...plain,
    id: 'plain',
    ally: ['defence'],
    binds: ALWAYS,
  },
  {
    ...plain,
    id: 'one-attacker',
    ally: against2,
    binds: NEVER,
  },
  {
    ...plain,
    id: 'two-attackers',
    ally: against2,
    twoAttackers: true,
    binds: (attackers) => attackers >= 2,
  },
  {
    ...plain,
    id: 'inside',
    ally: within('Home'),
    binds: ALWAYS,
  },
  {
    ...plain,
    id: 'outside',
    ally: within('Away'),
    binds: NEVER,
  },
  {
    ...plain,
    id: 'unprovoked',
    ally: unprovoked,
    binds: ALWAYS,
  },
  {
    ...plain,
    id: 'provoked',
    ally: unprovoked,
    provoked: true,
    binds: NEVER,
  },
  {
    ...plain,
    id: 'protector',
    ally: ['defence', 'nonaggression', 'consultation'],
    protectedOne: ['nonaggression', 'consultation'],
    binds: ALWAYS,
  },
  {
    ...plain,
    id: 'protected',
    ally: ['defence', 'nonaggression', 'consultation'],
    protectedOne: ['nonaggression', 'consultation'],
    target: 'ALY',
    bound: 'PRO',
    binds: NEVER,
  },
];

/** A change of a scenario that must be without effect, and how its ids read in the scenario that it was made from. */
interface Transformation {
  readonly name: string;
  readonly scenario: (given: Scenario) => Scenario;
  /** Ids of the transformed scenario translated back, wherever they stand in a text. */
  readonly back: (text: string) => string;
}

const TICKS = 8;
const same = (text: string) => text;

/** Every capability times a factor, which must be a power of two for the bits to stay. */
function scale(factor: number): Transformation {
  const scaled = (s: StateSpec): StateSpec => ({ ...s, military: s.military * factor, economic: s.economic * factor });
  return {
    name: `capabilities times ${factor}`,
    scenario: (given) => ({ ...given, states: (given.states ?? []).map(scaled) }),
    back: same,
  };
}

/** Ids that sort the other way round, with the slots that the old ones had. */
function relabel(): Transformation {
  const name = (rank: number, count: number) => `N${String(count - rank).padStart(3, '0')}`;
  const ranked = (given: Scenario) => idsOf(given).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const old = new Map<string, string>();
  return {
    name: 'other ids',
    scenario: (given) => {
      const ids = ranked(given);
      ids.forEach((id, rank) => old.set(name(rank, ids.length), id));
      const slotted = { ...given, states: (given.states ?? []).map((s) => ({ ...s, slot: ids.indexOf(s.id) })) };
      const text = JSON.stringify(slotted).replace(/"([A-Za-z][A-Za-z0-9_]{0,15})"/g, (whole, word: string) => {
        const rank = ids.indexOf(word);
        return rank < 0 ? whole : `"${name(rank, ids.length)}"`;
      });
      return JSON.parse(text) as Scenario;
    },
    back: (text) => text.replace(/\bN\d{3}\b/g, (id) => old.get(id) ?? id),
  };
}

/** One state more, the last by id, that is no member of the system. */
function addHermit(): Transformation {
  return {
    name: 'a state that meets nobody',
    scenario: (given) => {
      const states = given.states ?? [];
      const [like] = states;
      if (like === undefined) return given;
      const { place: _, ...rest } = like;
      return { ...given, states: [...states, { ...rest, id: 'ZZZ', name: 'Hermit', active: false, military: 1000, economic: 1000 }] };
    },
    back: same,
  };
}

function idsOf(given: Scenario): string[] {
  return (given.states ?? []).map(({ id }) => id);
}

/** Runs the shipped scenario as it is and transformed, and counts the ticks in which any row differs. */
function compareRuns(t: Transformation, seed: number, alter: Alteration, replicates: number): ExactResult {
  const given = scenarioOf('indo-pacific-2022', [], TICKS);
  const changed = t.scenario(given);
  let [cases, faults, first] = [0, 0, ''];
  for (let replicate = 0; replicate < replicates; replicate++) {
    const plain = ticksOf(given, seed, replicate, alter, same);
    const other = ticksOf(changed, seed, replicate, alter, t.back);
    plain.forEach((text, tick) => {
      cases += 1;
      if (text === other[tick]) return;
      faults += 1;
      first ||= `${t.name}: another course from tick ${tick} of replicate ${replicate}`;
    });
  }
  return { cases, faults, first };
}

/** The rows of system.csv and events.csv, as a text for each tick. */
function ticksOf(scenario: Scenario, seed: number, replicate: number, alter: Alteration, back: (text: string) => string): string[] {
  const { tables } = simulate({ scenario, seed, replicate, checkEvery: 0 }, { tables: ['system', 'events'], probes: { start: alter } });
  const texts = Array.from({ length: scenario.ticks + 1 }, () => '');
  for (const table of [tables.system, tables.events]) {
    const columns = Object.entries(table?.columns ?? {});
    for (let row = 0; row < (table?.rows ?? 0); row++) {
      const cells = Object.fromEntries(columns.map(([name, values]) => [name, values[row]]));
      const tick = Number(cells['tick']);
      texts[tick] = `${texts[tick] ?? ''}${back(JSON.stringify(cells))}\n`;
    }
  }
  return texts;
}

const unchanged =
  (made: Transformation): ExactClaim =>
  (seed, alter, replicates) =>
    compareRuns(made, seed, alter, replicates);

/** Every exact claim, by the id that it has in the file of its finding. */
export const EXACT_CLAIMS: Readonly<Record<string, ExactClaim>> = {
  ...Object.fromEntries(CASES.map((c): [string, ExactClaim] => [c.id, (seed, alter) => playCase(c, seed, alter)])),
  'scale-up': unchanged(scale(1024)),
  'scale-down': unchanged(scale(1 / 128)),
  relabel: unchanged(relabel()),
  hermit: unchanged(addHermit()),
};
