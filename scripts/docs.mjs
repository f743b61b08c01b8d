// Writes docs/reference.md and scenarios/schema.json from the registries of the built program. With --check it writes nothing and ends with
// exit code 1 and the first difference when a file is not what the code says.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstDifference } from './differences.mjs';
import * as model from './reference/model.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const load = (module) => import(new URL(`../dist/${module}`, import.meta.url));

async function reference() {
  const [errors, parameters, events, vocabulary, world, tick] = await Promise.all(
    ['base/errors.js', 'model/parameters.js', 'model/events.js', 'model/vocabulary.js', 'model/world.js', 'model/tick.js'].map(load),
  );
  const parts = [
    '# Reference',
    'Made from the code by `npm run docs`; a test fails when it lags behind. Keys in brackets are entries of [references.bib](references.bib).',
    model.exitCodes(errors),
    model.parameters(parameters),
    model.phases(tick),
    model.events(events),
    model.vocabulary(vocabulary, events),
    model.settable(world),
  ];
  return `${parts.join('\n\n')}\n`;
}

const files = { 'docs/reference.md': await reference() };

for (const [name, wanted] of Object.entries(files)) {
  const path = join(ROOT, name);
  const found = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (found === wanted) continue;
  if (process.argv.includes('--check')) {
    process.stderr.write(`${name} is not what the code says; run npm run docs\n${firstDifference(found, wanted)}\n`);
    process.exitCode = 1;
  } else {
    writeFileSync(path, wanted);
    process.stderr.write(`${name} written\n`);
  }
}
