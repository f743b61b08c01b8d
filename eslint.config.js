import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { EXACT_LAYERS, LAYERS, PURE_LAYERS } from './scripts/layers.mjs';

// A rule given twice for a file is not merged, the later replaces the earlier: so the bans are lists, put together for each group of files.

const POWER = [
  {
    selector: "BinaryExpression[operator='**'], AssignmentExpression[operator='**=']",
    message: 'Use powPositive of base/math.ts: the last bit of ** differs between versions of Node.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='pow']",
    message: 'Use powPositive of base/math.ts: the last bit of Math.pow differs between versions of Node.',
  },
];
const LUCK = [
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'Draw from a named stream of base/random.ts.' },
];
// All others are left to the engine by the standard, to the last bit: they live in one place, where they can be replaced.
const EXACT_MATH = /^(abs|ceil|clz32|floor|fround|imul|max|min|round|sign|sqrt|trunc|pow|random|E|LN2|LN10|PI|SQRT2)$/;
const TRANSCENDENTAL = [
  {
    selector: `MemberExpression[object.name='Math']:not([property.name=${EXACT_MATH}])`,
    message: 'Transcendental functions belong in base/math.ts.',
  },
  {
    selector: "VariableDeclarator[init.name='Math'], Property[value.name='Math']",
    message: 'Name the function where it is used, as Math.sqrt, so that the linter sees it.',
  },
];
const LOCALE = [
  {
    selector: 'CallExpression[callee.property.name=/^(toLocale|localeCompare)/]',
    message: 'Results must not depend on the locale: compare by code point, print with String().',
  },
];
const MODULE_STATE = [
  { selector: 'Program > VariableDeclaration[kind=let]', message: 'No state in a module: two runs in one process would share it.' },
];
const EXIT_NOW = [
  {
    selector: "CallExpression[callee.object.name='process'][callee.property.name='exit']",
    message: 'Set process.exitCode: process.exit cuts off output that is still under way.',
  },
];

const CLOCK = ['Date', 'performance', 'Intl'].map((name) => ({
  name,
  message: 'Results must not depend on clock or locale; the clock belongs in cli.',
}));
const TALK = [{ name: 'console', message: 'Only cli talks to the user.' }];
const PROCESS = ['process'].map((name) => ({ name, message: 'What runs in a browser too has nothing of Node: pass in what is needed.' }));

const SEEDRANDOM = {
  paths: [{ name: 'seedrandom', message: 'Only base/random.ts draws random numbers; take a named stream from there.' }],
};

const files = (layers) => layers.map((layer) => `src/${layer}/**/*.ts`);
const TESTS = ['src/**/*.test.ts', 'src/testing/**/*.ts'];

export default defineConfig(
  { ignores: ['dist', 'dist.partial.*', 'coverage', 'results', 'node_modules'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['src/**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/require-array-sort-compare': ['error', { ignoreStringArrays: false }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // Takes what comes from `any` for needless, and so argues for fewer types.
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      // Functions in records are plain functions here: none uses `this`.
      '@typescript-eslint/unbound-method': 'off',
      // Numbers in messages are the rule here, and their text is exact.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      eqeqeq: 'error',
      'no-restricted-imports': ['error', SEEDRANDOM],
      'no-restricted-syntax': ['error', ...POWER, ...LUCK, ...EXIT_NOW],
    },
  },
  {
    files: files(EXACT_LAYERS),
    ignores: TESTS,
    rules: {
      'no-restricted-globals': ['error', ...CLOCK, ...TALK],
      'no-restricted-syntax': ['error', ...POWER, ...LUCK, ...EXIT_NOW, ...LOCALE, ...MODULE_STATE, ...TRANSCENDENTAL],
    },
  },
  {
    files: files(PURE_LAYERS),
    ignores: TESTS,
    rules: { 'no-restricted-globals': ['error', ...CLOCK, ...TALK, ...PROCESS] },
  },
  {
    // Typed arrays are read by computed index in pair loops; elsewhere an absent value is to be dealt with.
    files: files(LAYERS.filter((layer) => layer !== 'base' && layer !== 'model')),
    ignores: TESTS,
    rules: { '@typescript-eslint/no-non-null-assertion': 'error' },
  },
  {
    // Where transcendental functions are at home: the shared ones, and great-circle distances.
    files: ['src/base/math.ts', 'src/scenario/geography.ts', 'src/scenario/generate.ts'],
    rules: { 'no-restricted-syntax': ['error', ...POWER, ...LUCK, ...EXIT_NOW, ...LOCALE, ...MODULE_STATE] },
  },
  {
    // The one place where a run is dated.
    files: ['src/results/manifest.ts'],
    rules: { 'no-restricted-globals': ['error', ...TALK] },
  },
  { files: ['src/base/random.ts'], rules: { 'no-restricted-imports': 'off' } },
  {
    files: TESTS,
    rules: {
      'no-restricted-syntax': ['error', ...LUCK],
      '@typescript-eslint/require-array-sort-compare': ['error', { ignoreStringArrays: true }],
      // Tests hand rough objects to the code on purpose.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
    },
  },
  {
    files: ['scripts/**/*.mjs', '*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        ['console', 'process', 'performance', 'URL', 'Buffer', 'setTimeout', 'clearTimeout', 'structuredClone'].map((name) => [
          name,
          'readonly',
        ]),
      ),
    },
    rules: { eqeqeq: 'error', 'no-restricted-syntax': ['error', ...LUCK, ...LOCALE] },
  },
  { files: ['*.config.ts'], extends: [tseslint.configs.recommended] },
);
