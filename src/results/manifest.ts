import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { InputError, type Problem } from '../base/errors.ts';
import { PLUGINS } from '../base/plugins.ts';

/** Value of `format` in the manifest of a results folder; other programs recognise our folders by it. */
export const RESULTS_FORMAT = 'entente-results';
/** Version of the results folder's form; raised when a reader of the old form would go wrong. */
export const RESULTS_VERSION = 1;
/** The greatest manifest that is read, in bytes: a scenario of 2,000 states and 50,000 relations has some 10 MB. */
const MAX_MANIFEST_BYTES = 64_000_000;

/** A scenario is nested less than half as deep; anything deeper would exhaust the stack of a recursive walk. */
const MAX_DEPTH = 32;

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1));
}

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const text = z.string().max(10_000);
const count = z.int().min(0);

/** A file name without a folder: a name in an untrusted manifest must not lead out of its folder. */
const fileName = z.string().regex(/^[a-z][a-z0-9_-]{0,60}\.(csv|json)$/);

const factorValue = z.union([z.number(), z.boolean(), text]);

/** Most factors of an experiment: room for one of each parameter of the model and more. */
export const MAX_FACTORS = 200;

/** What a manifest says of the sweep that the results are of. */
export const EXPERIMENT_SCHEMA = z.strictObject({
  name: text,
  title: text,
  description: text,
  file: text.meta({ description: 'the experiment file as it was named' }),
  factors: z
    .array(
      z.strictObject({
        name: text,
        label: text,
        paths: z.array(text).max(100).meta({ description: 'what it sets; none: it sets nothing' }),
        values: z.array(factorValue).max(10_000).optional(),
        range: z
          .strictObject({
            low: z.number(),
            high: z.number(),
            scale: z.enum(['linear', 'log']),
            integer: z.boolean(),
            levels: count.optional(),
          })
          .optional(),
      }),
    )
    .max(MAX_FACTORS),
  design: z.strictObject({ name: text, options: z.record(z.string(), z.unknown()) }),
  where: z.array(text).max(100),
  points: count.min(1).meta({ description: 'number of points; points.csv has them' }),
  points_sha256: hash.meta({ description: 'digest of the points' }),
  replicates: count.min(1).meta({ description: 'replicates of each point' }),
  independent_seeds: z.boolean(),
  kept: z.array(text).max(10),
  scenarios: z
    .array(z.strictObject({ name: text, source: text, input_sha256: hash }))
    .min(1)
    .max(10_000),
  identity: z
    .record(z.string(), z.unknown())
    .refine((identity) => !isDeeper(identity, MAX_DEPTH), { error: `nested more than ${MAX_DEPTH} levels deep` })
    .meta({ description: 'all that makes the runs what they are, but seed and points: another sweep with the same can use them' }),
  shard: z
    .strictObject({ index: count.min(1), of: count.min(1) })
    .optional()
    .meta({ description: 'the part of the sweep that this is; absent where it is all of it' }),
});

/** What a manifest says of a sweep. */
export type ExperimentSection = z.infer<typeof EXPERIMENT_SCHEMA>;

export const MANIFEST_SCHEMA = z.strictObject({
  format: z.literal(RESULTS_FORMAT),
  version: z.literal(RESULTS_VERSION),
  program: z
    .strictObject({
      name: z.literal('entente'),
      version: text,
      node: text,
      platform: text,
      arch: text,
      plugins: z
        .array(z.strictObject({ name: text, file: text.optional(), sha256: hash }))
        .max(1000)
        .optional()
        .meta({ description: 'what added rules, terms or metrics of its own; absent without any' }),
    })
    .meta({ description: 'what made the results, on what' }),
  command: z.array(text).max(110_000).meta({ description: 'the command line, without the program' }),
  source: text.meta({ description: 'the scenario file as it was named' }),
  settings: z
    .array(text)
    .max(10_000)
    .meta({ description: 'what the command line set in the scenario, in order; `scenario` has it already' }),
  scenario: z
    .record(z.string(), z.unknown())
    .refine((scenario) => !isDeeper(scenario, MAX_DEPTH), { error: `nested more than ${MAX_DEPTH} levels deep` })
    .meta({ description: 'the scenario with every default filled in and every option applied' }),
  scenario_sha256: hash.meta({ description: 'SHA-256 of the canonical JSON of `scenario`' }),
  seed: z.int().min(0),
  seed_drawn: z.boolean().meta({ description: 'no seed was given and one was drawn' }),
  replicates: z.int().min(1).max(1_000_000),
  workers: z.int().min(1).max(256).meta({ description: 'threads used; without effect on the results' }),
  check_every: count.meta({ description: 'every how many ticks the invariants were checked; without effect on the results' }),
  runs: z.strictObject({ done: count, failed: count }),
  files: z
    .record(fileName, z.strictObject({ sha256: hash, bytes: count, rows: count.optional() }))
    .meta({ description: 'every other file of the folder' }),
  started: z.iso.datetime(),
  finished: z.iso.datetime(),
  experiment: EXPERIMENT_SCHEMA.optional().meta({ description: 'of the results of a sweep: what varied, by which design' }),
});

/** Where results come from: everything needed to reproduce them, and the digests that reveal a change. */
export type Manifest = z.infer<typeof MANIFEST_SCHEMA>;

/** The program with its plugins, and the machine of this process. */
export function thisProgram(version: string): Manifest['program'] {
  const { version: node, platform, arch } = process;
  const plugins = PLUGINS.map(({ name, file, sha256 }) => ({ name, ...(file === undefined ? {} : { file }), sha256 }));
  return { name: 'entente', version, node, platform, arch, ...(plugins.length === 0 ? {} : { plugins }) };
}

/** The present moment for the manifest, the only file that is dated. */
export function now(): string {
  return new Date().toISOString();
}

/**
 * Reads a manifest, possibly untrusted: its size is bounded and its form checked; the scenario inside is left to the scenario's own loader.
 * @throws InputError
 */
export function readManifest(file: string): Manifest {
  const { data, error } = MANIFEST_SCHEMA.safeParse(readJson(file));
  if (error === undefined) return data;
  throw new InputError(
    error.issues.slice(0, 10).map((issue) => ({
      file,
      path: issue.path.join('.'),
      expected: `a manifest of entente's results, form ${RESULTS_VERSION}`,
      found: issue.message,
      remedy: 'give the manifest.json of a results folder as it was written',
    })),
  );
}

function readJson(file: string): unknown {
  const refuse = (found: string): never => {
    throw new InputError([{ file, expected: 'the manifest.json of a results folder', found, remedy: 'check the path' }]);
  };
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return refuse('no such file');
  if (!stat.isFile()) return refuse('something that is not a file');
  if (stat.size > MAX_MANIFEST_BYTES) return refuse(`a file of ${stat.size} bytes`);
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return refuse(`a file that is not JSON (${(error as Error).message})`);
  }
}

/**
 * Results can be reproduced only with the plugins that they were made with. Plugins are never loaded because a manifest, possibly untrusted, names them.
 * @param file the manifest's, for messages
 * @throws InputError with every plugin that is missing, has changed or is one too many
 */
export function checkPlugins({ plugins = [] }: Manifest['program'], file: string): void {
  const problems: Problem[] = plugins
    .filter(({ sha256 }) => !PLUGINS.some((plugin) => plugin.sha256 === sha256))
    .map(({ name, file: named = name, sha256 }) => {
      const changed = PLUGINS.find((plugin) => plugin.name === name);
      return {
        file,
        path: 'program.plugins',
        expected: `the plugin ${name} that the results were made with (SHA-256 ${sha256.slice(0, 12)}...)`,
        found: changed === undefined ? 'none of that name loaded' : `another text (${changed.sha256.slice(0, 12)}...)`,
        remedy: changed === undefined ? `add --plugin ${named}, if you trust it` : 'restore the file as it was',
      };
    });
  for (const { name, sha256 } of PLUGINS)
    if (!plugins.some((plugin) => plugin.sha256 === sha256 || plugin.name === name))
      problems.push({
        file,
        path: 'program.plugins',
        expected: 'no plugin but those that the results were made with',
        found: name,
        remedy: 'leave it out, or run the scenario file with it',
      });
  if (problems.length > 0) throw new InputError(problems);
}
