// Tables and sections of Markdown.

/** A number, word or list as the text of a cell. */
function cell(value) {
  if (value === undefined || value === null || value === '') return '';
  if (Array.isArray(value)) return value.map(cell).join(', ');
  return String(value).replaceAll('|', '\\|').replaceAll('\n', ' ');
}

export const code = (text) => `\`${text}\``;

/** A table from its headings and rows of cells. */
export function table(headings, rows) {
  const line = (cells) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A section of level 2 with its parts, separated by empty lines. */
export const section = (title, ...parts) => [`## ${title}`, ...parts].join('\n\n');

export const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}${/[.:]$/.test(text) ? '' : '.'}`;

/** The same with columns of equal width, as the formatter has them on a page that is mostly written by hand. */
export function paddedTable(headings, rows) {
  const cells = [headings, ...rows].map((row) => row.map(cell));
  const widths = headings.map((_, c) => Math.max(3, ...cells.map((row) => row[c].length)));
  const line = (row) => `| ${row.map((text, c) => text.padEnd(widths[c])).join(' | ')} |`;
  return [line(cells[0]), line(widths.map((width) => '-'.repeat(width))), ...cells.slice(1).map(line)].join('\n');
}
