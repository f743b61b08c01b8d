import { InputError } from './errors.ts';

/** Named entries in the order in which they were added. What a plugin adds before the first scenario is read counts like what is built in. */
export interface Registry<T extends { readonly name: string }> {
  /** Every entry; grows in place. */
  readonly all: readonly T[];
  /** @throws InputError when an entry has that name already */
  add(entry: T): void;
  /**
   * Calls `derive` for every entry there is and every one to come: lists derived from the entries grow with them. `check`, where given, may refuse an
   * entry by throwing, before anything is derived from it.
   */
  each(derive: (entry: T, at: number) => void, check?: (entry: T) => void): void;
}

/** A registry of some kind of thing, in the plural for messages, with the entries that are built in. */
export function createRegistry<T extends { readonly name: string }>(kind: string, builtIn: readonly T[]): Registry<T> {
  const all = [...builtIn];
  const derivers: ((entry: T, at: number) => void)[] = [];
  const checks: ((entry: T) => void)[] = [];
  return {
    all,
    add: (entry) => {
      if (all.some(({ name }) => name === entry.name))
        throw new InputError([
          {
            path: entry.name,
            expected: `a name that is not yet among the ${kind}`,
            found: `"${entry.name}" again`,
            remedy: 'give the new one another name',
          },
        ]);
      for (const check of checks) check(entry);
      all.push(entry);
      for (const derive of derivers) derive(entry, all.length - 1);
    },
    each: (derive, check) => {
      derivers.push(derive);
      if (check) checks.push(check);
      all.forEach(derive);
    },
  };
}
