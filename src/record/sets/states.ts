import { called, CCODE, optional, YEAR, type DataSet } from '../data-set.ts';
import type { ColumnSpec } from '../cells.ts';

const MONTH: ColumnSpec = { names: [], kind: 'whole', min: 0, max: 12, meaning: 'month', missing: [-9] };
const DAY: ColumnSpec = { names: [], kind: 'whole', min: 0, max: 31, meaning: 'day', missing: [-9] };
const CITE = {
  key: 'CorrelatesOfWar2017',
  text: 'Correlates of War Project, State System Membership List, v2016, 2017',
};

export const STATES: DataSet = {
  id: 'cow-states',
  role: 'states',
  title: 'State System Membership List',
  versions: 'v2016; v2024 has the same columns',
  cite: [CITE],
  columns: {
    abbreviation: { names: ['stateabb'], kind: 'text', meaning: 'abbreviation of the state' },
    ccode: CCODE,
    name: { names: ['statenme', 'statename'], kind: 'text', meaning: 'name of the state' },
    from: called(YEAR, 'styear'),
    to: called(YEAR, 'endyear'),
    month: optional(called(MONTH, 'stmonth')),
    endMonth: optional(called(MONTH, 'endmonth')),
    endDay: optional(called(DAY, 'endday')),
  },
  take(row, into) {
    const ccode = row.must('ccode');
    const from = row.must('from');
    const to = row.must('to');
    if (ccode === null || from === null || to === null) return;
    if (!row.first(`${ccode}|${from}|${row.number('month') ?? 0}`, `state ${ccode} from ${from}`)) return;
    if (to < from) {
      row.fault('to', `a last year of at least ${from}, the first`, String(to), "correct the cell after the publisher's file");
      return;
    }
    row.noteYear(from);
    row.noteYear(to);
    into.tenures.push({
      ccode,
      abbreviation: row.text('abbreviation') ?? `S${ccode}`,
      name: row.text('name') ?? `state ${ccode}`,
      from,
      to,
      lastDay: to * 10_000 + (row.number('endMonth') ?? 12) * 100 + (row.number('endDay') ?? 31),
    });
  },
};

export const MAJORS: DataSet = {
  id: 'cow-majors',
  role: 'majors',
  title: 'Major powers',
  versions: 'v2016',
  cite: [CITE],
  columns: {
    abbreviation: { names: ['stateabb'], kind: 'text', meaning: 'abbreviation of the state' },
    ccode: CCODE,
    from: called(YEAR, 'styear'),
    to: called(YEAR, 'endyear'),
  },
  take(row, into) {
    const ccode = row.must('ccode');
    const from = row.must('from');
    const to = row.must('to');
    if (ccode !== null && from !== null && to !== null && row.first(`${ccode}|${from}`, `state ${ccode} from ${from}`))
      into.majors.push({ ccode, from, to });
  },
};
