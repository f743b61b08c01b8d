import { createRecorder } from '../measure/recorder.ts';
import { step } from '../model/tick.ts';
import type { ModelEvent } from '../model/events.ts';
import { compileScenario } from '../scenario/compile.ts';
import { resolveScenario } from '../scenario/load.ts';
import type { ScenarioFile } from '../scenario/schema/schema.ts';
import type { Alteration, ExactResult } from './finding.ts';

type Obligations = NonNullable<NonNullable<ScenarioFile['agreements']>[number]['obligations']>;

/** One duty put to the test: who owes it to whom, and in which attacks it binds. */
export interface Case {
  readonly name: string;
  /** Obligations of each side toward the other. */
  readonly ally: readonly Obligations[number][];
  readonly protectedOne: readonly Obligations[number][];
  /** Whether a second attacker is bound to join the first. */
  readonly twoAttackers: boolean;
  /** Who is attacked. */
  readonly target: 'PRO' | 'ALY';
  /** Whether the one attacked has provoked it. */
  readonly provoked: boolean;
  /** The state whose obligation is looked for, and whether it binds in an attack by so many. */
  readonly bound: 'PRO' | 'ALY';
  binds(attackers: number): boolean;
}

const TICKS = 12;
/** Replicates that give enough attacks of each case. */
const RUNS = 6;

/**
 * The world of a case: one state attacks whenever chance lets it, nobody changes an agreement, and no attack becomes a war, so that every attack
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
    ticks: TICKS,
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

/** Plays a case and counts the attacks in which the duty was called upon although it did not bind, or was not although it did. */
export function playCase(c: Case, seed: number, alter: Alteration): ExactResult {
  let [cases, faults, first] = [0, 0, ''];
  const scenario = resolveScenario(worldOf(c));
  for (let replicate = 0; replicate < RUNS; replicate++) {
    const w = compileScenario(scenario, { seed, replicate });
    alter(w);
    const { sink } = createRecorder(w, { states: 0, dyads: 0, decisions: 0 }, () => undefined);
    const index = (id: string) => w.ids.indexOf(id);
    for (let t = 0; t < TICKS; t++) {
      const events: ModelEvent[] = [];
      step(w, { ...sink, event: (e) => events.push(e) });
      for (const attack of events.filter((e) => e.kind === 'dispute' && e.other === index(c.target))) {
        const rows = events.filter((e) => e.dispute === attack.dispute && (e.kind === 'honoured' || e.kind === 'reneged'));
        const attackers = 1 + rows.filter((e) => e.kind === 'honoured' && e.obligation === 'offence').length;
        const called = rows.some((e) => e.actor === index(c.bound) && e.obligation === 'defence');
        cases += 1;
        if (called === c.binds(attackers)) continue;
        faults += 1;
        first ||= `${c.name}: ${c.bound} was ${called ? '' : 'not '}called upon in an attack by ${attackers} on ${c.target} at tick ${w.tick} of replicate ${replicate}`;
      }
    }
  }
  return { cases, faults, first };
}
