// The worlds of 1989 that the experiment starts from, and the historical record of the years after, measured by the program's own metrics.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { METRICS as COMPUTED } from '../../../dist/measure/metrics/index.js';
import { situationOf } from '../../../dist/measure/situation.js';
import { createTally } from '../../../dist/measure/tally.js';
import { buildScenario, importRecord, spanOf } from '../../../dist/record/import.js';
import { Notices } from '../../../dist/record/notices.js';
import { filesIn, readRecord } from '../../../dist/record/read-record.js';
import { compileScenario } from '../../../dist/scenario/compile.js';
import { FIRST, LAST, METRICS, RECORD } from './metrics.mjs';

/** States that have another code later: Germany and Yemen after unification. */
const CONTINUED = ['GMY', 'YEM'];
const TICKS = LAST - FIRST;

/** Writes the two scenarios, of all agreements and of treaties alone, without the cooperation agreements. */
export async function worldsOf(data, folder) {
  const files = await filesIn(data, new Notices());
  const { dcad: _cooperation, ...treaties } = files;
  const worlds = [];
  for (const [world, own] of Object.entries({ all: files, treaties })) {
    const { text } = await importRecord(own, { year: FIRST, ticks: TICKS, name: `record-${FIRST}` });
    const file = join(folder, `${world}.yaml`);
    writeFileSync(file, text);
    worlds.push({ world, file });
  }
  return worlds;
}

/** Every metric in every year of the record: among all states, and among those that existed in the first year. */
export async function valuesOfRecord(data) {
  const years = Array.from({ length: TICKS + 1 }, (_, k) => FIRST + k);
  const notices = new Notices();
  const record = await readRecord(await filesIn(data, notices), spanOf(...years), notices);
  notices.throwIfAny();
  const rows = [];
  for (const [world, own] of Object.entries({ all: record, treaties: { ...record, cooperation: [] } })) {
    let there = new Set();
    for (const year of years) {
      const { scenario } = buildScenario(own, { year, ticks: 1, name: `record-${year}` }, new Notices());
      if (year === FIRST) there = new Set([...scenario.states.map(({ id }) => id), ...CONTINUED]);
      const before = { ...scenario, states: scenario.states.map((state) => ({ ...state, active: there.has(state.id) })) };
      rows.push(...measured(world, RECORD[0], year, scenario), ...measured(world, RECORD[1], year, before));
    }
  }
  return rows;
}

function measured(world, arm, year, scenario) {
  const w = compileScenario(scenario, { seed: 1, replicate: 0 });
  const context = { world: w, now: situationOf(w, null), before: null, tally: createTally() };
  return Object.keys(METRICS).map((name) => {
    const value = COMPUTED.find((metric) => metric.name === name).compute(context);
    return { world, arm, year, metric: name, n: '', mean: value === null ? '' : Number(value.toPrecision(6)), low: '', high: '' };
  });
}
