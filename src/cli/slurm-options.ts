import { InputError } from '../base/errors.ts';
import { MAX_SHARDS } from '../experiment/plan.ts';
import { readAll, readWorkers, wholeNumber, type Read } from './arguments.ts';
import { maybe, readingsOfRuns } from './experiment-options.ts';

/** The options of `entente slurm` as commander hands them over: texts, and true for flags. */
export interface RawSlurmOptions {
  out?: string;
  shards?: string;
  minutes?: string;
  time?: string;
  mem?: string;
  cpus?: string;
  partition?: string;
  account?: string;
  module?: string[];
  setup?: string[];
  seed?: string;
  replicates?: string;
  ticks?: string;
  set?: string[];
  submit?: true;
  resubmit?: true;
  json?: true;
  quiet?: true;
}

/** The options, read. */
export interface SlurmOptions {
  experiment: string;
  out: string | undefined;
  shards: number | undefined;
  /** Length of a shard that is aimed at. */
  minutes: number;
  time: string | undefined;
  mem: string | undefined;
  cpus: number;
  partition: string | undefined;
  account: string | undefined;
  modules: string[];
  setup: string[];
  seed: number | undefined;
  replicates: number | undefined;
  ticks: number | undefined;
  sets: string[];
  submit: boolean;
  resubmit: boolean;
  json: boolean;
  quiet: boolean;
}

/** Long enough that starting is nothing, short enough that little is lost with a task. */
const MINUTES = 10;
/** Options that may go with --resubmit: the rest is in the scripts already. */
const WITH_RESUBMIT: readonly string[] = ['out', 'resubmit', 'json', 'quiet'];

/** A text of a form, which has nothing that a shell or Slurm would take for something else. */
const ofForm =
  (form: RegExp, expected: string, remedy: string): Read<string> =>
  (option, text) => {
    if (form.test(text)) return text;
    throw new InputError([{ path: option, expected, found: JSON.stringify(text.slice(0, 200)), remedy }]);
  };

const readTime = ofForm(
  /^(?:[0-9]{1,6}(?::[0-9]{1,2}){0,2}|[0-9]{1,4}-[0-9]{1,2}(?::[0-9]{1,2}){0,2})$/,
  "a time in Slurm's form: MINUTES, HOURS:MINUTES:SECONDS or DAYS-HOURS",
  'write for instance 30 or 1:30:00',
);
const readMem = ofForm(
  /^[1-9][0-9]{0,8}[KMGT]?$/i,
  "memory in Slurm's form: a whole number and K, M, G or T, M where there is none",
  'write for instance 2G',
);
const readName = (what: string, many = '') =>
  ofForm(
    /^[A-Za-z0-9_][A-Za-z0-9_.@+,-]{0,199}$/,
    `the name of ${what}${many}`,
    'use letters, digits and _ . @ + -, as your cluster does in its names',
  );
const readModule = ofForm(
  /^[A-Za-z0-9_][A-Za-z0-9_.+/@:=-]{0,199}$/,
  'the name of a module, as `module avail` lists it',
  'for more than a name give --setup',
);
const readLine = ofForm(/^[^\p{Cc}]{1,2000}$/u, 'one line of shell', 'give --setup again for a further line');

/** Reads the options, reporting all problems at once. @throws InputError */
export function readSlurmOptions(experiment: string, raw: RawSlurmOptions): SlurmOptions {
  const {
    cpus,
    minutes,
    together: _together,
    ...read
  } = readAll({
    ...readingsOfRuns(raw),
    shards: () => maybe('--shards', raw.shards, wholeNumber(2, MAX_SHARDS)),
    minutes: () => maybe('--minutes', raw.minutes, wholeNumber(1, 10_080)),
    time: () => maybe('--time', raw.time, readTime),
    mem: () => maybe('--mem', raw.mem, readMem),
    cpus: () => maybe('--cpus', raw.cpus, readWorkers),
    partition: () => maybe('--partition', raw.partition, readName('a partition', ', or some with commas between')),
    account: () => maybe('--account', raw.account, readName('an account')),
    modules: () => (raw.module ?? []).map((text) => readModule('--module', text)),
    setup: () => (raw.setup ?? []).map((text) => readLine('--setup', text)),
    together: () => checkTogether(raw),
  });
  return {
    experiment,
    ...read,
    cpus: cpus ?? 1,
    minutes: minutes ?? MINUTES,
    sets: raw.set ?? [],
    submit: raw.submit === true,
    resubmit: raw.resubmit === true,
    json: raw.json === true,
    quiet: raw.quiet === true,
  };
}

function checkTogether(raw: RawSlurmOptions): void {
  const given = Object.keys(raw).filter((name) => !WITH_RESUBMIT.includes(name));
  if (raw.resubmit === undefined || given.length === 0) return;
  throw new InputError([
    {
      path: '--resubmit',
      expected: 'only --out, --json and --quiet with it',
      found: given.map((name) => `--${name}`).join(' '),
      remedy: 'give the command with them first and without --resubmit, which writes the scripts again; then give --resubmit',
    },
  ]);
}
