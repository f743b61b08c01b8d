import { join } from 'node:path';
import { EXIT } from '../base/errors.ts';
import { onePoint } from '../experiment/experiment.ts';
import { NAME_REGEX } from '../scenario/schema/schema-base.ts';
import { executeExperiment, type How, type Order } from './execute-experiment.ts';
import type { Io } from './io.ts';
import { headline, planJson, type Plan } from './plan.ts';
import { shardSuffix } from './sweep-job.ts';
import { summaryText } from './summary-text.ts';

/** Runs a plan as an experiment of one point and reports what happened. Returns the exit code. @throws InputError, OutputError, Interrupted */
export async function runPlan(
  plan: Plan,
  how: How & { out?: string | undefined; json: boolean },
  { steps, ...place }: Pick<Order, 'steps' | 'checkEvery'>,
  argv: readonly string[],
  io: Io,
): Promise<number> {
  const { job, settings, source } = plan;
  const { scenario, replicates } = job;
  const target = how.out ?? join('results', `${[scenario.name, ...settings.flatMap(variantIn)].join('-')}${shardSuffix(how.shard)}`);
  const made = onePoint(scenario, { source, settings, replicates });
  const order: Order = {
    ...place,
    ...(steps === undefined ? {} : { steps }),
    experiment: plan.seedIsOpen === true ? made : { ...made, seed: job.seed },
    file: source,
    target,
    ...(plan.seedIsOpen === true ? {} : { seedDrawn: plan.seedDrawn }),
    headline: ({ seed }, seedDrawn) => headline({ job: { ...job, seed }, seedDrawn }, how.shard),
  };
  const finished = await executeExperiment(order, how, argv, io);
  if (finished === undefined) return EXIT.runsFailed.code;
  const { manifest, also, summary, drawn, plan: planned, failed } = finished;
  const what = planJson({ job: { ...job, seed: planned.seed }, seedDrawn: drawn });
  if (how.json)
    io.stdout(
      `${JSON.stringify({ ...what, folder: target, ...summary, files: manifest?.files, ...(also.length === 0 ? {} : { also }) }, null, 2)}\n`,
    );
  if (!how.quiet) io.stderr(`${summaryText(summary, summary.runs.done + summary.runs.failed)}${whereText(target, failed)}`);
  return failed > 0 ? EXIT.runsFailed.code : EXIT.done.code;
}

/** The variant that a setting chooses. The settings of a manifest are untrusted: only the name of a variant becomes part of a path. */
function variantIn(setting: string): string[] {
  const [head, name = ''] = setting.split('=');
  return head === 'variant' && NAME_REGEX.test(name) ? [name] : [];
}

function whereText(folder: string, failed: number): string {
  const look = failed > 0 ? 'errors.csv says what failed' : 'system.csv has every metric tick by tick, events.csv what happened';
  return `results: ${folder}\nnext: ${look}; datapackage.json explains every column; entente run --from ${join(folder, 'manifest.json')} makes the same again\n`;
}
