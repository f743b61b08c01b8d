// Measures the bars of the model's behaviour and prints them as a table.
//   npm run bars                                8 replicates
//   npm run bars -- --replicates 30
//   npm run bars -- --group 1950                one group (repeatable)
//   npm run bars -- --set parameters.x=0        in every world (repeatable)
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ARMS, BARS, type Arm, type ArmName } from './bars/bars.ts';
import { watch, type Watched } from './bars/watch.ts';
import { ROOT } from './findings/bench.ts';
import { table } from './reference/markdown.mjs';
import { METRIC_NAMES } from '../src/experiment/experiment.ts';
import { readScenario } from '../src/files/read-scenario.ts';

const SEED = 1;
const talk = (text: string): void => void process.stderr.write(`${text}\n`);
const { values } = parseArgs({
  options: {
    replicates: { type: 'string', default: '8' },
    group: { type: 'string', multiple: true, default: [] as string[] },
    set: { type: 'string', multiple: true, default: [] as string[] },
    seed: { type: 'string', default: String(SEED) },
  },
});
const replicates = Number(values.replicates);
const groups = new Set(BARS.map(({ group }) => group));
const strange = values.group.find((group) => !groups.has(group));
const mistake =
  strange !== undefined
    ? `--group: expected one of ${[...groups].map((group) => JSON.stringify(group)).join(', ')}; found ${JSON.stringify(strange)}`
    : !Number.isInteger(replicates) || replicates < 1
      ? `--replicates: expected a whole number of at least 1; found ${JSON.stringify(values.replicates)}`
      : '';
const kept = new Map<string, Watched[]>();

function runsOf(name: ArmName): Watched[] {
  const { world, sets = [], times = 1 } = ARMS[name] as Arm;
  const key = JSON.stringify([world, sets]);
  const runs = kept.get(key) ?? [];
  kept.set(key, runs);
  if (runs.length < replicates * times) {
    const given = readScenario(join(ROOT, 'scenarios', `${world}.yaml`), { sets: [...sets, ...values.set], metrics: METRIC_NAMES });
    talk(`  ${world} ${sets.join(' ')}`);
    while (runs.length < replicates * times) runs.push(watch({ ...given, stop: [] }, Number(values.seed), runs.length));
  }
  return runs.slice(0, replicates * times);
}

const round = (x: number) => String(Math.round(x * 1000) / 1000);
function print(): void {
  const rows = BARS.filter(({ group }) => values.group.length === 0 || values.group.includes(group)).map((bar) => {
    const measured = bar.measure(...bar.arms.map(runsOf));
    const { value, low, high, note = '' } = measured;
    const met = bar.met(measured);
    const cells = [bar.group, bar.name, bar.target, round(value), `${round(low)} to ${round(high)}`, met ? 'met' : 'no', note];
    return { group: bar.group, met, cells };
  });
  const headings = ['group', 'bar', 'target', 'value', 'interval', 'met', 'note'];
  process.stdout.write(
    `${table(
      headings,
      rows.map(({ cells }) => cells),
    )}\n`,
  );
  const count = (of: typeof rows) => `${of.filter(({ met }) => met).length} of ${of.length}`;
  process.stdout.write(
    `\nheadline ${count(rows.filter(({ group }) => group === 'headline'))}, all ${count(rows)}; ${replicates} replicates\n`,
  );
}

if (mistake === '') print();
else {
  talk(mistake);
  process.exitCode = 2;
}
