import type { AddCommand } from '../command.ts';

/** A command as the program lists it. Its module, with all that it needs, is loaded only when the command or its help is asked for. */
interface CommandEntry {
  name: string;
  description: string;
  load(): Promise<AddCommand>;
  /** Whether it reads scenarios or makes runs, so that a plugin can matter to it. */
  takesPlugins: boolean;
}

/** Every command, in the order in which the help lists them. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'run',
    description: 'run a scenario, once or many times, and write a results folder',
    load: async () => (await import('./run.ts')).addRun,
    takesPlugins: true,
  },
  {
    name: 'sweep',
    description: 'run an experiment over its design, in parallel; resumable',
    load: async () => (await import('./sweep.ts')).addSweep,
    takesPlugins: true,
  },
  {
    name: 'slurm',
    description: 'write, and submit, a Slurm job array that runs the shards of a sweep',
    load: async () => (await import('./slurm.ts')).addSlurm,
    takesPlugins: true,
  },
  {
    name: 'merge',
    description: 'combine the shards of a sweep, or write the complete part of an unfinished one',
    load: async () => (await import('./merge.ts')).addMerge,
    takesPlugins: true,
  },
  {
    name: 'analyse',
    description: 'analyse results: statistics over replicates, effects, sensitivity, regions',
    load: async () => (await import('./analyse.ts')).addAnalyse,
    takesPlugins: false,
  },
  {
    name: 'report',
    description: 'make one HTML page of a results folder: summary, time series, animated network, events, every state',
    load: async () => (await import('./report.ts')).addReport,
    takesPlugins: true,
  },
  {
    name: 'explain',
    description: 'say why a state chose what it chose: every strategy, its best options, every value term',
    load: async () => (await import('./explain.ts')).addExplain,
    takesPlugins: true,
  },
  {
    name: 'branch',
    description: 'a what-if: the same runs with a change from some tick on, compared with their control',
    load: async () => (await import('./branch.ts')).addBranch,
    takesPlugins: true,
  },
  {
    name: 'compare',
    description: 'compare two results of the same seed: effects with intervals, first divergence and its cause',
    load: async () => (await import('./compare.ts')).addCompare,
    takesPlugins: false,
  },
  {
    name: 'import',
    description: 'make a scenario from historical data: files of the Correlates of War, ATOP and others, as you downloaded them',
    load: async () => (await import('./import.ts')).addImport,
    takesPlugins: false,
  },
  {
    name: 'score',
    description: 'score results against historical patterns: value, interval, band, hit or miss',
    load: async () => (await import('./score.ts')).addScore,
    takesPlugins: false,
  },
  {
    name: 'backtest',
    description: 'forecast ties from the data of one year and score them against a later year, with null models for comparison',
    load: async () => (await import('./backtest.ts')).addBacktest,
    takesPlugins: false,
  },
  {
    name: 'export',
    description: 'write results in another format: Parquet, DuckDB, notebooks, networks',
    load: async () => (await import('./export.ts')).addExport,
    takesPlugins: false,
  },
  {
    name: 'validate',
    description: 'check scenario files with their variants, and experiment files; reports all problems at once',
    load: async () => (await import('./validate.ts')).addValidate,
    takesPlugins: true,
  },
  {
    name: 'describe',
    description: 'describe a scenario in words and numbers before running it',
    load: async () => (await import('./describe.ts')).addDescribe,
    takesPlugins: true,
  },
  {
    name: 'init',
    description: 'write a commented scenario to start from',
    load: async () => (await import('./init.ts')).addInit,
    takesPlugins: false,
  },
  {
    name: 'schema',
    description: 'print the JSON Schema that editors use for completion and help',
    load: async () => (await import('./schema.ts')).addSchema,
    takesPlugins: true,
  },
];
