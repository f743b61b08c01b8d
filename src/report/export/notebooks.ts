import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asset } from '../assets.ts';
import { fit } from '../escape.ts';
import type { ExportRequest, Format } from './format.ts';

/** Two notebooks: pandas, and DuckDB over the files. */
export const notebook: Format = {
  meaning: "two Jupyter notebooks that draw the report's main figures from the files: one with pandas, one with DuckDB",
  next: 'jupyter lab; the first needs pandas and matplotlib, the second duckdb too',
  ofTables: false,
  write: (request) => writeNotebooks(request, ['entente.ipynb', 'entente-duckdb.ipynb'], 'None'),
};

/** A Quarto document for R. */
export const quarto: Format = {
  meaning: "a Quarto document for R (base R and ggplot2) that draws the report's main figures from the files",
  next: 'quarto render entente.qmd; without Quarto: Rscript -e \'knitr::knit("entente.qmd")\'',
  ofTables: false,
  write: (request) => writeNotebooks(request, ['entente.qmd'], 'NULL'),
};

/** Writes templates with the values of the results in place of their `{{names}}`; `none` is a missing value in the language of their code. */
function writeNotebooks({ results, folder, from, config }: ExportRequest, files: string[], none: string): Promise<string[]> {
  const { source, seed, replicates } = results.manifest;
  const values: Record<string, string | number> = {
    source: inMarkdown(source),
    seed,
    replicates,
    results: inQuotes(from),
    config: config ?? none,
  };
  const filled = (text: string) => text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));
  for (const file of files) {
    const template = asset(file);
    const text = file.endsWith('.ipynb') ? filledJson(template, filled) : filled(template);
    writeFileSync(join(folder, file), text);
  }
  return Promise.resolve(files);
}

const filledJson = (template: string, filled: (text: string) => string) =>
  `${JSON.stringify(
    JSON.parse(template, (_, value: unknown) => (typeof value === 'string' ? filled(value) : value)),
    null,
    1,
  )}\n`;

/**
 * A text as Markdown shows it, also in the title of a YAML header. Entities for all that could be markup, code that knitr runs, or the end of the
 * title: knitr would run code between backticks even if they were escaped by backslashes.
 */
function inMarkdown(text: string): string {
  return fit(text).replace(/[^\p{L}\p{M}\p{N} ,./-]/gu, (character) => `&#${character.codePointAt(0)};`);
}

/** A text between the double quotes of Python or R: the escapes of JSON, and of characters that do not show. */
function inQuotes(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
      const code = (character.codePointAt(0) ?? 0).toString(16);
      return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
    });
}
