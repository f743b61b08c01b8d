import type { Band } from '../payload.ts';
import { formatNumber, s } from './dom.ts';

const WIDTH = 300;
const HEIGHT = 120;
const LEFT = 40;
const RIGHT = 8;
const TOP = 8;
const BOTTOM = 20;

/** A small chart of a line with its band, and a mark at the tick. */
export function smallChart(band: Band, ticks: readonly number[], label: (tick: number) => string, title: string, at: number): SVGElement {
  const numbers = [...band.mean, ...band.low, ...band.high].filter((value): value is number => value !== null);
  const most = roundUp(Math.max(...numbers, 0) || 1);
  const first = ticks[0] ?? 0;
  const last = ticks.at(-1) ?? 0;
  const x = (tick: number) => LEFT + ((tick - first) / Math.max(1, last - first)) * (WIDTH - LEFT - RIGHT);
  const y = (value: number) => HEIGHT - BOTTOM - (value / most) * (HEIGHT - TOP - BOTTOM);
  const point = (tick: number, value: number) => `${x(tick).toFixed(1)} ${y(value).toFixed(1)}`;
  const along = (values: Band['mean']) =>
    ticks.flatMap((tick, k) => (values[k] === null || values[k] === undefined ? [] : [point(tick, values[k])]));
  const area = [...along(band.high), ...along(band.low).reverse()];
  const start = band.mean.find((value) => value !== null);
  const end = [...band.mean].reverse().find((value) => value !== null);
  const axis = (value: number) => [
    s('path', { class: 'grid', d: `M${LEFT} ${y(value)}H${WIDTH - RIGHT}` }),
    s('text', { class: 'axis', x: LEFT - 5, y: y(value) + 3.5, 'text-anchor': 'end' }, formatNumber(value)),
  ];
  return s(
    'svg',
    {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: 'img',
      'aria-label': `${title}: ${formatNumber(start)} in ${label(first)}, ${formatNumber(end)} in ${label(last)}`,
      class: 'small',
    },
    ...[0, most / 2, most].flatMap(axis),
    s('path', { class: 'band', d: area.length > 0 ? `M${area.join('L')}Z` : '' }),
    s('path', { class: 'line', d: along(band.mean).length > 0 ? `M${along(band.mean).join('L')}` : '' }),
    s('path', { class: 'cursor-line', d: `M${x(Math.min(last, Math.max(first, at))).toFixed(1)} ${TOP}V${HEIGHT - BOTTOM}` }),
    s('text', { class: 'axis', x: LEFT, y: HEIGHT - 5 }, label(first)),
    s('text', { class: 'axis', x: WIDTH - RIGHT, y: HEIGHT - 5, 'text-anchor': 'end' }, label(last)),
  );
}

/** The next of 1, 2, 5 times a power of ten, for an axis with numbers that are easy to read. */
function roundUp(value: number): number {
  let unit = 1;
  while (unit > value) unit /= 10;
  while (unit * 10 <= value) unit *= 10;
  const step = [1, 2, 3, 4, 5, 6, 8, 10].find((times) => times * unit >= value * (1 - 1e-9)) ?? 10;
  return Number((step * unit).toPrecision(2));
}
