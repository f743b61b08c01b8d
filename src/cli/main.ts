#!/usr/bin/env node
import { buildProgram } from './program.ts';
import { explainError } from './report-error.ts';

/** A reader that has seen enough, such as `head`, is no fault of anybody's. */
function endQuietlyWithoutReader(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

endQuietlyWithoutReader(process.stdout);
endQuietlyWithoutReader(process.stderr);
const io = {
  stdout: (text: string) => void process.stdout.write(text),
  stderr: (text: string) => void process.stderr.write(text),
};
try {
  await buildProgram(io, process.argv.slice(2), (code) => void (process.exitCode = code)).parseAsync();
} catch (error) {
  const { code, text } = explainError(error);
  if (text !== '') io.stderr(`${text}\n`);
  process.exitCode = code;
}
