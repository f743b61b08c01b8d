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

/** Rows of a CSV text whose quoted cells hold no line breaks. */
const cells = (line) => (line ?? '').match(/("([^"]|"")*"|[^,]*)(,|$)/g)?.map((text) => text.replace(/,$/, '')) ?? [];

/** The first cell of a CSV text that differs: row, tick where there is one, column, old and new value. */
export function firstCellDifference(old, now) {
  if (old === now) return '';
  const [before, after] = [old.split('\n'), now.split('\n')];
  if (before[0] !== after[0]) {
    const [was, is] = [cells(before[0]), cells(after[0])];
    const k = was.findIndex((name, column) => name !== is[column]);
    return `header: column ${k < 0 ? was.length : k + 1} was ${was[k] ?? '(none)'}, is ${is[k < 0 ? was.length : k] ?? '(none)'}`;
  }
  const at = before.findIndex((line, k) => line !== after[k]);
  const row = at < 0 ? before.length : at;
  if (before[row] === undefined || after[row] === undefined) return `rows: were ${before.length - 1}, are ${after.length - 1}`;
  const [header, was, is] = [cells(before[0]), cells(before[row]), cells(after[row])];
  const column = header.findIndex((_, k) => was[k] !== is[k]);
  const tick = header.indexOf('tick');
  const place = [`row ${row}`, tick < 0 ? '' : `tick ${was[tick]}`, `column ${header[column] ?? '(beyond the header)'}`].filter(
    (part) => part !== '',
  );
  return `${place.join(', ')}: was ${was[column]}, is ${is[column]}`;
}
