import { Command } from 'commander';
import { COMMANDS } from './commands/index.ts';
import { pluginOption } from './command.ts';
import type { Io } from './io.ts';
import { checkCommand, usageError } from './usage-error.ts';
import { VERSION } from './version.ts';

const EXAMPLES = `
To start:
  entente init                     a commented scenario to start from
  entente describe SCENARIO        what a scenario means, in words and numbers
  entente run SCENARIO             run it
`;

/** The command line; only the module of the command that is called is loaded. `done` is called with the exit code of the command that ran; errors are thrown. */
export function buildProgram(io: Io, given: readonly string[], done: (code: number) => void): { parseAsync(): Promise<void> } {
  const argv = given[0] === 'help' ? [...given.slice(1), '--help'] : given;
  const program = new Command('entente')
    .description('A simulation laboratory for alliance politics.')
    .version(VERSION, '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES)
    .configureOutput({ writeOut: (text) => io.stdout(text), writeErr: (text) => io.stderr(text), outputError: () => undefined })
    .configureHelp({ helpWidth: 100 })
    .exitOverride();
  const [called] = argv;
  for (const { name, description } of COMMANDS) program.command(name).description(description);
  program.hook('preAction', async (_, command) => {
    const { plugin = [] } = command.opts<{ plugin?: string[] }>();
    if (plugin.length > 0) await (await import('../files/load-plugins.ts')).loadPlugins(plugin);
  });
  return {
    parseAsync: async () => {
      checkCommand(argv);
      const entry = COMMANDS.find(({ name }) => name === called);
      const command = program.commands.find((known) => known.name() === called);
      if (entry !== undefined && command !== undefined) {
        command.exitOverride((error) => {
          throw usageError(error, command);
        });
        (await entry.load())(command, { io, argv, done });
        if (entry.takesPlugins) command.addOption(pluginOption());
      }
      await program.parseAsync(argv, { from: 'user' });
    },
  };
}
