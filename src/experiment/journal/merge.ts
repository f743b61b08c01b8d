import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../base/digest.ts';
import { InputError, type Problem } from '../../base/errors.ts';
import { MANIFEST_FILE, openFolder } from '../../results/folder.ts';
import { writing } from '../../files/io-errors.ts';
import { openResults, type ResultsFolder } from '../../results/read-results.ts';
import { createTextFile, type FileDigest } from '../../files/text-file.ts';
import type { ExperimentSection, Manifest } from '../../results/manifest.ts';
import { openRaw, type RawTable } from './assemble.ts';

/** Files that are the same in every shard; those of a single point have no points.csv. */
const SAME = ['points.csv', 'datapackage.json'] as const;

/** A finished shard. */
type ShardResults = ResultsFolder & { section: ExperimentSection; index: number; of: number };

/**
 * Merges the shards of a sweep: the files are byte for byte those of the sweep run as a whole. `describe` makes the manifest from that of the first
 * shard and the files written. @throws InputError for missing or repeated shards, shards of another sweep, and folders that are no shard or were altered; OutputError
 */
export async function mergeShards(
  folders: readonly string[],
  target: { folder: string; force: boolean },
  describe: (first: Manifest, written: Pick<Manifest, 'files' | 'runs'>) => Manifest,
): Promise<Manifest> {
  const shards = await openShards(folders);
  const [first] = shards;
  if (first === undefined)
    throw new InputError([{ path: 'DIR', expected: 'one or more shards', found: 'none', remedy: 'name their results folders' }]);
  const pending = openFolder(target.folder, target.force);
  try {
    const files: Record<string, FileDigest> = {};
    for (const name of [...first.tables.keys()].filter((table) => table !== 'points').map((table) => `${table}.csv`))
      files[name] = await mergeTable(name, shards, join(pending.path, name), target.folder);
    for (const name of SAME)
      if (first.manifest.files[name] !== undefined)
        files[name] = copy(join(first.folder, name), join(pending.path, name), first.manifest.files[name]?.rows, target.folder);
    const runs = {
      done: shards.reduce((sum, { manifest }) => sum + manifest.runs.done, 0),
      failed: shards.reduce((sum, { manifest }) => sum + manifest.runs.failed, 0),
    };
    const manifest = describe(first.manifest, { runs, files });
    writing(target.folder, () => writeFileSync(join(pending.path, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`));
    pending.commit();
    return manifest;
  } finally {
    pending.discard();
  }
}

/** Opens the shards in order and reports all problems at once. */
async function openShards(folders: readonly string[]): Promise<ShardResults[]> {
  const problems: Problem[] = [];
  const shards: ShardResults[] = [];
  for (const folder of folders) {
    try {
      const results = await openResults(folder);
      const section = results.manifest.experiment;
      if (section?.shard === undefined)
        problems.push({
          file: folder,
          expected: 'a shard of a sweep',
          found: section === undefined ? 'results of all runs' : 'a whole sweep',
          remedy: 'leave it out',
        });
      else shards.push({ ...results, section, ...section.shard });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
    }
  }
  shards.sort((a, b) => a.index - b.index);
  const [first] = shards;
  if (first !== undefined) problems.push(...otherSweeps(shards, first), ...gaps(shards, first.of));
  if (problems.length > 0) throw new InputError(problems);
  return shards;
}

/** Shards of other sweeps than that of the first shard. */
function otherSweeps(shards: readonly ShardResults[], first: ShardResults): Problem[] {
  const what = ({ section: { identity, points, points_sha256, replicates }, of, manifest: { seed } }: ShardResults) =>
    canonicalJson({ identity, points, points_sha256, replicates, of, seed });
  return shards
    .filter((shard) => what(shard) !== what(first))
    .map(({ folder, index, of, section }) => ({
      file: folder,
      expected: `a shard of the sweep of ${first.folder} (${first.section.name}, ${first.section.points} points x ${first.section.replicates} replicates, ${first.of} shards, seed ${first.manifest.seed})`,
      found: `shard ${index}/${of} of another (${section.name}, ${section.points} points x ${section.replicates} replicates)`,
      remedy: 'merge the shards of one sweep alone',
    }));
}

function gaps(shards: readonly ShardResults[], of: number): Problem[] {
  const have = shards.filter((shard) => shard.of === of);
  const missing = Array.from({ length: of }, (_, s) => s + 1).filter((index) => !have.some((shard) => shard.index === index));
  const twice = have.filter((shard, s) => have.findIndex(({ index }) => index === shard.index) < s);
  return [
    ...(missing.length === 0
      ? []
      : [
          {
            path: 'DIR',
            expected: `all ${of} shards`,
            found: `none of ${missing.slice(0, 20).join(', ')}${missing.length > 20 ? ` and ${missing.length - 20} more` : ''}`,
            remedy: `run them: the command of the other shards with --shard ${missing[0] ?? 1}/${of}`,
          },
        ]),
    ...twice.map(({ folder, index }) => ({
      file: folder,
      expected: 'each shard once',
      found: `shard ${index} again`,
      remedy: 'leave one of them out',
    })),
  ];
}

/** The rows of all shards in the order of the plan, in which the shards take turns. */
async function mergeTable(name: string, shards: readonly ShardResults[], path: string, target: string): Promise<FileDigest> {
  const order = orderOf(shards);
  const open: RawTable[] = [];
  const file = writing(target, () => createTextFile(path));
  try {
    for (const { folder } of shards) open.push(await openRaw(join(folder, name)));
    writing(target, () => file.write(open[0]?.header ?? ''));
    for await (const { shard, id } of order) {
      const table = open[shard];
      if (table === undefined || (await table.next()) !== id) continue;
      const { text, rows } = await table.take();
      writing(target, () => file.write(text, rows));
    }
    return writing(target, () => file.finish());
  } finally {
    file.abandon();
    for (const table of open) await table.close();
  }
}

/** The runs in the order of the plan. */
function orderOf(shards: readonly ShardResults[]): AsyncGenerator<{ shard: number; id: string }> {
  return (async function* () {
    const runs = await Promise.all(shards.map(({ folder }) => openRaw(join(folder, 'runs.csv'))));
    try {
      for (let shard = 0; ; shard = (shard + 1) % shards.length) {
        const table = runs[shard];
        if (table === undefined || (await table.next()) === undefined) return;
        yield { shard, id: (await table.take()).id };
      }
    } finally {
      for (const table of runs) await table.close();
    }
  })();
}

function copy(from: string, to: string, rows: number | undefined, target: string): FileDigest {
  const file = writing(target, () => createTextFile(to));
  writing(target, () => file.write(readFileSync(from)));
  const { sha256, bytes } = writing(target, () => file.finish());
  return rows === undefined ? { sha256, bytes } : { sha256, bytes, rows };
}
