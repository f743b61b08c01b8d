// The one order of the layers: a folder of src/ imports only from itself and from those to its left. The linter and the layer check are made
// from it.
export const LAYERS = [
  'base',
  'model',
  'scenario',
  'measure',
  'run',
  'output',
  'analysis',
  'sweep',
  'findings',
  'inquiry',
  'record',
  'report',
  'export',
  'cli',
];

/** Layers whose results must not depend on the clock, the locale or the machine. */
export const EXACT_LAYERS = LAYERS.filter((layer) => layer !== 'cli');

/** Layers without files, clock, console or threads. */
export const PURE_LAYERS = ['base', 'model'];

/** Imported by tests alone. */
export const TESTING = 'testing';
