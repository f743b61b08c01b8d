import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MultiUndirectedGraph } from 'graphology';
import { write as writeGexf } from 'graphology-gexf';
import { InputError } from '../../base/errors.ts';
import { standingAt } from '../history.ts';
import { KINDS, type AgreementEntry } from '../payload.ts';
import { readSource } from '../read.ts';
import { readRuns } from '../replays.ts';
import { worldStates } from '../world-states.ts';
import type { ExportRequest, Format } from './format.ts';
import { graphmlOf } from './graphml.ts';

/** A tie of two states by one agreement while it was of one kind: an edge. Ticks are those at whose end it held, both included. */
interface Spell {
  readonly a: number;
  readonly b: number;
  readonly agreement: number;
  readonly name: string;
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

/** The spells of an agreement's ties over the ticks 0..last. */
function* spellsOf(entry: AgreementEntry, agreement: number, last: number): Generator<Spell> {
  const open = new Map<string, { a: number; b: number; kind: string; start: number }>();
  for (let tick = 0; tick <= last + 1; tick++) {
    const standing = tick > last ? null : standingAt(entry, tick);
    const now = new Map<string, { a: number; b: number; kind: string }>();
    for (const a of standing?.members ?? [])
      for (const b of standing?.members ?? []) {
        const kind = KINDS[standing?.kind ?? 0] ?? '';
        if (a < b) now.set(`${a} ${b} ${kind}`, { a, b, kind });
      }
    for (const [key, { a, b, kind, start }] of open)
      if (!now.has(key)) {
        open.delete(key);
        yield { a, b, agreement, name: entry[0], kind, start, end: tick - 1 };
      }
    for (const [key, tie] of now) if (!open.has(key)) open.set(key, { ...tie, start: tick });
  }
}

/** The network of one run over time as a graph with parallel edges: a node a state, an edge a spell of a tie. */
async function networkOf({ results, config, replicate }: ExportRequest): Promise<{ graph: MultiUndirectedGraph; run: string }> {
  const source = await readSource(results.folder, config);
  const states = await worldStates(source);
  const { replays } = await readRuns(source, states, () => undefined);
  const at = source.runs.findIndex((run) => run.replicate === replicate);
  const replay = replays[at];
  if (replay === undefined)
    throw new InputError([
      {
        path: '--replicate',
        expected: `a replicate that came to its end, one of the first ${replays.length}`,
        found: String(replicate),
        remedy: 'see runs.csv',
      },
    ]);
  const graph = new MultiUndirectedGraph();
  states.forEach(({ id, name, region, place }) => {
    graph.addNode(id, { label: name, region, ...(place === null ? {} : { latitude: place.lat, longitude: place.lon }) });
  });
  replay.agreements.forEach((entry, agreement) => {
    for (const spell of spellsOf(entry, agreement, replay.ticks)) {
      const [a, b] = [states[spell.a]?.id, states[spell.b]?.id];
      if (a !== undefined && b !== undefined)
        graph.addEdgeWithKey(`${spell.agreement}-${a}-${b}-${spell.start}-${spell.kind}`, a, b, {
          kind: spell.kind,
          agreement: spell.agreement,
          label: spell.name,
          start: spell.start,
          end: spell.end,
        });
    }
  });
  return { graph, run: replay.run };
}

const NEXT = 'edges carry kind, agreement, start and end (ticks, both included): make a timeline of start and end in Gephi';

/** GEXF, for Gephi. */
export const gexf: Format = {
  meaning: 'GEXF: the network of one replicate over time, an edge for every spell of a tie, with its kind, start and end',
  next: NEXT,
  ofTables: false,
  async write(request) {
    const { graph, run } = await networkOf(request);
    const text = writeGexf(graph, {
      formatNode: (_: string, { label, ...attributes }: Record<string, unknown>) => ({ label, attributes }),
      formatEdge: (_: string, { label, ...attributes }: Record<string, unknown>) => ({ label, attributes }),
    } as never);
    return [put(request, `network-${run}.gexf`, text)];
  },
};

/** GraphML, for igraph, networkx and others. */
export const graphml: Format = {
  meaning: 'GraphML: the same network for igraph, networkx and others',
  next: 'networkx.read_graphml and igraph::read_graph read it; filter edges by start <= tick <= end',
  ofTables: false,
  async write(request) {
    const { graph, run } = await networkOf(request);
    return [put(request, `network-${run}.graphml`, graphmlOf(graph))];
  },
};

function put({ folder }: ExportRequest, name: string, text: string): string {
  writeFileSync(join(folder, name), text.endsWith('\n') ? text : `${text}\n`);
  return name;
}
