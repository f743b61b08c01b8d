import type { Scenario } from '../scenario/scenario.ts';
import { hasTable, rowsOfRuns, type ReportSource } from './read.ts';

/** The states of a scenario, in the order of the world. */
export interface WorldState {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly place: { readonly lat: number; readonly lon: number } | null;
}

/** The states: those of the scenario, or, for a synthetic system, those that the tables name. Without states.csv a state that did nothing is unknown. */
export async function worldStates(source: ReportSource): Promise<readonly WorldState[]> {
  const given = source.scenario.states ?? [];
  if (given.length > 0) return given.map((state) => ofScenario(state));
  const ids = new Set<string>();
  const first = new Map(source.runs.slice(0, 1).map(({ run }, index) => [run, index]));
  if (hasTable(source.results, 'states'))
    for await (const [, tick, state] of rowsOfRuns(source.results, 'states', ['run', 'tick', 'state'], first)) {
      if (tick !== '0') break;
      ids.add(state ?? '');
    }
  else await idsElsewhere(source, ids);
  return [...ids].map((id) => ({ id, name: id, region: '', place: null }));
}

function ofScenario({ id, name, region, place }: NonNullable<Scenario['states']>[number]): WorldState {
  return { id, name: name === undefined || name === '' ? id : name, region: region ?? '', place: place ?? null };
}

/** Ids of all states that were members of an agreement or took part in an event, in any run. */
async function idsElsewhere(source: ReportSource, ids: Set<string>): Promise<void> {
  const runs = new Map(source.runs.map(({ run }, index) => [run, index]));
  const found = new Set<string>();
  for (const [table, columns] of [
    ['agreements', ['members', 'members_end']],
    ['events', ['actor', 'other', 'states']],
  ] as const) {
    if (!hasTable(source.results, table)) continue;
    for await (const [, ...cells] of rowsOfRuns(source.results, table, ['run', ...columns], runs))
      for (const id of cells.join(' ').split(' ')) if (id !== '') found.add(id);
  }
  for (const id of [...found].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))) ids.add(id);
}
