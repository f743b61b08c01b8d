import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Column } from '../../measure/column.ts';
import type { Format } from './format.ts';

const TYPES: Record<Column['type'], string> = { string: 'VARCHAR', boolean: 'BOOLEAN', number: 'DOUBLE', integer: 'BIGINT' };

/** A name or text as SQL takes it. */
const quoted = (text: string, mark: "'" | '"') => `${mark}${text.replaceAll(mark, mark + mark)}${mark}`;

/** A script that makes a view of every table over the CSV files, columns typed and explained. */
export const duckdb: Format = {
  meaning: 'a DuckDB script over the CSV files: one view per table, typed columns with their meanings, and sample queries',
  next: 'duckdb -init entente.sql',
  ofTables: true,
  write({ results, folder, from }) {
    const views = [...results.tables].map(([table, columns]) => view(table, columns, from));
    const text = [
      `-- Results of entente: ${results.manifest.scenario_sha256.slice(0, 12)}, seed ${results.manifest.seed}, ${results.manifest.replicates} replicates.`,
      '-- Run it in this folder: duckdb -init entente.sql',
      ...views,
      QUESTIONS,
    ].join('\n\n');
    writeFileSync(join(folder, 'entente.sql'), `${text}\n`);
    return Promise.resolve(['entente.sql']);
  },
};

function view(table: string, columns: readonly Column[], from: string): string {
  // Characters that would make the path a pattern stand for themselves in brackets.
  const path = `${from.replace(/[*?[]/g, '[$&]')}/${table}.csv`;
  const types = columns.map(({ name, type }) => `${quoted(name, "'")}: ${quoted(TYPES[type], "'")}`).join(', ');
  const comments = columns.map(
    ({ name, meaning }) => `COMMENT ON COLUMN ${quoted(table, '"')}.${quoted(name, '"')} IS ${quoted(meaning, "'")};`,
  );
  return [
    `CREATE OR REPLACE VIEW ${quoted(table, '"')} AS SELECT * FROM read_csv(${quoted(path, "'")}, header = true, nullstr = '', columns = {${types}});`,
    ...comments,
  ].join('\n');
}

/** Questions whose answers the report shows. */
const QUESTIONS = `-- Mean over replicates of the pairs of states tied by each kind of agreement, tick by tick:
CREATE OR REPLACE VIEW ties_over_time AS
SELECT config, tick, count(*) AS n, avg(n_alliance_ties) AS alliances, avg(n_partnership_ties) AS partnerships, avg(n_minilateral_ties) AS minilaterals
FROM system GROUP BY config, tick ORDER BY config, tick;

-- Who was drawn into the conflicts of whom without a stake of its own:
CREATE OR REPLACE VIEW entrapments AS
SELECT actor AS drawn_in, other AS by_state, count(*) AS times FROM events WHERE event = 'entrapment' GROUP BY ALL ORDER BY times DESC, drawn_in, by_state;`;
