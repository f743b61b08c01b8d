/**
 * The library in a browser: the same model and the same numbers, without files and threads.
 *
 * @example
 * import { parseScenario, simulate } from 'entente/browser';
 * const run = simulate(parseScenario(await (await fetch('minimal.yaml')).text()), { seed: 1 });
 * run.system.n_alliance_ties.at(-1)
 */
export * from './portable.ts';

declare const ENTENTE_VERSION: string;
/** Version of the package; empty where the module was not built. */
export const version: string = typeof ENTENTE_VERSION === 'string' ? ENTENTE_VERSION : '';
