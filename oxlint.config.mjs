import { EXACT_LAYERS, LAYERS, PURE_LAYERS } from './scripts/layers.mjs';

/** Layers whose loops run over pairs of states in typed arrays. */
const PAIR_LOOPS = ['base', 'model'];

const files = (layers) => layers.map((layer) => `src/${layer}/**/*.ts`);
const TESTS = ['{src,scripts}/**/*.test.ts', 'src/testing/**/*.ts'];

const restricted = (...names) => ['error', ...names.map((name) => ({ name, message: RESTRICTED[name] }))];
const CLOCK = 'Results must not depend on clock or locale; the clock belongs in cli.';
const RESTRICTED = {
  Date: CLOCK,
  performance: CLOCK,
  Intl: CLOCK,
  console: 'Only cli talks to the user.',
  process: 'What runs in a browser is handed what it needs.',
  Buffer: 'What runs in a browser is handed what it needs.',
};

export default {
  plugins: ['typescript', 'oxc'],
  jsPlugins: ['./scripts/lint-rules.mjs'],
  categories: { correctness: 'error' },
  ignorePatterns: ['/dist', '/dist.partial.*', '/coverage', '/results', 'node_modules'],
  options: { reportUnusedDisableDirectives: 'error' },
  rules: {
    eqeqeq: 'error',
    // Ids are spread into their letters on purpose.
    'typescript/no-misused-spread': 'off',
    'oxc/erasing-op': 'off',
    'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
    'entente/power': 'error',
    'entente/randomness': 'error',
    'entente/exit-now': 'error',
  },
  overrides: [
    {
      files: ['src/**/*.ts', 'scripts/**/*.ts'],
      rules: {
        'no-restricted-imports': [
          'error',
          { paths: [{ name: 'seedrandom', message: 'Only base/random.ts draws random numbers; take a named stream from there.' }] },
        ],
        'typescript/consistent-type-imports': 'error',
        'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
        'typescript/require-array-sort-compare': ['error', { ignoreStringArrays: false }],
        'typescript/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
        'typescript/no-misused-promises': 'error',
        'typescript/no-unsafe-argument': 'error',
        'typescript/no-unsafe-assignment': 'error',
        'typescript/no-unsafe-call': 'error',
        'typescript/no-unsafe-enum-comparison': 'error',
        'typescript/no-unsafe-member-access': 'error',
        'typescript/no-unsafe-return': 'error',
        'typescript/only-throw-error': 'error',
        'typescript/prefer-promise-reject-errors': 'error',
        'typescript/require-await': 'error',
        'typescript/restrict-plus-operands': 'error',
        // Functions in records are plain functions here: none uses `this`.
        'typescript/unbound-method': 'off',
        'typescript/no-non-null-assertion': 'off',
      },
    },
    {
      files: files(EXACT_LAYERS),
      excludeFiles: TESTS,
      rules: {
        'no-restricted-globals': restricted('Date', 'performance', 'Intl', 'console'),
        'entente/locale': 'error',
        'entente/module-state': 'error',
        'entente/transcendental': 'error',
      },
    },
    {
      files: files(PURE_LAYERS),
      excludeFiles: TESTS,
      rules: { 'no-restricted-globals': restricted('Date', 'performance', 'Intl', 'console', 'process', 'Buffer') },
    },
    {
      // Typed arrays are read by computed index in pair loops; elsewhere an absent value must be handled.
      files: files(LAYERS.filter((layer) => !PAIR_LOOPS.includes(layer))),
      excludeFiles: TESTS,
      rules: { 'typescript/no-non-null-assertion': 'error' },
    },
    {
      // Files that may use transcendental functions: the shared ones, great-circle distances and the generator.
      files: ['src/base/math.ts', 'src/scenario/geography.ts', 'src/scenario/generate.ts'],
      rules: { 'entente/transcendental': 'off' },
    },
    // The only place that reads the clock for a run.
    { files: ['src/results/manifest.ts'], rules: { 'no-restricted-globals': restricted('console') } },
    { files: ['src/base/random.ts'], rules: { 'no-restricted-imports': 'off' } },
    {
      files: TESTS,
      rules: {
        'entente/power': 'off',
        'entente/exit-now': 'off',
        'typescript/require-array-sort-compare': ['error', { ignoreStringArrays: true }],
        // Tests pass untyped objects to the code on purpose.
        'typescript/no-unsafe-assignment': 'off',
        'typescript/no-unsafe-member-access': 'off',
        'typescript/no-unsafe-argument': 'off',
      },
    },
    {
      files: ['scripts/**/*.mjs', '*.mjs', '*.js'],
      rules: { 'entente/locale': 'error', 'entente/power': 'off', 'entente/exit-now': 'off' },
    },
  ],
};
