/** Periods by which ties are scored: the model was fitted to the first four, and to nothing later. */
export const PERIODS = [
  { from: 1925, to: 1935, fitted: true },
  { from: 1950, to: 1960, fitted: true },
  { from: 1960, to: 1970, fitted: true },
  { from: 1970, to: 1980, fitted: true },
  { from: 1980, to: 1990, fitted: false },
  { from: 1990, to: 2000, fitted: false },
];

/** Worlds whose runs are held to the patterns, and the kinds of settings for which they are: the first was fitted to, the second was not. */
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

const figure = (text, digits = 3) =>
  text === '' || text === undefined
    ? ''
    : Number(text)
        .toFixed(digits)
        .replace(/^(-?)0\./, '$1.');
const table = (head, rows) => {
  const widths = head.map((_, k) => Math.max(3, ...[head, ...rows].map((row) => row[k].length)));
  const line = (cells) => `| ${cells.map((cell, k) => cell.padEnd(widths[k])).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
};

/** All tables of the page. */
export function tables({ terms, ties, patterns, steps }) {
  const all = settings(steps);
  return [
    '### How well each term predicts new ties',
    termTable(terms),
    '### New defence ties',
    tieTable(ties, all, 'defence_new', ['model_share', 'model_worth', 'nearest', 'logit', 'common_enemy']),
    '### All defence ties at the end',
    tieTable(ties, all, 'defence_all', ['model_share', 'unchanged', 'logit']),
    ...WORLDS.flatMap(({ year, fitted }) => [
      `### Patterns, from the world of ${year}${fitted ? '' : ', to which nothing was fitted'}`,
      patternTable(
        patterns.filter((row) => Number(row.year) === year),
        all,
      ),
    ]),
  ].join('\n\n');
}

function termTable(terms) {
  const names = [...new Set(terms.map(({ term }) => term))].filter((name) => !['switching', 'payment'].includes(name));
  const fitted = PERIODS.filter((period) => period.fitted);
  const auc = (name, { from }) => figure(terms.find(({ term, from: year }) => term === name && Number(year) === from)?.auc);
  const head = ['term', ...fitted.map(({ from, to }) => `${from}-${to}`)];
  return table(
    head,
    names.map((name) => [name, ...fitted.map((period) => auc(name, period))]),
  );
}

function tieTable(ties, all, task, others) {
  const score = (setting, rule, { from }) =>
    ties.find((row) => row.setting === setting && row.rule === rule && row.task === task && Number(row.from) === from);
  const head = ['setting', ...PERIODS.map(({ from, to, fitted }) => `${from}-${to}${fitted ? '' : ' *'}`)];
  const last = all.filter(({ kind }) => kind === 'added').at(-1).name;
  const count = ['ties', ...PERIODS.map((period) => score(last, 'model', period)?.positives ?? '')];
  const rows = all.map(({ name }) => [name, ...PERIODS.map((period) => figure(score(name, 'model', period)?.auc))]);
  const interval = [
    '95 % interval of the last but the ablations',
    ...PERIODS.map((period) => {
      const own = score(last, 'model', period);
      return `${figure(own?.low)} to ${figure(own?.high)}`;
    }),
  ];
  const beside = others.map((rule) => [`*${rule}*`, ...PERIODS.map((period) => figure(score(last, rule, period)?.auc))]);
  return table(head, [count, ...rows, interval, ...beside]);
}

function patternTable(rows, all) {
  const names = all.filter(({ name }) => rows.some(({ setting }) => setting === name)).map(({ name }) => name);
  const patterns = [...new Set(rows.map(({ pattern }) => pattern))];
  const cell = (setting, pattern) => {
    const row = rows.find((one) => one.setting === setting && one.pattern === pattern);
    if (row === undefined || row.value === '') return 'none';
    return row.result === 'hit' ? `**${Number(Number(row.value).toPrecision(3))}**` : `${Number(Number(row.value).toPrecision(3))}`;
  };
  return table(
    ['setting', ...patterns],
    names.map((name) => [name, ...patterns.map((pattern) => cell(name, pattern))]),
  );
}
