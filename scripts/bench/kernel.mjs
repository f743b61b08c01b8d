// What an option costs in C: dumps options to found a plain alliance or partnership with an untied state, from a generated world after some ticks, with the
// terms that the program gives them; has kernel/kernel.c compute the same terms; and prints what it prints as JSON.
//   node scripts/bench/kernel.mjs STATES [MILLISECONDS]
// Prints { "skipped": why } where there is no C compiler (CC, or cc). The dump is made of the world's arrays, its agreements and the options that it records:
// nothing of how the program values them. Left out are options near an obligation with conditions and options that were paid for.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load, step, worldOf } from './world.mjs';

const { AREA_EFFECTS, DEPTH_CEILING, FIXED, MAX_ATTENTION } = await load('model/constants.js');
const { VALUE_TERMS } = await load('model/terms/index.js');
const { AREAS, AREA_BIT, KIND_BIT } = await load('model/vocabulary.js');

const AGE = 20;
/** Options that are enough, from as many worlds as it takes: where many obligations have conditions, few options are left. */
const FEWEST = 400;
const MOST_WORLDS = 10;
const SOURCE = fileURLToPath(new URL('kernel/kernel.c', import.meta.url));
const FLAGS = ['-std=gnu11', '-O3', '-march=native', '-ffp-contract=off'];

/** The order of the fields in kernel.c. */
const PARAMETERS =
  'contest_exponent material_support cooperation_strength cooperation_proximity reach_km security_weight denial_weight cooperation_weight cooperation_alliance cooperation_closure cooperation_depth entrapment_weight entrapment_partnership entrapment_floor entrapment_stake entrapment_provocation abandonment_weight abandonment_partnership autonomy_weight bargaining_power exposure_weight accommodation_weight spoils_weight division_weight leakage_weight upkeep upkeep_capacity signing_cost signing_alliance';
const CONSTANTS = 'even autonomy_senior cooperation_unlike closure_partners denial_ally upkeep_alliance';
const STATES = 'power revisionism entrapment abandonment attentionCount';
const PAIRS = 'arrival intent reliability hostility trade affinity distance';
const TERMS =
  'security denial cooperation entrapment abandonment autonomy exposure accommodation spoils division leakage upkeep switching payment';

const isPlain = (when) =>
  when.adversaries === null &&
  when.location === null &&
  when.minAdversaries <= 1 &&
  when.maxAdversaries === 0 &&
  !(when.ongoingConflict || when.nonProvocation || when.demands || when.discretion);
const BINDING = ['defence', 'offence', 'neutrality'];

/** Ties by pair from the agreements in force, and the states that have an obligation with conditions or a secret. */
function tiesOf({ n, book }) {
  const ties = new Map();
  const special = new Set();
  for (const { kind, areas, depth, secret, members } of book.active)
    for (const [x, a] of members.entries()) {
      const binding = a.obligations.filter(({ type }) => BINDING.includes(type));
      if (secret || !binding.every(({ when }) => isPlain(when))) special.add(a.state);
      for (const b of members.slice(x + 1)) {
        const key = a.state * n + b.state;
        if (!ties.has(key)) ties.set(key, { pair: [a.state, b.state], depth: 0, kinds: 0, areas: 0, support: 0, owed: [0, 0, 0, 0, 0, 0] });
        const tie = ties.get(key);
        tie.depth = Math.max(tie.depth, depth);
        tie.kinds |= KIND_BIT[kind];
        tie.areas |= areas;
        if ((areas & (AREA_BIT.security | AREA_BIT.logistics)) !== 0)
          tie.support = Math.max(tie.support, kind === 'alliance' ? Math.min(depth, DEPTH_CEILING.partnership) : depth);
        for (const [side, { obligations }] of [a, b].entries())
          for (const { type } of obligations) {
            const at = 2 * BINDING.indexOf(type) + side;
            if (at >= 0) tie.owed[at] = Math.max(tie.owed[at], depth);
          }
      }
    }
  return { ties, special };
}

function dumpOf(states, seed) {
  const w = worldOf(states, seed);
  while (w.tick < AGE) step(w, { event() {} });
  const names = VALUE_TERMS.map(({ name }) => name);
  const order = TERMS.split(' ').map((name) => names.indexOf(name));
  let world;
  let turns = 0;
  const rows = [];
  function options(weighed) {
    const { n, parameters: P } = w;
    world ??= [
      ...[n, w.active.reduce((a, b) => a + b, 0), MAX_ATTENTION],
      ...PARAMETERS.split(' ').map((key) => P[key]),
      ...CONSTANTS.split(' ').map((key) => FIXED[key]),
      ...['gain', 'strength', 'leak'].flatMap((effect) => AREAS.map((area) => AREA_EFFECTS[area][effect])),
      ...[...STATES.split(' '), ...PAIRS.split(' '), 'attention'].flatMap((key) => [...w[key]]),
    ];
    const [{ state }] = weighed;
    const { ties, special } = tiesOf(w);
    const attended = (i) => [i, ...w.attention.subarray(i * MAX_ATTENTION, i * MAX_ATTENTION + w.attentionCount[i])];
    const isAmongPlain = (k) => [...attended(state), ...attended(k)].every((s) => !special.has(s));
    const valued = weighed.filter(
      ({ action, template, partner: k, third, terms }) =>
        action === 'found' &&
        ['alliance', 'partnership'].includes(template) &&
        third < 0 &&
        terms[names.indexOf('payment')] === 0 &&
        !ties.has(Math.min(state, k) * n + Math.max(state, k)) &&
        isAmongPlain(k),
    );
    if (valued.length === 0) return;
    turns += 1;
    rows.push(state, ties.size);
    for (const { pair, depth, kinds, areas, support, owed } of ties.values()) rows.push(...pair, depth, kinds, areas, support, ...owed);
    rows.push(valued.length);
    const held = w.book.active.filter(({ members }) => members.some((m) => m.state === state)).length;
    for (const { template, partner, terms } of valued) {
      const isAlliance = template === 'alliance';
      const sharesThreat = attended(state)
        .slice(1)
        .some((l) => l !== partner && attended(partner).slice(1).includes(l));
      const areas = AREAS.filter((area) => area !== (isAlliance ? 'economy' : sharesThreat ? '' : 'intelligence'));
      const mask = areas.reduce((sum, area) => sum | AREA_BIT[area], 0);
      rows.push(partner, KIND_BIT[template], mask, P[`${template}_depth`], held, ...order.map((t) => terms[t]));
    }
  }
  step(w, { event() {}, options });
  return Float64Array.from([...world, turns, ...rows]);
}

const sumOf = (rows, key) => rows.reduce((sum, row) => sum + row[key], 0);

/** What the kernel measures and how its terms differ from the program's, or why it was skipped. */
export function runKernel(states, milliseconds) {
  const folder = mkdtempSync(join(tmpdir(), 'entente-kernel-'));
  const compiler = process.env.CC ?? 'cc';
  const run = (command, ...args) => execFileSync(command, args, { encoding: 'utf8' });
  try {
    const version = run(compiler, '--version').split('\n')[0];
    run(compiler, ...FLAGS, '-o', join(folder, 'kernel'), SOURCE, '-lm');
    const parts = [];
    for (let seed = 1; sumOf(parts, 'options') < FEWEST && seed <= MOST_WORLDS; seed++) {
      writeFileSync(join(folder, 'dump'), dumpOf(states, seed));
      parts.push(JSON.parse(run(join(folder, 'kernel'), join(folder, 'dump'), String(milliseconds))));
    }
    const perOption = (key) =>
      sumOf(
        parts.map((part) => ({ [key]: part[key] * part.options })),
        key,
      ) / sumOf(parts, 'options');
    return {
      states,
      compiler: version,
      ...Object.fromEntries(['options', 'terms', 'differing'].map((key) => [key, sumOf(parts, key)])),
      greatest: Math.max(...parts.map(({ greatest }) => greatest)),
      option: perOption('option'),
      optionWithContexts: perOption('optionWithContexts'),
    };
  } catch (error) {
    if (error.code === 'ENOENT' && error.path === compiler) return { states, skipped: `no C compiler: ${compiler} is not there` };
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [states = 30, milliseconds = 500] = process.argv.slice(2).map(Number);
  process.stdout.write(`${JSON.stringify(runKernel(states, milliseconds))}\n`);
}
