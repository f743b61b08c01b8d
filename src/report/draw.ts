import type { TopLevelSpec } from 'vega-lite';
import { svgOf } from '../charts/svg.ts';
import { variable } from './palette.ts';

const INK = variable('ink');
const MUTED = variable('muted');

/** How every chart looks: the style sheet's variables for colours, so that it follows the scheme. */
const CONFIG = {
  background: 'transparent',
  font: 'system-ui, -apple-system, "Segoe UI", "Helvetica Neue", Arial, sans-serif',
  view: { stroke: 'transparent' },
  axis: {
    labelColor: MUTED,
    titleColor: MUTED,
    titleFontWeight: 'normal',
    gridColor: variable('grid'),
    domainColor: variable('rule'),
    tickColor: variable('rule'),
    labelFontSize: 11,
    titleFontSize: 11,
  },
  legend: { labelColor: INK, titleColor: MUTED, labelFontSize: 11.5, symbolStrokeWidth: 2.2 },
  title: { color: INK },
  text: { color: INK },
} as const;

/** A chart as SVG, the same bytes for the same specification. Hidden from screen readers: the element around it has a description. */
export async function draw(spec: object): Promise<string> {
  return plain(await svgOf({ ...spec, config: CONFIG } as unknown as TopLevelSpec));
}

/** Removes what only adds bytes: roles and labels of every mark, and invisible backgrounds. */
function plain(svg: string): string {
  return svg
    .replace(/ (?:aria-[a-z]+|role|pointer-events|stroke-miterlimit)="[^"]*"/g, '')
    .replace(/<path class="(?:background|foreground)"[^>]*\/>/g, '')
    .replace(/ class="[^"]*"/g, '')
    .replace(/<g><\/g>/g, '')
    .replace(/^<svg /, '<svg aria-hidden="true" focusable="false" ');
}
