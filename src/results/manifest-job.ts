import { canonicalJson, sha256 } from '../base/digest.ts';
import { InputError } from '../base/errors.ts';
import { METRICS } from '../measure/metrics/index.ts';
import { resolveScenario } from '../scenario/load.ts';
import { checkPlugins, type Manifest } from './manifest.ts';
import type { RunJob } from '../run/run-spec.ts';

/**
 * The job that a manifest, possibly untrusted, was written for: its scenario goes through the same loader as a file's.
 * @param file the manifest's, for messages
 * @throws InputError where the scenario is not valid or is not the one that the runs were made of
 */
export function jobOfManifest(manifest: Manifest, file: string, checkEvery: number): RunJob {
  checkPlugins(manifest.program, file);
  const scenario = resolveScenario(manifest.scenario, { file, metrics: METRICS.map(({ name }) => name) });
  if (sha256(canonicalJson(scenario)) !== manifest.scenario_sha256)
    throw new InputError([
      {
        file,
        path: 'scenario',
        expected: 'the scenario that the runs were made of',
        found: 'an altered one',
        remedy: 'run the altered scenario from a file of its own',
      },
    ]);
  return { scenario, seed: manifest.seed, replicates: manifest.replicates, checkEvery };
}
