// Writes docs/reference.md, the table of value terms in docs/ODD.md, the schemas of scenarios/ and the experiment behind docs/sensitivity.md from the registries of the built program. With
// --check it writes nothing and ends with exit code 1 and the first difference when a file is not what the code says.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstDifference } from './differences.mjs';
import { commands } from './reference/commands.mjs';
import * as model from './reference/model.mjs';
import * as results from './reference/results.mjs';
import * as scenario from './reference/scenario.mjs';
import { experiment as oneAtATime } from './sensitivity/experiment.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
const load = (module) => import(new URL(`../dist/${module}`, import.meta.url));

const [
  errors,
  parameters,
  constants,
  events,
  vocabulary,
  fields,
  tick,
  templates,
  rules,
  terms,
  schema,
  generate,
  columns,
  metrics,
  tables,
  designs,
  analyses,
  program,
  experiment,
] = await Promise.all(
  [
    'base/errors.js',
    'model/parameters.js',
    'model/constants.js',
    'model/events.js',
    'model/vocabulary.js',
    'model/fields.js',
    'model/tick.js',
    'model/treaty/templates.js',
    'model/rules/index.js',
    'model/terms/index.js',
    'scenario/schema/schema.js',
    'scenario/generate-parameters.js',
    'measure/columns.js',
    'measure/metrics/index.js',
    'results/tables.js',
    'experiment/designs/index.js',
    'analysis/analyses/index.js',
    'cli/program.js',
    'experiment/experiment-schema.js',
  ].map(load),
);

async function reference() {
  const everyTable = tables.outputTables({ states: 1, dyads: 1, decisions: 1 });
  const parts = [
    '# Reference',
    'Made from the code by `npm run docs`; a test fails when it lags behind. Keys in brackets are entries of [references.bib](references.bib).',
    await commands(program),
    model.exitCodes(errors),
    scenario.scenarioFields(schema),
    model.settable(fields),
    scenario.generator(generate),
    model.parameters(parameters),
    model.constants(constants),
    model.rules(rules),
    model.terms(terms),
    model.templates(templates, vocabulary),
    model.phases(tick),
    model.events(events),
    model.vocabulary(vocabulary, events),
    results.results(everyTable, columns, metrics),
    results.designs(designs.DESIGNS),
    results.analyses(analyses.ANALYSIS_TABLES, analyses.ANALYSES),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** A page with what stands between two marks replaced. */
function between(page, mark, text) {
  const [before, rest = ''] = page.split(`<!-- ${mark}: made by npm run docs -->`);
  const [, after] = rest.split(`<!-- end of ${mark} -->`);
  if (after === undefined) throw new Error(`docs/ODD.md has no marks "${mark}: made by npm run docs" and "end of ${mark}"`);
  return `${before}<!-- ${mark}: made by npm run docs -->\n\n${text}\n\n<!-- end of ${mark} -->${after}`;
}

const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
const files = {
  'docs/reference.md': await reference(),
  'docs/ODD.md': [
    ['phases', model.phasesInOrder(tick)],
    ['terms', model.termsInOrder(terms)],
  ].reduce((page, [mark, text]) => between(page, mark, text), readFileSync(join(ROOT, 'docs/ODD.md'), 'utf8')),
  'scenarios/schema.json': json(schema.toJsonSchema()),
  'scenarios/experiment.schema.json': json(experiment.experimentJsonSchema()),
  'scenarios/experiments/one-at-a-time.yaml': oneAtATime(parameters),
};

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
