import { InputError } from '../base/errors.ts';
import { DECISION_RULES } from '../model/rules/index.ts';
import { oneOf, readAll, readTicks, recordSetting, someName, someText } from './arguments.ts';
import { withVariant } from './command.ts';
import { flagsOf, maybe, readingsOf, type ExperimentOptions, type RawExperimentOptions } from './experiment-options.ts';

/** The options of `entente run` as commander hands them over: texts, and true for flags. */
export interface RawRunOptions extends RawExperimentOptions {
  variant?: string;
  rule?: string;
  record?: string[];
  from?: string;
  until?: string;
  checkpoint?: string;
  resume?: string;
}

/** The options, read. */
export interface RunOptions extends ExperimentOptions {
  scenario: string | undefined;
  variant: string | undefined;
  seed: number | undefined;
  replicates: number | undefined;
  /** `path=value`, in the order in which they are applied. */
  settings: string[];
  from: string | undefined;
  until: number | undefined;
  checkpoint: string | undefined;
  resume: string | undefined;
}

/** Tables that can be recorded at will. */
const RECORD_TABLES = ['states', 'dyads', 'decisions'] as const;

/** Options that say what is run; with --from and --resume it is settled. */
const WHAT_IS_RUN = ['seed', 'replicates', 'ticks', 'variant', 'set', 'rule', 'record'] as const;

/** Reads the options, reporting all problems at once. @throws InputError */
export function readRunOptions(scenario: string | undefined, raw: RawRunOptions): RunOptions {
  const { ticks, rule, record, ...read } = readAll({
    ...readingsOf(raw),
    rule: () => maybe('--rule', raw.rule, oneOf(Object.keys(DECISION_RULES))),
    record: () => (raw.record ?? []).map((text) => recordSetting(RECORD_TABLES)('--record', text)),
    variant: () => maybe('--variant', raw.variant, someName),
    from: () => maybe('--from', raw.from, someText),
    until: () => maybe('--until', raw.until, readTicks),
    checkpoint: () => maybe('--checkpoint', raw.checkpoint, someText),
    resume: () => maybe('--resume', raw.resume, someText),
    together: () => checkTogether(scenario, raw),
  });
  const settings = [
    ...withVariant(raw.variant, raw.set ?? []),
    ...(ticks === undefined ? [] : [`ticks=${ticks}`]),
    ...(rule === undefined ? [] : [`rule=${rule}`]),
    ...record,
  ];
  return { scenario, settings, ...read, ...flagsOf(raw) };
}

/** What can and cannot be given together. */
function checkTogether(scenario: string | undefined, raw: RawRunOptions): undefined {
  const sources = [
    ...(scenario === undefined ? [] : ['SCENARIO']),
    ...(raw.from === undefined ? [] : ['--from']),
    ...(raw.resume === undefined ? [] : ['--resume']),
  ];
  if (sources.length !== 1)
    refuse(
      'SCENARIO',
      'a scenario file, or --from MANIFEST, or --resume CHECKPOINT',
      sources.length === 0 ? 'none of them' : sources.join(' and '),
      'give one of them',
    );
  const settled = scenario === undefined ? WHAT_IS_RUN.filter((name) => raw[name] !== undefined) : [];
  if (settled.length > 0)
    refuse(
      `--${settled[0]}`,
      `no more than ${sources[0]}, which says what is run`,
      settled.map((name) => `--${name}`).join(' '),
      'leave it out, or give the scenario file in place of the other',
    );
  const inOneThread = (['workers', 'workerMemory', 'shard', 'timeout', 'dryRun', 'until'] as const).filter(
    (name) => raw[name] !== undefined,
  );
  if (raw.resume !== undefined && inOneThread.length > 0)
    refuse(
      '--resume',
      'no --workers, --worker-memory, --shard, --timeout, --dry-run or --until with it',
      inOneThread.map(flag).join(' '),
      'leave it out: a checkpoint is resumed to the end, in one thread',
    );
  if ((raw.until === undefined) !== (raw.checkpoint === undefined))
    refuse(
      raw.until === undefined ? '--until' : '--checkpoint',
      '--until N and --checkpoint FILE together',
      'one of them',
      'give the other too',
    );
  if (raw.checkpoint === undefined) return undefined;
  const useless = (['out', 'also', 'workers', 'workerMemory', 'shard', 'timeout', 'dryRun'] as const).filter(
    (name) => raw[name] !== undefined,
  );
  if (useless.length > 0)
    refuse(
      '--checkpoint',
      'no --out, --also, --workers, --worker-memory, --shard, --timeout or --dry-run with it',
      useless.map(flag).join(' '),
      'leave it out: a checkpoint is one file, made in one thread',
    );
  return undefined;
}

/** An option as it is written. */
const flag = (name: string) => `--${name.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)}`;

function refuse(path: string, expected: string, found: string, remedy: string): never {
  throw new InputError([{ path, expected, found, remedy }]);
}
