// Kills a sweep with SIGKILL at random moments, over and over, until it ends, and compares its files with those of a sweep that was never killed. A
// number as its argument is the number of kills; the default is 50. Needs dist; prints what it saw; exit code 1 where a byte differs.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const KILLS = Number(process.argv[2] ?? 50);
const dir = mkdtempSync(join(tmpdir(), 'entente-kill-'));

writeFileSync(
  join(dir, 'world.yaml'),
  `entente: 1
name: world
ticks: 4
generate: {states: 5}
`,
);
writeFileSync(
  join(dir, 'experiment.yaml'),
  `entente: 1
experiment: killed
scenario: world.yaml
factors:
  - {name: e, path: parameters.entrapment_cost, low: 0, high: 4, levels: 5}
  - {name: a, path: parameters.abandonment_cost, low: 0, high: 4, levels: 4}
replicates: 12
seed: 1
keep: [system, events]
`,
);

/** Runs the sweep; killed after some milliseconds, if any are given. Returns its exit code, null where it was killed. */
function sweep(out, killAfter) {
  return new Promise((resolve) => {
    const args = [MAIN, 'sweep', 'experiment.yaml', '--out', out, '--workers', '2', '--quiet'];
    const child = spawn(process.execPath, args, { cwd: dir, stdio: ['ignore', 'inherit', 'inherit'] });
    const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve(code);
    });
  });
}

function digest(out) {
  const names = readdirSync(join(dir, out)).filter((name) => name !== 'manifest.json');
  const hash = createHash('sha256');
  for (const name of names.sort((a, b) => (a < b ? -1 : 1)))
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(dir, out, name)))
      .update('\0');
  return hash.digest('hex');
}

// Times of the kills: multiples of the golden ratio, which cover the span evenly and are the same every day.
const momentOf = (k, span) => 50 + ((k * 0.6180339887498949) % 1) * span;

try {
  const began = performance.now();
  if ((await sweep('whole')) !== 0) throw new Error('the sweep that nobody killed failed');
  const whole = digest('whole');
  // A machine that grows less busy would else have its sweeps done before they are killed.
  let span = 0.9 * (performance.now() - began);
  let kills = 0;
  let ends = 0;
  let same = true;
  while (kills < KILLS) {
    const out = `killed-${ends}`;
    let code = null;
    while (code === null) {
      // Resumes what was killed last; after enough kills it ends.
      const start = performance.now();
      code = await sweep(out, kills < KILLS ? momentOf(kills + ends + 1, span) : undefined);
      if (code === null) kills += 1;
      else if (code === 0) span = Math.min(span, 0.9 * (performance.now() - start));
      else throw new Error(`the resumed sweep ended with ${code}`);
    }
    ends += 1;
    const equal = digest(out) === whole;
    console.log(`sweep ${ends}, after ${kills} kills in all: ${equal ? 'equal' : 'DIFFERENT'}`);
    same &&= equal;
    rmSync(join(dir, out), { recursive: true });
  }
  console.log(`${kills} kills, ${ends} sweeps brought to their end: ${same ? 'every file equal to the byte' : 'FILES DIFFER'}`);
  process.exitCode = same ? 0 : 1;
} finally {
  rmSync(dir, { recursive: true, force: true });
}
