import { InputError } from '../base/errors.ts';
import { rowOf, type Table, type Values } from '../measure/table.ts';
import type { Cell } from '../measure/column.ts';
import { suggest } from '../scenario/names.ts';
import { formatValue, isMapping } from '../scenario/values.ts';

/** What consoles, `await`, JSON and test frameworks ask of any object: it is there or not, and never a mistake. */
const ASKED_OF_ALL = new Set(['then', 'toJSON', 'inspect', 'asymmetricMatch', 'nodeType', 'tagName', 'hasAttribute', 'length', '$$typeof']);

/**
 * Values by name, to be read alone. Reading a name that does not exist throws an InputError with the nearest one.
 * @param place what the message begins with, as in `run.system`
 * @param what as in `a column of system.csv`
 */
export function named<T extends object>(place: string, what: string, values: T): Readonly<T> {
  return new Proxy(Object.freeze({ ...values }), {
    get: (target, name, receiver): unknown => {
      if (typeof name === 'symbol' || name in target || ASKED_OF_ALL.has(name)) return Reflect.get(target, name, receiver);
      throw new InputError([
        { path: `${place}.${name}`, expected: what, found: JSON.stringify(name), remedy: suggest(name, Object.keys(target)) },
      ]);
    },
  });
}

/** The rows of a table as objects, a property a column; null = missing. @throws InputError for what is no table */
export function rowsOf(columns: Readonly<Record<string, Values>>): Record<string, Cell>[] {
  if (!isMapping(columns))
    throw new InputError([
      { path: 'columns', expected: 'columns by name', found: formatValue(columns), remedy: 'give a table of a run, such as run.system' },
    ]);
  const names = Object.keys(columns);
  const rows = names.length === 0 ? 0 : (columns[names[0] ?? '']?.length ?? 0);
  const table: Table = { rows, columns };
  return Array.from({ length: rows }, (_, r) => {
    const row = rowOf(table, r);
    return Object.fromEntries(names.map((name, c) => [name, row[c] ?? null]));
  });
}
