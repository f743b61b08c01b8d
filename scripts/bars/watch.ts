import type { ModelEvent } from '../../src/model/events.ts';
import type { AgreementKind } from '../../src/model/vocabulary.ts';
import type { Agreement } from '../../src/model/treaty/treaty.ts';
import type { World } from '../../src/model/world.ts';
import { simulate } from '../../src/run/simulate.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

/** An event with the tick in which it happened and the kind that its agreement had then. */
export interface Seen extends ModelEvent {
  readonly tick: number;
  readonly kind_after: AgreementKind | '';
}

/** One run as the bars look at it. */
export interface Watched {
  readonly ids: readonly string[];
  readonly regionOf: readonly string[];
  readonly seen: readonly Seen[];
  /** Agreements of the file, with their kinds and members at the start. */
  readonly file: readonly { name: string; kind: AgreementKind; members: readonly number[]; id: number }[];
  readonly tiesAtStart: readonly (readonly number[])[];
  readonly tiesAtEnd: readonly (readonly number[])[];
  /** Every agreement that was ever in force, as it was at the end of the run. */
  readonly agreements: readonly Agreement[];
  /** Metrics of the whole system by name, one value a tick from tick 0. */
  readonly system: ReadonlyMap<string, readonly number[]>;
}

/** Runs one replicate of a scenario and keeps what the bars need. */
export function watch(scenario: Scenario, seed: number, replicate: number): Watched {
  const seen: Seen[] = [];
  let world: World | undefined;
  let file: Watched['file'] = [];
  let tiesAtStart: number[][] = [];
  const out = simulate(
    { scenario, seed, replicate, checkEvery: 1_000_000 },
    {
      tables: ['system'],
      probes: {
        start: (w) => {
          world = w;
          file = w.book.all.map(({ name, kind, members, id }) => ({ name, kind, id, members: members.map((m) => m.state) }));
          tiesAtStart = w.book.neighbours.map((list) => [...list]);
        },
        event: (w, event) =>
          seen.push({ ...event, tick: w.tick, kind_after: event.agreement < 0 ? '' : w.book.all[event.agreement]!.kind }),
      },
    },
  );
  const w = world!;
  const table = out.tables.system!;
  const system = new Map(Object.entries(table.columns).map(([name, values]) => [name, Array.from(values, Number)] as const));
  return {
    ids: w.ids,
    regionOf: Array.from(w.region, (r) => w.regions[r]!),
    seen,
    file,
    tiesAtStart,
    tiesAtEnd: w.book.neighbours,
    agreements: w.book.all,
    system,
  };
}
