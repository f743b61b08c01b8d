import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { guardClock } from '../base/clock-guard.ts';
import { sha256 } from '../base/digest.ts';
import { InputError } from '../base/errors.ts';
import { LOADING, PLUGINS, type Plugin } from '../base/plugins.ts';
import { defineMetric, defineRule, defineTerm, ensureAdded, isDefinition, type Definition } from '../run/define.ts';
import { checkPath } from '../scenario/given.ts';
import type { FileKind } from '../scenario/text.ts';
import { readInput } from './read-scenario.ts';

const PLUGIN_FILE: FileKind = { what: 'a plugin', bytes: 1_000_000, bigger: 'import what is large from a file of its own' };

/** What a plugin's default export may be called with, where `entente` cannot be imported from its folder. */
const API = { defineRule, defineTerm, defineMetric };

/**
 * Imports a user's module and adds the rules, terms and metrics that it exports. It is code: it can do all that the program can. A file that is
 * loaded already is not loaded again.
 *
 * @returns name and digest, as they stand in manifests
 * @throws InputError for a file that is missing, does not load, exports nothing of the kind, or defines something wrong
 */
export async function loadPlugin(file: string): Promise<Plugin> {
  const refuse = (expected: string, found: string, remedy: string): never => {
    throw new InputError([{ file, expected, found, remedy }]);
  };
  checkPath('file', file, 'a plugin file');
  const path = resolve(file);
  const plugin: Plugin = { name: basename(file), sha256: sha256(readInput(file, PLUGIN_FILE)), file };
  const held = PLUGINS.find((other) => other.file !== undefined && resolve(other.file) === path);
  if (held !== undefined) {
    if (held.sha256 === plugin.sha256) return held;
    return refuse('the plugin as it was when it was loaded', 'another text', 'start the program again');
  }
  guardClock();
  LOADING.plugin = plugin;
  try {
    const module = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
    const definitions = definitionsOf(module);
    if (definitions.length === 0)
      return refuse(
        'a module that exports what defineRule, defineTerm or defineMetric return, or a function by default that returns it',
        foundIn(module),
        'write export default defineTerm({ ... }), say',
      );
    definitions.forEach(ensureAdded);
    return plugin;
  } catch (error) {
    if (error instanceof InputError) throw error;
    const found = error instanceof Error ? `${error.name}: ${error.message.replaceAll(/\s+/g, ' ')}` : String(error);
    // Node 20 takes a .js file for CommonJS unless its package says otherwise
    const isModule = error instanceof SyntaxError && path.endsWith('.js') && /\b(import|export)\b/.test(error.message);
    const isUnread = error instanceof TypeError && (error as NodeJS.ErrnoException).code === 'ERR_UNKNOWN_FILE_EXTENSION';
    const remedy = isModule
      ? `name it ${basename(file, '.js')}.mjs`
      : isUnread && /\.[cm]?ts$/.test(path)
        ? `compile it to JavaScript, or use Node 22.18 or newer, which reads TypeScript; this is Node ${process.versions.node}`
        : `try it with node ${file}`;
    return refuse('a module of JavaScript that can be loaded', found, remedy);
  } finally {
    LOADING.plugin = undefined;
  }
}

/** What a module exports instead, in words; the default export of an empty file of CommonJS is an empty object. */
function foundIn(module: Record<string, unknown>): string {
  const names = Object.keys(module).filter((name) => name !== 'default' || Object.keys(Object(module[name]) as object).length > 0);
  return names.length === 0 ? 'no export' : `exports of something else (${names.join(', ')})`;
}

/** Loads plugins in order. @throws InputError as `loadPlugin` */
export async function loadPlugins(files: readonly string[]): Promise<void> {
  for (const file of files) await loadPlugin(file);
}

function definitionsOf(module: Record<string, unknown>): Definition[] {
  const { default: standard, ...others } = module;
  const made: unknown = typeof standard === 'function' ? (standard as (api: typeof API) => unknown)(API) : standard;
  return [made, ...Object.values(others)].flat().filter(isDefinition);
}
