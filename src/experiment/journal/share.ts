import { InputError } from '../../base/errors.ts';

/** A part of a sweep: of so many, the index-th, from 1. It has the runs index-1, index-1+of, ... of the plan. */
export interface Share {
  index: number;
  of: number;
}

/** The sweep as a whole. */
export const WHOLE: Share = { index: 1, of: 1 };
/** Most shards of a sweep. */
export const MAX_SHARDS = 100_000;

/** Reads `i/n`. @throws InputError */
export function readShare(option: string, text: string): Share {
  const [, index, of] = /^([1-9][0-9]{0,6})\/([1-9][0-9]{0,6})$/.exec(text) ?? [];
  const share = { index: Number(index), of: Number(of) };
  if (index !== undefined && share.index <= share.of && share.of <= MAX_SHARDS) return share;
  throw new InputError([
    {
      path: option,
      expected: `i/n: the number of the shard, from 1, and of how many, at most ${MAX_SHARDS}`,
      found: JSON.stringify(text),
      remedy: 'write for instance --shard 1/4',
    },
  ]);
}

/** Number of runs of a share. */
export function runsOf({ index, of }: Share, runs: number): number {
  return Math.max(0, Math.ceil((runs - index + 1) / of));
}

/** Runs of a share, by their numbers in the plan. */
export function* runsIn({ index, of }: Share, runs: number): Generator<number> {
  for (let k = index - 1; k < runs; k += of) yield k;
}
