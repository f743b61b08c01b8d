import { beforeAll, describe, expect, it } from 'vitest';
import { createRecorder } from '../measure/recorder.ts';
import { step } from '../model/tick.ts';
import { compileScenario } from '../scenario/compile.ts';
import { readScenario } from '../scenario/read.ts';

/**
 * Findings 1 to 3 in the large: the plane of entrapment cost e and abandonment cost a on synthetic systems. Each claim is a paired difference between
 * two points over replicates that share their luck, each replicate another system; it holds when the 95 % t interval lies on its side of 0.
 */
const E = [0, 1, 4];
const A = [0, 1, 6];
const REPLICATES = 8;
const T_975 = 2.3646; // Student's t, 7 degrees of freedom
const TICKS = 25;
const METRICS = ['n_alliance_ties', 'n_partnership_ties', 'partnership_share', 'share_unaligned', 'mean_insecurity'] as const;
type Name = (typeof METRICS)[number] | 'disputes';

/** figures[point][metric][replicate] */
const figures = new Map<string, Record<Name, number[]>>();

function run(e: number, a: number): Record<Name, number[]> {
  const sets = [`parameters.entrapment_cost=${e}`, `parameters.abandonment_cost=${a}`, 'generate.per_replicate=true'];
  const scenario = readScenario('scenarios/synthetic-30.yaml', { sets });
  const out = Object.fromEntries([...METRICS, 'disputes'].map((m) => [m, [] as number[]])) as Record<Name, number[]>;
  for (let replicate = 0; replicate < REPLICATES; replicate++) {
    const w = compileScenario(scenario, { seed: 2026, replicate });
    const recorder = createRecorder(w, { states: 0, dyads: 0, decisions: 0 }, () => undefined);
    recorder.observe(w);
    let disputes = 0;
    for (let t = 0; t < TICKS; t++) {
      step(w, recorder.sink);
      recorder.observe(w);
      disputes += recorder.latest('new_disputes') ?? 0;
    }
    for (const m of METRICS) out[m].push(recorder.latest(m) ?? NaN);
    out.disputes.push(disputes);
  }
  return out;
}

beforeAll(() => {
  for (const e of E) for (const a of A) figures.set(`${e},${a}`, run(e, a));
}, 300_000);

/** 95 % t interval of the mean of (metric at `to`) - (metric at `from`). */
function difference(metric: Name, from: string, to: string): { low: number; high: number } {
  const x = figures.get(from)![metric];
  const d = figures.get(to)![metric].map((y, r) => y - x[r]!);
  const mean = d.reduce((s, v) => s + v, 0) / d.length;
  const sd = Math.sqrt(d.reduce((s, v) => s + (v - mean) * (v - mean), 0) / (d.length - 1));
  const half = (T_975 * sd) / Math.sqrt(d.length);
  return { low: mean - half, high: mean + half };
}

const rises = (metric: Name, from: string, to: string) => {
  expect(difference(metric, from, to).low, `${metric} rises from (${from}) to (${to})`).toBeGreaterThan(0);
};
const falls = (metric: Name, from: string, to: string) => {
  expect(difference(metric, from, to).high, `${metric} falls from (${from}) to (${to})`).toBeLessThan(0);
};

describe('the plane of entrapment and abandonment costs', () => {
  it('as entrapment cost rises, alliances fall step by step and the partnership share of ties rises (finding 1)', () => {
    for (const a of [0, 1]) {
      falls('n_alliance_ties', `0,${a}`, `1,${a}`);
      falls('n_alliance_ties', `1,${a}`, `4,${a}`);
    }
    rises('partnership_share', '0,0', '4,0');
    rises('partnership_share', '0,1', '4,1');
  });

  it('as abandonment cost rises from none to moderate, partnerships give way to alliances; very high, both fall (finding 2)', () => {
    for (const e of [0, 1]) {
      falls('n_partnership_ties', `${e},0`, `${e},1`);
      falls('partnership_share', `${e},0`, `${e},1`);
      falls('n_alliance_ties', `${e},1`, `${e},6`);
      falls('n_partnership_ties', `${e},1`, `${e},6`);
    }
  });

  it('with both costs high most states are unaligned, insecurity and disputes greatest; with both low both kinds of tie are dense (finding 3)', () => {
    const unaligned = figures.get('4,6')!.share_unaligned;
    expect(unaligned.reduce((s, v) => s + v, 0) / unaligned.length).toBeGreaterThan(0.5);
    for (const other of ['0,0', '0,6', '4,0']) rises('share_unaligned', other, '4,6');
    // at a = 6 alone most are unaligned already, so that insecurity cannot be told apart from (4, 6)
    for (const other of ['0,0', '4,0']) rises('mean_insecurity', other, '4,6');
    rises('disputes', '0,0', '4,6');
    for (const other of ['4,0', '4,6']) rises('n_alliance_ties', other, '0,0');
    for (const other of ['0,6', '4,6']) rises('n_partnership_ties', other, '0,0');
  });
});
