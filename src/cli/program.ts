import { Command } from 'commander';
import { COMMANDS } from './commands/index.ts';
import { pluginOption } from './command.ts';
import { loadPlugins } from '../files/load-plugins.ts';
import type { Io } from './io.ts';
import { VERSION } from './version.ts';

/** Commands that read scenarios or make runs. */
const WITH_PLUGINS = ['run', 'validate', 'describe', 'schema', 'sweep', 'merge', 'slurm', 'explain', 'branch', 'report'];

const EXAMPLES = `
To start:
  entente init                     a commented scenario to start from
  entente describe SCENARIO        what a scenario means, in words and numbers
  entente run SCENARIO             run it
`;

/** The command line. `done` is called with the exit code of the command that ran; errors are thrown. */
export function buildProgram(io: Io, argv: readonly string[], done: (code: number) => void): { parseAsync(): Promise<void> } {
  const program = new Command('entente')
    .description('A simulation laboratory for alliance politics.')
    .version(VERSION, '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES)
    .configureOutput({ writeOut: (text) => io.stdout(text), writeErr: (text) => io.stderr(text) })
    .configureHelp({ helpWidth: 100 })
    .exitOverride();
  for (const add of COMMANDS) add(program, { io, argv, done });
  for (const command of program.commands) if (WITH_PLUGINS.includes(command.name())) command.addOption(pluginOption());
  program.hook('preAction', (_, command) => loadPlugins(command.opts<{ plugin?: string[] }>().plugin ?? []));
  return { parseAsync: async () => void (await program.parseAsync(argv, { from: 'user' })) };
}
