import { Option, type Command } from 'commander';
import type { Io } from './io.ts';

/** What a command gets besides its own options. */
export interface CommandContext {
  io: Io;
  /** The command line, without the program; it goes into manifests. */
  argv: readonly string[];
  /** Called with the exit code. */
  done(code: number): void;
}

/** Adds to a command its arguments, options, help and action. Errors are thrown by its action, never printed there. */
export type AddCommand = (command: Command, context: CommandContext) => void;

/** Gathers the values of an option that may be given again and again. */
export const collect = (text: string, before: string[] = []): string[] => [...before, text];

/** The option that sets something in a scenario. */
export function setOption(): Option {
  return new Option('--set <PATH=VALUE>', 'set a value in the scenario, e.g. parameters.entrapment_cost=2 (repeatable)').argParser(collect);
}

/** The option that chooses a variant of a scenario. */
export function variantOption(): Option {
  return new Option('--variant <NAME>', 'a variant named in the scenario file; --set is applied after it');
}

/** The option that adds a user's own rules, terms and metrics; it is code, and runs with the rights of the user. */
export function pluginOption(): Option {
  return new Option('--plugin <FILE>', 'a module with a rule, term or metric of your own (repeatable)').argParser(collect);
}

/** `path=value` settings in the order in which they are applied: the variant first. */
export function withVariant(variant: string | undefined, sets: readonly string[]): string[] {
  return variant === undefined ? [...sets] : [`variant=${variant}`, ...sets];
}
