/** Where rules, terms and metrics come from that are not built in. */
export interface Plugin {
  /** Name of the file without its folder; of what is defined in a program, its kind and name. */
  readonly name: string;
  /** Of the file's bytes; of what is defined in a program, of the text of the definition. */
  readonly sha256: string;
  /** The file as the user named it; absent for what is defined in a program. */
  readonly file?: string;
}

/** The plugins of this thread, in the order in which they were added. Like the registries, what they add stays as long as the thread. */
export const PLUGINS: Plugin[] = [];

/** The plugin that is being loaded; undefined at all other times. */
export const LOADING: { plugin: Plugin | undefined } = { plugin: undefined };

/** What plugins add to the identity of a run; empty without any. */
export function pluginIdentity(): string {
  if (PLUGINS.length === 0) return '';
  const digests = [...new Set(PLUGINS.map(({ sha256 }) => sha256))].sort((a, b) => (a < b ? -1 : 1));
  return JSON.stringify({ plugins: digests });
}
