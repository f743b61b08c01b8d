// The shape of the house: what each folder of src/ may import, besides itself. It is a fan, not a line: the siblings analysis, explain, record and
// report do not know each other. The linter and the layer check are made from this table alone.
const PURE = ['base', 'model', 'scenario', 'measure', 'run'];

export const MAY_IMPORT = {
  base: [],
  model: ['base'],
  scenario: ['base', 'model'],
  measure: ['base', 'model'],
  run: ['base', 'model', 'scenario', 'measure'],
  statistics: ['base'],
  charts: ['base'],
  executor: [...PURE, 'files'],
  files: [...PURE],
  results: [...PURE, 'files'],
  experiment: [...PURE, 'files', 'executor', 'results'],
  analysis: ['base', 'model', 'scenario', 'measure', 'files', 'results', 'statistics', 'charts'],
  explain: [...PURE, 'results', 'statistics'],
  record: [...PURE, 'files', 'executor', 'results', 'statistics', 'charts'],
  report: ['base', 'model', 'scenario', 'measure', 'results', 'charts'],
  cli: [...PURE, 'charts', 'executor', 'files', 'results', 'experiment', 'analysis', 'explain', 'record', 'report'],
};

export const LAYERS = Object.keys(MAY_IMPORT);

/** Layers whose results must not depend on the clock, the locale or the machine. */
export const EXACT_LAYERS = LAYERS.filter((layer) => layer !== 'cli');

/** Layers without files, clock, console or threads: what runs in a browser. */
export const PURE_LAYERS = PURE;

/** Imported by tests alone. */
export const TESTING = 'testing';
