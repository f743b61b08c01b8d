// The bilateral core (docs/bilateral-core.md) laid out as the engine of entente is: arrays by state and by pair. It is not the model of
// entente, which does far more in a tick, but what that layout is worth against objects, with the engine's own function for the odds of a contest.
//   node entente.mjs STATES TICKS SEED
import { contestShare } from '../../../dist/base/math.js';

const [n, ticks, seed] = process.argv.slice(2).map(Number);
const [THREATS, REACH, HELP, ENTRAPMENT, STAKE, ABANDONMENT, GROWTH, DISPUTE, WAR] = [5, 0.3, 0.6, 0.04, 0.25, 0.5, 0.1, 0.2, 0.3];
const [LOSS, COST, ALLY_COST] = [0.9, 0.97, 0.99];

let random = seed;
function uniform() {
  random ^= random << 13;
  random ^= random >>> 17;
  random ^= random << 5;
  return (random >>> 0) / 4294967296;
}

const [x, y, capability, revisionism] = Array.from({ length: 4 }, () => new Float64Array(n));
const arrival = new Float64Array(n * n);
const allied = new Uint8Array(n * n);
const allies = Array.from({ length: n }, () => []);
const threat = new Int32Array(n * THREATS);
const threats = new Int32Array(n);
const counts = { formed: 0, dissolved: 0, disputes: 0, wars: 0, entrapped: 0 };

for (let i = 0; i < n; i++) {
  x[i] = uniform();
  y[i] = uniform();
  capability[i] = 1 / (0.2 + uniform());
  revisionism[i] = uniform();
}
for (let i = 0; i < n; i++)
  for (let j = 0; j < n; j++) {
    const [dx, dy] = [x[i] - x[j], y[i] - y[j]];
    arrival[i * n + j] = 1 / (1 + Math.sqrt(dx * dx + dy * dy) / REACH);
  }

const level = new Float64Array(THREATS);
function perceive(i) {
  let count = 0;
  for (let j = 0; j < n; j++) {
    if (j === i || allied[i * n + j] === 1) continue;
    const size = revisionism[j] * capability[j] * arrival[i * n + j];
    if (count === THREATS && size <= level[count - 1]) continue;
    let at = count < THREATS ? count++ : count - 1;
    for (; at > 0 && level[at - 1] < size; at--) {
      level[at] = level[at - 1];
      threat[i * THREATS + at] = threat[i * THREATS + at - 1];
    }
    level[at] = size;
    threat[i * THREATS + at] = j;
  }
  threats[i] = count;
}

function attends(i, j) {
  for (let a = 0; a < threats[i]; a++) if (threat[i * THREATS + a] === j) return true;
  return false;
}

/** Strength of i and its allies but one where j lives. */
function defence(i, j, without) {
  let sum = capability[i];
  for (const k of allies[i]) if (k !== without) sum += HELP * capability[k] * arrival[j * n + k];
  return sum;
}

/** Value to i of an alliance with k. */
function value(i, k) {
  let gain = 0;
  let shared = 0;
  let risk = 0;
  for (let a = 0; a < threats[i]; a++) {
    const j = threat[i * THREATS + a];
    const force = capability[j] * arrival[i * n + j];
    const strength = defence(i, j, k);
    const alone = contestShare(force, strength, 1);
    const helped = contestShare(force, strength + HELP * capability[k] * arrival[j * n + k], 1);
    gain += revisionism[j] * (alone * alone - helped * helped);
    if (attends(k, j)) shared += 1;
  }
  for (let b = 0; b < threats[k]; b++) {
    const l = threat[k * THREATS + b];
    if (l === i) continue;
    const odds = contestShare(capability[l] * arrival[k * n + l], capability[k], 1);
    risk += revisionism[l] * (odds * odds) * (attends(i, l) ? STAKE : 1);
  }
  const alone = threats[i] === 0 ? 0 : 1 - shared / threats[i];
  return gain - ENTRAPMENT * risk - ABANDONMENT * gain * alone;
}

function set(i, k, is) {
  for (const [a, b] of [
    [i, k],
    [k, i],
  ]) {
    allied[a * n + b] = is;
    if (is === 0) allies[a].splice(allies[a].indexOf(b), 1);
    else {
      const at = allies[a].findIndex((other) => other > b);
      allies[a].splice(at < 0 ? allies[a].length : at, 0, b);
    }
  }
}

function align(i) {
  let worst = -1;
  let least = 0;
  for (const k of allies[i]) {
    const worth = value(i, k);
    if (worth < least) {
      worst = k;
      least = worth;
    }
  }
  if (worst >= 0) {
    set(i, worst, 0);
    counts.dissolved += 1;
  }
  let best = -1;
  let most = 0;
  for (let k = 0; k < n; k++) {
    if (k === i || k === worst || allied[i * n + k] === 1 || attends(i, k) || attends(k, i)) continue;
    const worth = value(i, k);
    if (worth > most) {
      best = k;
      most = worth;
    }
  }
  if (best >= 0 && value(best, i) > 0) {
    set(i, best, 1);
    counts.formed += 1;
  }
}

function dispute(i) {
  const [pick, start, escalate, outcome] = [uniform(), uniform(), uniform(), uniform()];
  if (threats[i] === 0) return;
  const j = threat[i * THREATS + Math.floor(pick * threats[i])];
  if (allied[i * n + j] === 1) return;
  const odds = contestShare(capability[j] * arrival[i * n + j], defence(i, j, -1), 1);
  if (start >= DISPUTE * revisionism[i] * (1 - odds)) return;
  counts.disputes += 1;
  if (escalate >= WAR) return;
  counts.wars += 1;
  let strength = capability[j];
  for (const k of allies[j]) if (k !== i && allied[i * n + k] === 0) strength += HELP * capability[k] * arrival[j * n + k];
  const wins = outcome < contestShare(capability[i] * arrival[j * n + i], strength, 1);
  for (const k of allies[j])
    if (k !== i && allied[i * n + k] === 0) {
      capability[k] *= ALLY_COST;
      counts.entrapped += 1;
    }
  capability[i] *= wins ? COST : LOSS;
  capability[j] *= wins ? LOSS : COST;
}

for (let t = 0; t < ticks; t++) {
  for (let i = 0; i < n; i++) capability[i] *= 1 + GROWTH * (uniform() - 0.4);
  for (let i = 0; i < n; i++) perceive(i);
  for (let i = 0; i < n; i++) align(i);
  for (let i = 0; i < n; i++) dispute(i);
}
const alliances = allies.reduce((sum, list) => sum + list.length, 0) / 2;
process.stdout.write(`${JSON.stringify({ ...counts, alliances, capability: capability.reduce((sum, c) => sum + c, 0) })}\n`);
