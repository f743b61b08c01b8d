import { join } from 'node:path';
import type { Column } from '../../measure/column.ts';
import { columnsOfTable, scanTable } from '../../results/read-results.ts';
import type { ExportRequest, Format } from './format.ts';

/** Rows of a row group: bounds memory, and is what readers skip by. */
const GROUP_ROWS = 50_000;

type Kind = 'STRING' | 'BOOLEAN' | 'DOUBLE' | 'INT64';

/** The Parquet type of a column: whole numbers have 64 bits, since seeds go beyond 32. */
const KINDS: Record<Column['type'], Kind> = { string: 'STRING', boolean: 'BOOLEAN', number: 'DOUBLE', integer: 'INT64' };

type Value = string | number | bigint | boolean | null;

/** A cell as a value of the column; an empty one is null. */
const READERS: Record<Kind, (cell: string) => Value> = {
  STRING: (cell) => (cell === '' ? null : cell),
  BOOLEAN: (cell) => (cell === '' ? null : cell === 'true'),
  DOUBLE: (cell) => (cell === '' ? null : Number(cell)),
  INT64: (cell) => (cell === '' ? null : BigInt(cell)),
};

/** Parquet: typed columns, one file per table. */
export const parquet: Format = {
  meaning: 'Parquet: one file per table, columns typed as datapackage.json says, missing cells null',
  next: 'pandas.read_parquet, arrow::read_parquet or DuckDB read it',
  ofTables: true,
  async write(request) {
    const names: string[] = [];
    for (const table of request.results.tables.keys()) names.push(await writeTable(request, table));
    return names;
  },
};

async function writeTable({ results, folder }: ExportRequest, table: string): Promise<string> {
  const { fileWriter, ParquetWriter } = await import('hyparquet-writer');
  const columns = columnsOfTable(results, table);
  const kinds = columns.map(({ type }) => KINDS[type]);
  const schema = [
    { name: 'root', num_children: columns.length },
    ...columns.map((column, c) => ({
      name: column.name,
      repetition_type: 'OPTIONAL' as const,
      ...(kinds[c] === 'STRING'
        ? { type: 'BYTE_ARRAY' as const, converted_type: 'UTF8' as const }
        : { type: kinds[c] as 'BOOLEAN' | 'DOUBLE' | 'INT64' }),
    })),
  ];
  const { manifest } = results;
  const name = `${table}.parquet`;
  const kvMetadata = Object.entries({
    'entente.version': manifest.program.version,
    'entente.scenario_sha256': manifest.scenario_sha256,
    'entente.seed': String(manifest.seed),
    'entente.columns': JSON.stringify(columns),
  }).map(([key, value]) => ({ key, value }));
  const writer = new ParquetWriter({
    writer: fileWriter(join(folder, name)),
    schema,
    kvMetadata,
    createdBy: `entente ${manifest.program.version}`,
  });
  let data: Value[][] = columns.map(() => []);
  let rows = 0;
  const flush = async () => {
    await writer.write({ columnData: columns.map((column, c) => ({ name: column.name, data: data[c] ?? [] })), rowGroupSize: GROUP_ROWS });
    data = columns.map(() => []);
    rows = 0;
  };
  for await (const row of scanTable(results, table)) {
    kinds.forEach((kind, c) => data[c]?.push(READERS[kind](row[c] ?? '')));
    rows += 1;
    if (rows === GROUP_ROWS) await flush();
  }
  if (rows > 0) await flush();
  await writer.finish();
  return name;
}
