// What the variants of a scenario change, against the scenario as it stands with the same luck: mean, and mean difference with a 95 % t interval.
//   node scripts/variants.mjs NAME [--replicates 20] [--ticks N] [--watch 'dispute AUT SRB']...
// A --watch counts one kind of event by its actor and the other state; `honoured GBR JPN defence` also by the obligation. The tables in
// scenarios/NAME.md are made with it.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SEED = 1;
const {
  values,
  positionals: [name],
} = parseArgs({
  allowPositionals: true,
  options: {
    replicates: { type: 'string', default: '20' },
    ticks: { type: 'string' },
    watch: { type: 'string', multiple: true, default: [] },
  },
});
if (name === undefined) {
  process.stderr.write("usage: node scripts/variants.mjs NAME [--replicates 20] [--ticks N] [--watch 'dispute AUT SRB']...\n");
  process.exit(2);
}

execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
const load = (module) => import(new URL(`../dist/${module}`, import.meta.url));
const [
  { readParsed, readScenario },
  { variantsOf },
  { compileScenario },
  { step },
  { createRecorder },
  { pairedDifference, meanInterval },
] = await Promise.all(
  [
    'files/read-scenario.js',
    'scenario/variants.js',
    'scenario/compile.js',
    'model/tick.js',
    'measure/recorder.js',
    'statistics/intervals.js',
  ].map(load),
);

/** Flows, summed over the run, and stocks at its end, in the order of the table. */
const FLOWS = ['new_disputes', 'new_wars', 'new_entrapments', 'new_abandonments'];
const STOCKS = ['n_alliance_ties', 'n_partnership_ties', 'transitivity_alliances', 'share_unaligned', 'mean_insecurity'];
const SIDES = ['attacks', 'attacks joined by others', 'attacks with four or more', 'wars with three or more', 'obligations honoured'];

function run(scenario, replicate) {
  const w = compileScenario(scenario, { seed: SEED, replicate });
  const out = Object.fromEntries([...FLOWS, ...SIDES, ...STOCKS, ...values.watch].map((key) => [key, 0]));
  const recorder = createRecorder(w, { states: 0, dyads: 0, decisions: 0 }, () => undefined);
  const event = (e) => {
    recorder.sink.event(e);
    if (e.kind === 'dispute' && e.detail === 'attack') {
      out.attacks += 1;
      if (e.states.length > 2) out['attacks joined by others'] += 1;
      if (e.states.length > 3) out['attacks with four or more'] += 1;
    }
    if (e.kind === 'war' && e.states.length > 2) out['wars with three or more'] += 1;
    if (e.kind === 'honoured' && e.obligation !== 'nonaggression') out['obligations honoured'] += 1;
    for (const watched of values.watch) if (matches(w, e, watched)) out[watched] += 1;
  };
  recorder.observe(w);
  for (let t = 0; t < scenario.ticks; t++) {
    step(w, { ...recorder.sink, event });
    recorder.observe(w);
    for (const flow of FLOWS) out[flow] += recorder.latest(flow) ?? 0;
  }
  for (const stock of STOCKS) out[stock] = recorder.latest(stock) ?? NaN;
  return out;
}

function matches(w, e, watched) {
  const [kind, actor, other, obligation] = watched.split(' ');
  const named = (id, i) => id === undefined || id === '*' || id === w.ids[i];
  return e.kind === kind && named(actor, e.actor) && named(other, e.other) && (obligation === undefined || e.obligation === obligation);
}

const path = `scenarios/${name}.yaml`;
const sets = values.ticks === undefined ? [] : [`ticks=${values.ticks}`];
const base = readScenario(path, { sets });
const variants = variantsOf(readParsed(path).value).map((variant) => variant.name);
const replicates = Array.from({ length: Number(values.replicates) }, (_, r) => r);
const figures = new Map(
  ['', ...variants].map((variant) => {
    const scenario = variant === '' ? base : readScenario(path, { sets: [`variant=${variant}`, ...sets] });
    return [variant, replicates.map((r) => run(scenario, r))];
  }),
);

const show = (x) => (x === null || Number.isNaN(x) ? '' : x.toFixed(2).replace('-', '−'));
function difference(key, variant) {
  const of = (which) => figures.get(which).map((out) => out[key]);
  const { difference: mean, low, high } = pairedDifference(of(variant), of(''), 0.95);
  const cell = `${mean > 0 ? '+' : ''}${show(mean)} (${show(low)} to ${show(high)})`;
  return low > 0 || high < 0 ? `**${cell}**` : cell;
}
const rows = Object.keys(figures.get('')[0]).map((key) => {
  const { mean } = meanInterval(
    figures.get('').map((out) => out[key]),
    0.95,
  );
  return [key, show(mean), ...variants.map((variant) => difference(key, variant))];
});
const head = ['outcome', 'as it stands', ...variants];
const line = (cells) => `| ${cells.join(' | ')} |\n`;
process.stdout.write(line(head) + line(head.map(() => '---')) + rows.map(line).join(''));
