import { duckdb } from './duckdb.ts';
import type { Format } from './format.ts';
import { gexf, graphml } from './network.ts';
import { notebook, quarto } from './notebooks.ts';
import { parquet } from './parquet.ts';

/** Every shape that results can be exported to, by the name that --to takes. */
export const FORMATS = { parquet, duckdb, notebook, quarto, gexf, graphml } as const satisfies Record<string, Format>;
export type FormatName = keyof typeof FORMATS;
