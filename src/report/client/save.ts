import type { ChartData } from '../payload.ts';
import { h, table } from './dom.ts';

/** Pixels of a saved picture for each of the page's. */
const DENSITY = 2;
/** What a picture takes along of the style sheet; colours are then replaced by those of the light scheme. */
const STYLED = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'opacity',
  'fill-opacity',
  'stroke-opacity',
  'font-size',
  'font-family',
  'font-weight',
  'display',
  'paint-order',
  'stroke-linejoin',
];

/** Where the data of a chart are found, by its name. */
export interface Saver {
  readonly name: string;
  readonly data: (chart: string) => ChartData | null;
}

/** Makes every button that saves, now and later, do so. */
export function enableSaving({ name, data }: Saver): void {
  document.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-save]') : null;
    if (target === null) return;
    const chart = target.dataset['of'] ?? '';
    const file = `${name}-${chart}`;
    const kind = target.dataset['save'];
    if (kind === 'csv') {
      const rows = data(chart);
      if (rows !== null) download(new Blob([csv(rows)], { type: 'text/csv' }), `${file}.csv`);
      return;
    }
    const svg = document.querySelector<SVGSVGElement>(`[data-chart="${CSS.escape(chart)}"] svg:not(.key)`);
    if (svg === null) return;
    const { text, width, height } = standalone(svg);
    if (kind === 'svg') download(new Blob([text], { type: 'image/svg+xml' }), `${file}.svg`);
    else rasterise(text, width, height, (blob) => download(blob, `${file}.png`));
  });
}

/** A picture that needs nothing of the page: with its styles, on white, in the colours of the light scheme. */
function standalone(svg: SVGSVGElement): { text: string; width: number; height: number } {
  const box = svg.viewBox.baseVal;
  const width = box.width || svg.clientWidth;
  const height = box.height || svg.clientHeight;
  // In the dark scheme the copy is made under the light one, so that paper gets what is made for paper.
  document.documentElement.classList.add('saving');
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const from = [...svg.querySelectorAll('*')];
  const to = [...copy.querySelectorAll('*')];
  from.forEach((element, k) => {
    const style = getComputedStyle(element);
    const target = to[k];
    if (target === undefined) return;
    for (const property of STYLED) {
      const value = style.getPropertyValue(property);
      if (value !== '') target.setAttribute(property, value);
    }
    target.removeAttribute('class');
    target.removeAttribute('style');
    target.removeAttribute('tabindex');
  });
  document.documentElement.classList.remove('saving');
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('viewBox', `0 0 ${width} ${height}`);
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.removeAttribute('class');
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [key, value] of Object.entries({ width, height, fill: '#ffffff' })) ground.setAttribute(key, String(value));
  copy.prepend(ground);
  return { text: new XMLSerializer().serializeToString(copy), width, height };
}

function rasterise(text: string, width: number, height: number, done: (blob: Blob) => void): void {
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * DENSITY);
    canvas.height = Math.round(height * DENSITY);
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => {
      if (blob !== null) done(blob);
    }, 'image/png');
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
}

function download(blob: Blob, file: string): void {
  const url = URL.createObjectURL(blob);
  const link = h('a', { href: url, download: file });
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Rows as CSV. Text that a spreadsheet would run as a formula is led by an apostrophe, as in the results folder. */
function csv({ columns, rows }: ChartData): string {
  const cell = (value: string | number | null) => {
    if (value === null) return '';
    if (typeof value === 'number') return String(value);
    const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `${[columns, ...rows].map((row) => row.map(cell).join(',')).join('\n')}\n`;
}

/** Fills the table of a chart when it is opened. */
export function enableTables(data: (chart: string) => ChartData | null): void {
  document.addEventListener(
    'toggle',
    (event) => {
      const details = event.target instanceof HTMLDetailsElement ? event.target : null;
      const chart = details?.dataset['table'];
      if (details === null || chart === undefined || !details.open || details.querySelector('table') !== null) return;
      const rows = data(chart);
      if (rows === null) return;
      const short = (value: string | number | null) => (typeof value === 'number' ? String(Number(value.toPrecision(5))) : (value ?? ''));
      const body = rows.rows.map((row) => h('tr', {}, ...row.map((value) => h('td', {}, short(value)))));
      details.append(table(details.querySelector('summary')?.textContent ?? 'Table', rows.columns, body));
    },
    true,
  );
}
