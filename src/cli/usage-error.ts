import type { Command, CommanderError } from 'commander';
import { InputError, type Problem } from '../base/errors.ts';
import { editDistance, suggest } from '../scenario/names.ts';
import { COMMANDS } from './commands/index.ts';

/** What commander found wrong with the command line as an error of ours; the end of --help and --version as it is. */
export function usageError(error: CommanderError, command: Command): Error {
  const form = FORMS[error.code];
  if (form === undefined) return error;
  const [, name = ''] = /'([^']*)'/.exec(error.message) ?? [];
  return new InputError([form(name, command, error.message)]);
}

/** A first word that is no command: it, or an option that stands before the command. @throws InputError */
export function checkCommand(argv: readonly string[]): void {
  const [first = '--help'] = argv;
  const names = COMMANDS.map(({ name }) => name);
  if (names.includes(first) || first === '--help' || first === '--version') return;
  if (!first.startsWith('-')) {
    // a letter too few or too many is near, for a word as short as these
    const near = names.find((name) => first.length > 1 && editDistance(first, name, 1) === 1) ?? first;
    throw new InputError([
      { path: 'COMMAND', expected: 'a command', found: JSON.stringify(first), remedy: suggest(near, names, 'entente --help lists them') },
    ]);
  }
  const [option = ''] = first.split('=');
  const command = argv.find((word) => names.includes(word));
  const remedy = command === undefined ? 'entente --help lists them' : `options come after the command: entente ${command} ${option}`;
  throw new InputError([{ path: option, expected: 'a command first', found: 'an option', remedy }]);
}

const FORMS: Partial<Record<string, (name: string, command: Command, message: string) => Problem>> = {
  'commander.missingArgument': (name, command) => ({
    path: name,
    expected: withArticle(command.registeredArguments.find((argument) => argument.name() === name)?.description ?? 'argument'),
    found: 'nothing',
    remedy: `write entente ${command.name()} ${wordsOf(command)}`,
  }),
  'commander.excessArguments': (_, command) => ({
    path: command.args.slice(command.registeredArguments.length).join(' '),
    expected: `no more than ${wordsOf(command) || 'options'}`,
    found: `${command.args.length} arguments`,
    remedy: 'leave it out, or put quotes around a text with blanks',
  }),
  'commander.missingMandatoryOptionValue': (flags, command) => ({
    path: longOf(flags),
    expected: command.options.find((option) => option.flags === flags)?.description ?? 'a value',
    found: 'nothing',
    remedy: `add ${flags}`,
  }),
  'commander.optionMissingArgument': (flags) => ({
    path: longOf(flags),
    expected: 'a value after it',
    found: 'nothing',
    remedy: `write ${flags}`,
  }),
  'commander.unknownOption': (name, command) => ({
    path: name,
    expected: `an option of entente ${command.name()}`,
    found: 'none of this name',
    remedy: suggest(
      name,
      command.options.flatMap(({ long }) => long ?? []),
      `entente ${command.name()} --help lists them`,
    ),
  }),
};

const longOf = (flags: string) => /--[a-z-]+/.exec(flags)?.[0] ?? flags;
/** `a results folder`; words for many things stay as they are. */
const withArticle = (words: string) => (/^\w+ \w+s\b/.test(words) ? words : `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`);
/** The arguments of a command as its help writes them. */
const wordsOf = (command: Command) =>
  command.registeredArguments.map((argument) => argument.name() + (argument.variadic ? '...' : '')).join(' ');
