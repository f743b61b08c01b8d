import type { TopLevelSpec } from 'vega-lite';

/**
 * A specification of a chart as SVG, the same bytes each time, without a canvas to measure text on. The library is loaded when the first chart is
 * drawn: it would take half of the time in which a command that draws none starts.
 */
export async function svgOf(spec: TopLevelSpec): Promise<string> {
  const [vega, { compile }] = await Promise.all([import('vega'), import('vega-lite')]);
  const { spec: compiled } = compile(spec, { logger: silent });
  // The library counts gradients and clips over all pictures of a process; each picture is to come out as if it were the first.
  vega.resetSVGDefIds();
  const view = new vega.View(vega.parse(compiled), { renderer: 'none', logLevel: vega.Error });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** Warnings of the library are no talk for the user. */
const silent = {
  level: () => silent,
  error: () => silent,
  warn: () => silent,
  info: () => silent,
  debug: () => silent,
};
