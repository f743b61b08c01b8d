// The worlds of 1989 that the experiment starts from, and the record of the years after, counted by the program's own metrics.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIRST, LAST, METRICS } from './metrics.mjs';

const load = (module) => import(new URL(`../../dist/${module}`, import.meta.url));
const [
  { Notices },
  { buildScenario, importRecord, spanOf },
  { filesIn, readRecord },
  { compileScenario },
  { situationOf },
  { createTally },
  metrics,
] = await Promise.all(
  [
    'record/notices.js',
    'record/import.js',
    'record/read-record.js',
    'scenario/compile.js',
    'measure/situation.js',
    'measure/tally.js',
    'measure/metrics/index.js',
  ].map(load),
);

/** States that go on under another code in the list: Germany and Yemen after they were united. */
const CONTINUED = ['GMY', 'YEM'];
const TICKS = LAST - FIRST;

/** Makes the scenarios: of all agreements, and of treaties alone, without the cooperation agreements. */
export async function worldsOf(data, folder) {
  const files = await filesIn(data, new Notices());
  const treaties = { ...files };
  delete treaties.dcad;
  const worlds = [];
  for (const [world, own] of [
    ['all', files],
    ['treaties', treaties],
  ]) {
    const { text } = await importRecord(own, { year: FIRST, ticks: TICKS, name: `record-${FIRST}` });
    const file = join(folder, `${world}.yaml`);
    writeFileSync(file, text);
    worlds.push({ world, file });
  }
  return worlds;
}

/** Every metric in every year of the record: among all states, and among those that were there in the first year. */
export async function recordOf(data) {
  const years = Array.from({ length: TICKS + 1 }, (_, k) => FIRST + k);
  const findings = new Notices();
  const record = await readRecord(await filesIn(data, findings), spanOf(...years), findings);
  findings.throwIfAny();
  const rows = [];
  for (const [world, own] of [
    ['all', record],
    ['treaties', { ...record, cooperation: [] }],
  ]) {
    let there = new Set();
    for (const year of years) {
      const { scenario } = buildScenario(own, { year, ticks: 1, name: `record-${year}` }, new Notices());
      if (year === FIRST) there = new Set([...scenario.states.map(({ id }) => id), ...CONTINUED]);
      const before = { ...scenario, states: scenario.states.map((state) => ({ ...state, active: there.has(state.id) })) };
      rows.push(...measured(world, 'record', year, scenario), ...measured(world, 'record, states of 1989', year, before));
    }
  }
  return rows;
}

function measured(world, arm, year, scenario) {
  const w = compileScenario(scenario, { seed: 1, replicate: 0 });
  const context = { world: w, now: situationOf(w, null), before: null, tally: createTally() };
  return Object.keys(METRICS).map((name) => {
    const value = metrics.METRICS.find((metric) => metric.name === name).compute(context);
    return { world, arm, year, metric: name, n: '', mean: value === null ? '' : Number(value.toPrecision(6)), low: '', high: '' };
  });
}
