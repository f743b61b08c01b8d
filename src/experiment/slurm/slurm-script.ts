/** A job array that runs the shards of a sweep, one task each. Paths are as seen from `cwd`. */
export interface SlurmJob {
  /** Name of the experiment. */
  name: string;
  shards: number;
  /** Resources to request from Slurm; the cluster decides those that are undefined. */
  cpus: number;
  time: string | undefined;
  mem: string | undefined;
  partition: string | undefined;
  account: string | undefined;
  /** Environment modules to be loaded, and lines of shell, in this order, before the sweep. */
  modules: readonly string[];
  setup: readonly string[];
  /** The command that starts this program, in words. */
  program: readonly string[];
  cwd: string;
  experiment: string;
  /** Plugins that the runs need. */
  plugins?: readonly string[];
  /** Options of the sweep that are the same for all shards. */
  options: readonly string[];
  /** Folder of scripts, logs and shards. */
  folder: string;
  /** Folder of the merged results. */
  out: string;
}

/** Files and folders of a job. */
export const ARRAY_SCRIPT = 'array.sh';
export const MERGE_SCRIPT = 'merge.sh';
export const LOGS = 'log';
export const SHARDS = 'shards';

/** This text quoted as one word of bash. Control characters are escaped, so that a word never leaves its line. */
export function shellWord(text: string): string {
  if (/^[\w./:=@%+,-]+$/.test(text)) return text;
  const quoted = text.replaceAll("'", "'\\''");
  if (!CONTROL.test(text)) return `'${quoted}'`;
  const spelt = text
    .replace(/[\\']/g, '\\$&')
    .replace(new RegExp(CONTROL, 'g'), (c) => `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`);
  return `$'${spelt}'`;
}

// oxlint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\x00-\x1f\x7f]/;

/** Numbers of tasks, ascending, as sbatch takes them: `3,7-9`. */
export function taskRanges(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const n of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === n - 1) last[1] = n;
    else ranges.push([n, n]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}

/**
 * The script of the array. A task that is requeued or submitted again resumes where it ended, and appends to its log. No directive names a file, as
 * Slurm expands % in them, even in the name of the folder from which a job is submitted.
 */
export function arrayScript(job: SlurmJob): string {
  const { shards, program, options, experiment, folder } = job;
  const task = '"$SLURM_ARRAY_TASK_ID"';
  const command = [
    ['exec', ...[...program, 'sweep', ...pluginWords(job)].map(shellWord)].join(' '),
    `--shard ${task}/${shards}`,
    `--out ${shellWord(`${folder}/${SHARDS}`)}/${task}`,
    options.map(shellWord).join(' '),
    `-- ${shellWord(experiment)}`,
  ];
  return script(
    job,
    [`--array=1-${shards}`, `--cpus-per-task=${job.cpus}`, '--requeue'],
    `Does the shards of a sweep: sbatch ${ARRAY_SCRIPT}`,
    [`exec >>${shellWord(`${folder}/${LOGS}`)}/${task}.txt 2>&1`],
    command,
  );
}

/** The script that merges the shards, for bash or for sbatch. It takes the options of `entente merge`. */
export function mergeScript(job: SlurmJob): string {
  const { program, folder, out } = job;
  const command = [
    [...program, 'merge', ...pluginWords(job)].map(shellWord).join(' '),
    `--out ${shellWord(out)} "$@"`,
    `-- ${shellWord(`${folder}/${SHARDS}`)}/* 2>&1 | tee -a -- ${shellWord(`${folder}/${LOGS}/merge.txt`)}`,
  ];
  return script(job, [], `Puts the shards of a sweep together: bash ${MERGE_SCRIPT}, or sbatch ${MERGE_SCRIPT}`, [], command);
}

const pluginWords = ({ plugins = [] }: SlurmJob) => plugins.flatMap((file) => ['--plugin', file]);

function script(job: SlurmJob, directives: readonly string[], what: string, first: readonly string[], command: readonly string[]): string {
  const { name, time, mem, partition, account, modules, setup, cwd } = job;
  const asked = Object.entries({ time, mem, partition, account }).flatMap(([key, value]) =>
    value === undefined ? [] : [`--${key}=${value}`],
  );
  return [
    '#!/bin/bash',
    ...[`--job-name=${jobName(name)}`, '--ntasks=1', ...directives, '--output=/dev/null', ...asked].map((text) => `#SBATCH ${text}`),
    `# ${what}`,
    'set -eo pipefail',
    `cd -- ${shellWord(cwd)}`,
    ...first,
    ...modules.map((module) => `module load ${shellWord(module)}`),
    ...setup,
    ...(modules.length + setup.length > 0 ? [`cd -- ${shellWord(cwd)}`] : []),
    command.join(' \\\n  '),
    '',
  ].join('\n');
}

/** A name of characters that have no meaning to Slurm or a shell. */
const jobName = (name: string) => `entente-${name.replace(/[^A-Za-z0-9_.-]+/g, '-').slice(0, 60)}`;
