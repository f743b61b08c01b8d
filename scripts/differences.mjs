// Where two texts first part.

/** The first line that differs, as `line N`, `- old`, `+ new`; the empty text when there is none. */
export function firstDifference(old, now) {
  const before = old.split('\n');
  const after = now.split('\n');
  const at = before.findIndex((line, k) => line !== after[k]);
  const k = at >= 0 ? at : before.length;
  if (old === now) return '';
  return [`line ${k + 1}`, `- ${before[k] ?? '(end of file)'}`, `+ ${after[k] ?? '(end of file)'}`].join('\n');
}

/** Cells of a CSV line whose quoted cells hold no line breaks: parted by commas with an even number of quotes behind them. */
const cells = (line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/);

const linesOf = (text) => text.replace(/\n$/, '').split('\n');

/** The first cell of a CSV text that differs: row, tick where there is one, column, old and new value. */
export function firstCellDifference(old, now) {
  if (old === now) return '';
  const [before, after] = [linesOf(old), linesOf(now)];
  const row = before.findIndex((line, k) => line !== after[k]);
  if (row < 0 || after[row] === undefined) return `rows: were ${before.length - 1}, are ${after.length - 1}`;
  const [header, was, is] = [before[0], before[row], after[row]].map(cells);
  const columns = Math.max(was.length, is.length);
  const column = Array.from({ length: columns }, (_, k) => k).find((k) => was[k] !== is[k]);
  const values = `was ${was[column] ?? '(none)'}, is ${is[column] ?? '(none)'}`;
  if (row === 0) return `header: column ${column + 1} ${values}`;
  const tick = header.indexOf('tick');
  return `row ${row}, ${tick < 0 ? '' : `tick ${was[tick]}, `}column ${header[column]}: ${values}`;
}
