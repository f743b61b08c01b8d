import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { World } from '../../src/model/world.ts';
import { FOLDER } from './bench.ts';
import { EXACT_CLAIMS } from './exact.ts';
import { ACTS, WATCHES } from './probes.ts';

const name = z.string().min(1);
const settings = z.array(z.string().regex(/^[^=\s]+=.+$/, 'expected path=value, as on the command line'));
const watch = z.enum(Object.keys(WATCHES) as [keyof typeof WATCHES]);
const act = z.enum(Object.keys(ACTS) as [keyof typeof ACTS]);
const count = z.int().min(0);

const hypothesisSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  statement: name,
  outcome: name,
  from: z.union([name, z.number()]),
  from_outcome: name.optional(),
  times: z.number().optional(),
  to: name,
  expect: z.enum(['rises', 'falls', 'level']),
  tolerance: z.number().min(0).default(0),
  part: z.enum(['claim', 'reach']).default('claim'),
  full_only: z.boolean().default(false),
  most: count.optional(),
});

const findingSchema = z
  .strictObject({
    number: count,
    title: name,
    claim: name,
    source: z.array(name),
    design: name,
    replicates: z.strictObject({ fast: count, full: count }),
    worlds: z.record(name, z.strictObject({ ticks: count, set: settings.default([]), watch: watch.optional() })).default({}),
    arms: z
      .record(name, z.strictObject({ world: name, set: settings.default([]), watch: watch.optional(), act: act.optional() }))
      .default({}),
    hypotheses: z.array(hypothesisSchema).default([]),
    exact: z.record(name, name).default({}),
  })
  .superRefine(({ arms, worlds, hypotheses, exact }, context) => {
    const miss = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    for (const [arm, { world }] of Object.entries(arms))
      if (!Object.hasOwn(worlds, world)) miss(['arms', arm, 'world'], `expected one of ${Object.keys(worlds).join(', ')}, found ${world}`);
    hypotheses.forEach(({ from, to }, h) => {
      for (const [end, arm] of [['from', from] as const, ['to', to] as const])
        if (typeof arm === 'string' && !Object.hasOwn(arms, arm)) miss(['hypotheses', h, end], `expected the name of an arm, found ${arm}`);
    });
    for (const id of Object.keys(exact))
      if (!Object.hasOwn(EXACT_CLAIMS, id)) miss(['exact', id], `expected one of ${Object.keys(EXACT_CLAIMS).join(', ')}`);
  });

/** One world under one setting. All arms of a finding share seeds and replicates, so that replicate r of each has the same random draws. */
export interface Arm {
  readonly name: string;
  /** A shipped scenario, or one of scenarios/findings/worlds. */
  readonly world: string;
  /** `path=value`, as on the command line. */
  readonly sets: readonly string[];
  readonly ticks: number;
  /** Outcomes beyond those of runs.csv. */
  readonly watch?: keyof typeof WATCHES | undefined;
  /** Something done to the world in the middle of a run. */
  readonly act?: keyof typeof ACTS | undefined;
}

/**
 * One claim about a paired difference: the outcome in arm `to` less `times` the outcome in arm `from` (or a constant). `rises` means beyond the
 * tolerance upward, `falls` beyond it downward, `level` within it on both sides. With `part: reach` it is reported without weight in the verdict.
 */
export type Hypothesis = z.output<typeof hypothesisSchema>;

/** A finding of the model: what is claimed, from whom, and how it is tested. */
export interface Finding extends Omit<z.output<typeof findingSchema>, 'worlds' | 'arms' | 'exact'> {
  /** The end of its file names. */
  readonly slug: string;
  readonly arms: readonly Arm[];
  /** Claims that hold in every case or fail. */
  readonly exact: readonly { readonly id: string; readonly statement: string }[];
}

/** A change laid on a world before its first tick: what ablations and planted faults do. */
export type Alteration = (w: World) => void;

/** What the interval says of a hypothesis: beyond doubt as claimed, beyond doubt not, or neither. */
export type Verdict = 'holds' | 'fails' | 'open';

/** The finding in a text. @throws Error with the file and every problem */
export function parseFinding(file: string, text: string): Finding {
  const found = findingSchema.safeParse(parse(text));
  if (!found.success) throw new Error(found.error.issues.map(({ path, message }) => `${file}: ${path.join('.')}: ${message}`).join('\n'));
  const { worlds, arms, exact, ...rest } = found.data;
  return {
    ...rest,
    slug: file.replace(/^\d+-|\.yaml$/g, ''),
    arms: Object.entries(arms).map(([arm, { world, set, watch: watched, act: done }]) => {
      const shared = worlds[world] ?? { ticks: 0, set: [], watch: undefined };
      return { name: arm, world, sets: [...shared.set, ...set], ticks: shared.ticks, watch: watched ?? shared.watch, act: done };
    }),
    exact: Object.entries(exact).map(([id, statement]) => ({ id, statement })),
  };
}

/** Every finding, by number. */
export const FINDINGS: readonly Finding[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.yaml'))
  .sort((a, b) => (a < b ? -1 : 1))
  .map((file) => parseFinding(file, readFileSync(join(FOLDER, file), 'utf8')));
