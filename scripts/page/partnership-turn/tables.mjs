// The tables of docs/partnership-turn.md, from the stored tables alone.
import { table } from '../../reference/markdown.mjs';
import { ARMS, FIRST, LAST, METRICS, RECORD, WORLDS, YEARS } from './metrics.mjs';

const short = (x) => {
  if (x === '') return '-';
  const value = Number(x);
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
};
const interval = ({ mean, low, high }) => (low === '' || low === high ? short(mean) : `${short(mean)} [${short(low)}, ${short(high)}]`);

/** What stands between the marks of the page. */
export function tables(values, effects) {
  const at = (world, arm, year, metric) =>
    values.find((row) => row.world === world && row.arm === arm && row.year === String(year) && row.metric === metric);
  const replicates = values.find(({ arm }) => arm === ARMS[0].arm)?.n ?? '0';
  const parts = Object.entries(WORLDS).flatMap(([world, name]) => [
    `### From a world of ${name}`,
    ...Object.entries(METRICS).map(([metric, title]) =>
      table(
        [title, ...YEARS],
        [...ARMS.map(({ arm }) => arm), ...RECORD].map((arm) => [
          RECORD.includes(arm) ? `_${arm}_` : arm,
          ...YEARS.map((year) => interval(at(world, arm, year, metric))),
        ]),
      ),
    ),
  ]);
  const changes = table(
    ['difference in 2000 to the arm where nothing changes', ...ARMS.slice(1).map(({ arm }) => arm)],
    Object.entries(WORLDS).flatMap(([world, name]) =>
      Object.entries(METRICS).map(([metric, title]) => [
        `${title}; ${name}`,
        ...ARMS.slice(1).map(({ arm }) => {
          const row = effects.find((effect) => effect.world === world && effect.arm === arm && effect.metric === metric);
          return interval({ ...row, mean: row.difference });
        }),
      ]),
    ),
  );
  return [
    '## The results',
    `![Agreements without an obligation to fight per defence pact, pairs with a partnership of their own and how many of them have a defence tie, ${FIRST} to ${LAST}, in the model and in the record.](figures/partnership-turn.svg)`,
    `Means over ${replicates} replicates with their 95 % t intervals.`,
    ...parts,
    '### What each change does',
    'Means of differences between runs with the same random draws, with their 95 % t intervals.',
    changes,
  ].join('\n\n');
}
