// What the variants of a scenario change compared with the scenario as it stands, with the same random draws: mean, and mean difference with a 95 % t
// interval. The tables in scenarios/NAME.md are made with it. Needs dist.
//   node scripts/variants.mjs NAME [--replicates 20] [--ticks N] [--watch 'dispute AUT SRB']...
// A --watch counts one kind of event by its actor and the other state; `honoured GBR JPN defence` also by the obligation.
import { parseArgs } from 'node:util';
import { readScenario, simulate } from '../dist/index.js';
import { readParsed } from '../dist/files/read-scenario.js';
import { variantsOf } from '../dist/scenario/variants.js';
import { meanInterval, pairedDifference } from '../dist/statistics/intervals.js';
import { ROOT } from './page/make-page.mjs';
import { table } from './reference/markdown.mjs';

/** Flows, added up over the run, and stocks at its end, in the order of the table. */
const FLOWS = ['new_disputes', 'new_wars', 'new_entrapments', 'new_abandonments'];
const STOCKS = ['n_alliance_ties', 'n_partnership_ties', 'transitivity_alliances', 'share_unaligned', 'mean_insecurity'];
/** Counts of events, by what a row of the table calls them. */
const COUNTS = {
  attacks: ({ kind, detail }) => kind === 'dispute' && detail === 'attack',
  'attacks joined by others': (e) => COUNTS.attacks(e) && e.size > 2,
  'attacks with four or more': (e) => COUNTS.attacks(e) && e.size > 3,
  'wars with three or more': ({ kind, size }) => kind === 'war' && size > 2,
  'obligations honoured': ({ kind, obligation }) => kind === 'honoured' && obligation !== 'nonaggression',
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    replicates: { type: 'string', default: '20' },
    ticks: { type: 'string' },
    watch: { type: 'string', multiple: true, default: [] },
  },
});
const [name] = positionals;
if (name === undefined) {
  process.stderr.write("usage: node scripts/variants.mjs NAME [--replicates 20] [--ticks N] [--watch 'dispute AUT SRB']...\n");
  process.exit(2);
}

const watched = values.watch.map((text) => {
  const [kind, actor = '*', other = '*', obligation = '*'] = text.split(' ');
  const fits = (wanted, found) => wanted === '*' || wanted === found;
  return [text, (e) => e.kind === kind && fits(actor, e.actor) && fits(other, e.other) && fits(obligation, e.obligation)];
});

/** Every outcome of one run by name, in the order of the table. */
function outcomesOf(scenario, replicate) {
  const events = [];
  const event = (w, e) => events.push({ ...e, actor: w.ids[e.actor], other: w.ids[e.other], size: e.states.length });
  const { system } = simulate(scenario, { seed: 1, replicate, probes: { event } });
  const sum = (flow) => system[flow].slice(1).reduce((total, x) => total + (Number.isNaN(x) ? 0 : x), 0);
  const counted = (counts) => counts.map(([key, fits]) => [key, events.filter(fits).length]);
  return Object.fromEntries([
    ...FLOWS.map((flow) => [flow, sum(flow)]),
    ...counted(Object.entries(COUNTS)),
    ...STOCKS.map((stock) => [stock, system[stock].at(-1)]),
    ...counted(watched),
  ]);
}

const path = `${ROOT}scenarios/${name}.yaml`;
const variants = variantsOf(readParsed(path).value).map((variant) => variant.name);
const set = values.ticks === undefined ? [] : [`ticks=${values.ticks}`];
const runs = new Map();
for (const variant of [undefined, ...variants]) {
  const scenario = await readScenario(path, { set, ...(variant === undefined ? {} : { variant }) });
  runs.set(
    variant,
    Array.from({ length: Number(values.replicates) }, (_, replicate) => outcomesOf(scenario, replicate)),
  );
}

const show = (x) => (x === null || Number.isNaN(x) ? '' : x.toFixed(2).replace('-', '−'));
const column = (variant, key) => runs.get(variant).map((outcomes) => outcomes[key]);
function difference(key, variant) {
  const { difference: mean, low, high } = pairedDifference(column(variant, key), column(undefined, key), 0.95);
  const cell = `${mean > 0 ? '+' : ''}${show(mean)} (${show(low)} to ${show(high)})`;
  return low > 0 || high < 0 ? `**${cell}**` : cell;
}
const rows = Object.keys(runs.get(undefined)[0]).map((key) => [
  key,
  show(meanInterval(column(undefined, key), 0.95).mean),
  ...variants.map((variant) => difference(key, variant)),
]);
process.stdout.write(`${table(['outcome', 'as it stands', ...variants], rows)}\n`);
