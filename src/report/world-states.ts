import type { Scenario } from '../scenario/scenario.ts';
import { hasTable, rowsOfRuns, type ReportSource } from './read.ts';

/** The states of a scenario, in the order of the world. */
export interface WorldState {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly place: { readonly lat: number; readonly lon: number } | null;
}

/** The states: those of the scenario, or of a synthetic system those that the tables name. */
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
  else
    for await (const [, members, ended] of rowsOfRuns(source.results, 'agreements', ['run', 'members', 'members_end'], first))
      for (const id of `${members} ${ended}`.split(' ')) if (id !== '') ids.add(id);
  return [...ids].map((id) => ({ id, name: id, region: '', place: null }));
}

function ofScenario({ id, name, region, place }: NonNullable<Scenario['states']>[number]): WorldState {
  return { id, name: name === undefined || name === '' ? id : name, region: region ?? '', place: place ?? null };
}
