import { EXIT, InputError } from '../../base/errors.ts';
import { suggest } from '../../scenario/names.ts';
import { toJsonSchema } from '../../scenario/schema/schema.ts';
import { experimentJsonSchema } from '../../experiment/experiment-schema.ts';
import type { Io } from '../io.ts';
import type { AddCommand } from '../command.ts';

/** The kinds of file that have a schema. */
const SCHEMAS: Record<string, () => object> = { scenario: toJsonSchema, experiment: experimentJsonSchema };

/** Prints the JSON Schema of a kind of file. Returns the exit code. @throws InputError for another kind. */
export function schemaCommand(kind: string, io: Io): number {
  const schema = Object.hasOwn(SCHEMAS, kind) ? SCHEMAS[kind] : undefined;
  if (schema === undefined)
    throw new InputError([
      {
        path: 'schema',
        expected: `one of ${Object.keys(SCHEMAS).join(', ')}`,
        found: JSON.stringify(kind),
        remedy: suggest(kind, Object.keys(SCHEMAS)),
      },
    ]);
  io.stdout(`${JSON.stringify(schema(), null, 2)}\n`);
  return EXIT.done.code;
}

export const addSchema: AddCommand = (command, { io, done }) =>
  void command
    .argument('[KIND]', `kind of file: ${Object.keys(SCHEMAS).join(' or ')}`, 'scenario')
    .action((kind: string) => done(schemaCommand(kind, io)));
