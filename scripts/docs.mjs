// Writes docs/reference.md, the tables of phases and value terms in docs/ODD.md, the schemas of scenarios/ and the experiment behind docs/sensitivity.md
// from the registries of the built program. With --check it writes nothing, and the exit code is 1 where a file differs from the code.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { between, ROOT, writeOrCheck } from './page/make-page.mjs';
import { experiment as oneAtATime } from './page/sensitivity/experiment.mjs';
import { commands } from './reference/commands.mjs';
import * as model from './reference/model.mjs';
import * as results from './reference/results.mjs';
import * as scenario from './reference/scenario.mjs';

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

const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
const files = {
  'docs/reference.md': await reference(),
  'docs/ODD.md': [
    ['phases', model.phasesInOrder(tick)],
    ['terms', model.termsInOrder(terms)],
  ].reduce((page, [part, text]) => between(page, `npm run docs, ${part}`, text).whole, readFileSync(join(ROOT, 'docs/ODD.md'), 'utf8')),
  'scenarios/schema.json': json(schema.toJsonSchema()),
  'scenarios/experiment.schema.json': json(experiment.experimentJsonSchema()),
  'scenarios/experiments/one-at-a-time.yaml': oneAtATime(parameters),
};

const check = process.argv.includes('--check');
const differing = writeOrCheck(files, check);
for (const message of differing) process.stderr.write(`${message}\n`);
if (check && differing.length > 0) {
  process.stderr.write('run npm run docs\n');
  process.exitCode = 1;
}
