// The commands' part of the reference: what --help prints.
import { buildProgram } from '../../dist/cli/program.js';
import { code, section } from './markdown.mjs';

/** What the program prints for these arguments. */
async function helpText(...args) {
  let text = '';
  const keep = (part) => {
    text += part;
  };
  const program = buildProgram({ stdout: keep, stderr: keep }, [...args, '--help'], () => {});
  await program.parseAsync().catch((error) => {
    // Commander ends with an error where a process would exit.
    if (error.code !== 'commander.helpDisplayed') throw error;
  });
  return text.trim();
}

const fenced = (text) => `\`\`\`text\n${text}\n\`\`\``;

export async function commands() {
  const overview = await helpText();
  const [, list = ''] = overview.split(/^Commands:$/m);
  const names = [...list.split(/\n\n/)[0].matchAll(/^ {2}([a-z]+)/gm)].map((match) => match[1]);
  if (names.length === 0) throw new Error('the help of the program lists no commands');
  const parts = [];
  for (const name of names) parts.push(`### ${code(`entente ${name}`)}\n\n${fenced(await helpText(name))}`);
  return section('Commands', fenced(overview), ...parts);
}
