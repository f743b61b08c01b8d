// The files that are made from the registries of the program.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { experimentJsonSchema } from '../../dist/experiment/experiment-schema.js';
import { toJsonSchema } from '../../dist/scenario/schema/schema.js';
import { between, ROOT } from '../page/make-page.mjs';
import { experiment } from '../page/sensitivity/experiment.mjs';
import { commands } from './commands.mjs';
import * as model from './model.mjs';
import * as results from './results.mjs';
import * as scenario from './scenario.mjs';

const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

async function reference() {
  const parts = [
    '# Reference',
    'Made from the code by `npm run docs`; a test fails when it lags behind. Keys in brackets are entries of [references.bib](references.bib).',
    await commands(),
    model.exitCodes(),
    scenario.scenarioFields(),
    model.settable(),
    scenario.generator(),
    model.parameters(),
    model.constants(),
    model.rules(),
    model.terms(),
    model.templates(),
    model.phases(),
    model.events(),
    model.vocabulary(),
    results.results(),
    results.designs(),
    results.analyses(),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The ODD description with its made tables. */
const odd = () =>
  Object.entries({ phases: model.phasesInOrder(), terms: model.termsInOrder() }).reduce(
    (page, [part, text]) => between(page, `npm run docs, ${part}`, text).whole,
    readFileSync(join(ROOT, 'docs/ODD.md'), 'utf8'),
  );

/** Texts by their paths from the root. */
export const files = {
  'docs/reference.md': await reference(),
  'docs/ODD.md': odd(),
  'scenarios/schema.json': json(toJsonSchema()),
  'scenarios/experiment.schema.json': json(experimentJsonSchema()),
  'scenarios/experiments/one-at-a-time.yaml': experiment(),
};
