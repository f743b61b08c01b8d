import { CCODE, YEAR, type DataSet } from '../data-set.ts';
import type { ColumnSpec } from '../cells.ts';
import { COMPONENTS, putYear, type Component } from '../record-data.ts';
import { byYear, isFirstOfState } from './rows.ts';

const amount = (name: Component, meaning: string): ColumnSpec => ({ names: [name], kind: 'number', min: 0, missing: [-9], meaning });

export const NMC: DataSet = {
  id: 'nmc',
  role: 'nmc',
  title: 'National Material Capabilities',
  versions: '5.0, 6.0 and 7.0 (abridged files)',
  cite: [
    {
      key: 'SingerBremerStuckey1972',
      text: 'J. D. Singer, S. Bremer and J. Stuckey, Capability Distribution, Uncertainty, and Major Power War, 1820-1965, in B. Russett (ed.), Peace, War, and Numbers, Beverly Hills 1972, 19-48',
    },
    {
      key: 'Singer1987',
      text: 'J. D. Singer, Reconstructing the Correlates of War Dataset on Material Capabilities of States, 1816-1985, International Interactions 14, 1987, 115-132',
    },
  ],
  columns: {
    ccode: CCODE,
    year: YEAR,
    milex: amount('milex', 'military expenditure, thousands of pounds to 1913 and of dollars from 1914'),
    milper: amount('milper', 'military personnel, thousands'),
    irst: amount('irst', 'production of iron and steel, thousands of tons'),
    pec: amount('pec', 'primary energy consumption, thousands of tons of coal'),
    tpop: amount('tpop', 'population, thousands'),
    upop: amount('upop', 'urban population, thousands'),
    cinc: { names: ['cinc'], kind: 'number', min: 0, max: 1, missing: [-9], optional: true, meaning: 'composite index of capabilities' },
  },
  everyYear: true,
  take: byYear((row, into, year) => {
    const ccode = row.must('ccode');
    if (ccode === null || !isFirstOfState(row, ccode, year)) return;
    const values = Object.fromEntries(COMPONENTS.map((name) => [name, row.number(name)])) as Record<Component, number | null>;
    putYear(into.capabilities, year, ccode, { ...values, cinc: row.number('cinc') });
  }),
};
