import { EXIT, InputError } from '../../base/errors.ts';
import { now, type Manifest } from '../../results/manifest.ts';
import { isOnePoint } from '../../experiment/experiment.ts';
import { mergeShards } from '../../experiment/journal/merge.ts';
import { layOutPartial } from '../../experiment/journal/assemble.ts';
import { alsoOption, readAlso, writeAlso } from '../extra-formats.ts';
import type { AddCommand } from '../command.ts';
import { count } from '../format-number.ts';
import type { Io } from '../io.ts';
import { partialManifest } from '../partial-results.ts';

/** The options of `entente merge` as commander hands them over. */
export interface MergeOptions {
  out?: string;
  partial?: true;
  also?: string;
  force?: true;
  json?: true;
  quiet?: true;
}

/** Puts shards together, or lays out what is done of an unfinished sweep. Returns the exit code. @throws InputError, OutputError */
async function mergeCommand(folders: readonly string[], options: MergeOptions, argv: readonly string[], io: Io): Promise<number> {
  const { out } = options;
  if (out === undefined || out === '')
    throw new InputError([{ path: '--out', expected: 'the folder for the results', found: 'none', remedy: 'give --out DIR' }]);
  const also = options.also === undefined ? [] : readAlso('--also', options.also);
  const target = { folder: out, force: options.force === true };
  if (options.partial !== true) {
    const manifest = await mergeShards(folders, target, ({ experiment, ...first }, written) => {
      const { shard: _shard, ...whole } = experiment ?? {};
      const program = { ...first.program };
      const made = { ...first, ...written, program, command: [...argv], finished: now() };
      return experiment === undefined || isOnePoint(experiment) ? made : { ...made, experiment: whole as Manifest['experiment'] };
    });
    tell(
      `${folders.length} shards, ${count(manifest.runs.done + manifest.runs.failed)} runs`,
      out,
      manifest,
      options,
      await writeAlso(out, also),
      io,
    );
    return manifest.runs.failed > 0 ? EXIT.runsFailed.code : EXIT.done.code;
  }
  const [folder, ...more] = folders;
  if (folder === undefined || more.length > 0)
    throw new InputError([
      { path: 'DIR', expected: 'one folder with --partial', found: String(folders.length), remedy: 'name the folder of one sweep' },
    ]);
  const { manifest, partial } = await layOutPartial(folder, target, (found, written) => partialManifest(found, written, argv, now()));
  tell(
    `${partial.plan.replicates} of ${partial.of} replicates, which are complete`,
    out,
    manifest,
    options,
    await writeAlso(out, also),
    io,
  );
  return manifest.runs.failed > 0 ? EXIT.runsFailed.code : EXIT.done.code;
}

function tell(what: string, out: string, manifest: Manifest, options: MergeOptions, also: readonly string[], io: Io): void {
  const { runs, files } = manifest;
  if (options.json === true)
    io.stdout(`${JSON.stringify({ folder: out, runs, files, ...(also.length === 0 ? {} : { also }) }, null, 2)}\n`);
  if (options.quiet !== true) io.stderr(`${what}\nresults: ${out}\n`);
}

const EXAMPLES = `
Examples:
  entente merge results/plane-shard-*-of-8 --out results/plane
  entente merge --partial results/plane --out results/plane-so-far

Shards come from --shard I/N of entente run or sweep. All of them are needed, each once; the merged results are byte for byte those of the whole.
`;

export const addMerge: AddCommand = (command, { io, argv, done }) =>
  void command
    .argument('<DIR...>', 'results folders of the shards, in any order')
    .option('--out <DIR>', 'results folder')
    .option('--partial', 'write the complete replicates of the unfinished sweep in DIR as a smaller sweep')
    .addOption(alsoOption())
    .option('--force', 'replace older results once the new ones are complete')
    .option('--json', 'print the outcome as JSON on standard output')
    .option('--quiet', 'print only errors')
    .addHelpText('after', EXAMPLES)
    .action(async (folders: string[], options: MergeOptions) => done(await mergeCommand(folders, options, argv, io)));
