import type { Row } from '../measure/column.ts';
import { createRecorder } from '../measure/recorder.ts';
import { step } from '../model/tick.ts';
import { compileScenario } from '../scenario/compile.ts';
import type { Scenario, StateSpec } from '../scenario/scenario.ts';
import type { Alteration, ExactResult } from './finding.ts';
import { scenarioOf } from './worlds.ts';

/** A change of a scenario that must be without effect, and how its ids read in the scenario that it was made from. */
export interface Transformation {
  readonly name: string;
  readonly scenario: (given: Scenario) => Scenario;
  /** Ids of the transformed scenario translated back, wherever they stand in a text. */
  readonly back: (text: string) => string;
}

const TICKS = 8;
const same = (text: string) => text;

/** Every capability times a factor, which must be a power of two for the bits to stay. */
export function scale(factor: number): Transformation {
  const scaled = (s: StateSpec): StateSpec => ({ ...s, military: s.military * factor, economic: s.economic * factor });
  return {
    name: `capabilities times ${factor}`,
    scenario: (given) => ({ ...given, states: (given.states ?? []).map(scaled) }),
    back: same,
  };
}

/** Ids that sort the other way round, with the slots that the old ones had. */
export function relabel(): Transformation {
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
export function addHermit(): Transformation {
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
export function compareRuns(t: Transformation, seed: number, alter: Alteration, replicates: number): ExactResult {
  const given = scenarioOf('indo-pacific-2022', []);
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
  const w = compileScenario(scenario, { seed, replicate });
  alter(w);
  let rows: Row[] = [];
  const recorder = createRecorder(w, { states: 0, dyads: 0, decisions: 0 }, (_, values) => rows.push(values));
  const texts: string[] = [];
  const look = () => {
    recorder.observe(w);
    texts.push(back(JSON.stringify(rows)));
    rows = [];
  };
  look();
  for (let t = 0; t < TICKS; t++) {
    step(w, recorder.sink);
    look();
  }
  return texts;
}
