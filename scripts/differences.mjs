// Where two texts, or two sets of tables, differ.

/** Most characters of a line that are shown. */
const SHOWN = 240;

/** The first line that differs, as `line N`, `- old`, `+ new`, of long lines the part that differs; the empty text when there is none. */
export function firstDifference(old, now) {
  const before = old.split('\n');
  const after = now.split('\n');
  const at = before.findIndex((line, k) => line !== after[k]);
  const k = at >= 0 ? at : before.length;
  if (old === now) return '';
  const [was, is] = [before[k] ?? '(end of file)', after[k] ?? '(end of file)'];
  let same = 0;
  if (Math.max(was.length, is.length) > SHOWN) while (same < was.length && was[same] === is[same]) same += 1;
  const from = Math.max(0, same - SHOWN / 4);
  const part = (line) => line.slice(from, from + SHOWN);
  return [`line ${k + 1}`, `- ${part(was)}`, `+ ${part(is)}`].join('\n');
}

/** Columns that say which row it is, as far as a table has them. */
const ROW_NAMES = ['replicate', 'tick', 'state', 'agreement', 'event'];

/**
 * Two sets of tables compared by value, column by column of the same name; a table is its columns by name, a column the list of its cells. `faults`
 * are lines on what changed or is missing, one for each table or column: a value by row, tick and column, with what it was and is. `added` are the
 * columns, as `table.column`, that only the second set has: they are no fault.
 */
export function compareTables(old, now) {
  const faults = [];
  const added = [];
  for (const [table, before] of Object.entries(old)) {
    const after = now[table];
    if (after === undefined) faults.push(`${table}: the table is missing`);
    else faults.push(...faultsOf(table, before, after));
  }
  for (const [table, after] of Object.entries(now))
    added.push(...Object.keys(after).flatMap((column) => (old[table]?.[column] === undefined ? [`${table}.${column}`] : [])));
  return { faults, added };
}

function faultsOf(table, before, after) {
  const faults = [];
  const [were, are] = [rowsOf(before), rowsOf(after)];
  if (were !== are) faults.push(`${table}: rows: were ${were}, are ${are}`);
  for (const [column, cells] of Object.entries(before)) {
    const own = after[column];
    if (own === undefined) {
      faults.push(`${table}: column ${column} is missing`);
      continue;
    }
    const changed = cells.map((_, k) => k).filter((k) => k < own.length && cells[k] !== own[k]);
    if (changed.length === 0) continue;
    const [k] = changed;
    const more = changed.length === 1 ? '' : `; ${changed.length} cells of the column changed`;
    faults.push(`${table}: ${rowName(before, k)}, column ${column}: was ${cells[k] || '(empty)'}, is ${own[k] || '(empty)'}${more}`);
  }
  return faults;
}

const rowsOf = (table) => Object.values(table)[0]?.length ?? 0;

function rowName(table, k) {
  const names = ROW_NAMES.filter((name) => table[name] !== undefined && table[name][k] !== '').map((name) => `${name} ${table[name][k]}`);
  return [`row ${k + 1}`, ...names].join(', ');
}
