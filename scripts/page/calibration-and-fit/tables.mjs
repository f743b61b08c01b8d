// The tables of docs/calibration-and-fit.md, from the stored tables alone.
import { paddedTable } from '../../reference/markdown.mjs';

/** Periods by which ties are scored: the model was fitted to the first four, and to nothing later. */
export const PERIODS = [
  { from: 1925, to: 1935, fitted: true },
  { from: 1950, to: 1960, fitted: true },
  { from: 1960, to: 1970, fitted: true },
  { from: 1970, to: 1980, fitted: true },
  { from: 1980, to: 1990, fitted: false },
  { from: 1990, to: 2000, fitted: false },
];

/** Worlds whose runs are scored by the patterns, and for which kinds of settings; the model was fitted to the first alone. */
export const WORLDS = [
  { year: 1970, fitted: true, scored: ['added', 'without'] },
  { year: 1989, fitted: false, scored: ['added'] },
];

/** Every setting: nothing fitted, each step added to those before it, and all steps but one. */
export function settings(steps) {
  const names = Object.keys(steps);
  return [
    { name: 'defaults', kind: 'added', steps: [] },
    ...names.map((name, k) => ({ name: `+ ${name}`, kind: 'added', steps: names.slice(0, k + 1) })),
    ...names.slice(0, -1).map((name) => ({ name: `all but ${name}`, kind: 'without', steps: names.filter((other) => other !== name) })),
  ];
}

const format = (text) =>
  text === '' || text === undefined
    ? ''
    : Number(text)
        .toFixed(3)
        .replace(/^(-?)0\./, '$1.');
const title = ({ from, to, fitted }) => `${from}-${to}${fitted ? '' : ' *'}`;

/** All tables of the page. */
export function tables({ terms, ties, patterns, all }) {
  return [
    '### How well each term predicts new ties',
    termTable(terms),
    '### New defence ties',
    tieTable(ties, all, 'defence_new', ['model_share', 'model_worth', 'nearest', 'logit', 'common_enemy']),
    '### All defence ties at the end',
    tieTable(ties, all, 'defence_all', ['model_share', 'unchanged', 'logit']),
    ...WORLDS.flatMap(({ year, fitted }) => [
      `### Patterns, from the world of ${year}${fitted ? '' : ', to which nothing was fitted'}`,
      patternTable(patterns, year, all),
    ]),
  ].join('\n\n');
}

function termTable(terms) {
  const names = [...new Set(terms.map(({ term }) => term))].filter((name) => !['switching', 'payment'].includes(name));
  const fitted = PERIODS.filter((period) => period.fitted);
  const auc = (name, { from }) => format(terms.find((row) => row.term === name && Number(row.from) === from)?.auc);
  const rows = names.map((name) => [name, ...fitted.map((period) => auc(name, period))]);
  return paddedTable(['term', ...fitted.map(title)], rows);
}

function tieTable(ties, all, task, rules) {
  const last = all.findLast(({ kind }) => kind === 'added').name;
  const line = (name, setting, rule, cell) => [
    name,
    ...PERIODS.map(({ from }) =>
      cell(ties.find((row) => row.setting === setting && row.rule === rule && row.task === task && Number(row.from) === from)),
    ),
  ];
  const auc = (row) => format(row?.auc);
  return paddedTable(
    ['setting', ...PERIODS.map(title)],
    [
      line('ties', last, 'model', (row) => row?.positives ?? ''),
      ...all.map(({ name }) => line(name, name, 'model', auc)),
      line('95 % interval of the last but the ablations', last, 'model', (row) => `${format(row?.low)} to ${format(row?.high)}`),
      ...rules.map((rule) => line(`*${rule}*`, last, rule, auc)),
    ],
  );
}

function patternTable(scores, year, all) {
  const own = scores.filter((row) => Number(row.year) === year);
  const names = all.map(({ name }) => name).filter((name) => own.some(({ setting }) => setting === name));
  const patterns = [...new Set(own.map(({ pattern }) => pattern))];
  const cell = (setting, pattern) => {
    const { value = '', result } = own.find((row) => row.setting === setting && row.pattern === pattern) ?? {};
    const text = value === '' ? 'none' : `${Number(Number(value).toPrecision(3))}`;
    return result === 'hit' ? `**${text}**` : text;
  };
  const rows = names.map((name) => [name, ...patterns.map((pattern) => cell(name, pattern))]);
  return paddedTable(['setting', ...patterns], rows);
}
