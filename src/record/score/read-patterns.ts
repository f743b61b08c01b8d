import { InputError, type Problem } from '../../base/errors.ts';
import { expectedAt } from '../../scenario/schema/schema-words.ts';
import { readParsed } from '../../files/read-scenario.ts';
import { formatValue, valueAtPath } from '../../scenario/values.ts';
import { patternsFileSchema, type Pattern } from './pattern.ts';

/** The patterns of a file. @throws InputError with everything that is wrong with it */
export function readPatterns(file: string): Pattern[] {
  const { value, locate, problems } = readParsed(file);
  if (problems.length > 0) throw new InputError(problems.map((problem) => ({ file, ...problem })));
  const { data, error } = patternsFileSchema.safeParse(value);
  if (data === undefined)
    throw new InputError(
      error.issues.slice(0, 50).map((issue): Problem => {
        const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
        const found = valueAtPath(value, path);
        const unknown = issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : undefined;
        return {
          file,
          ...locate(path),
          path: path.join('.'),
          expected:
            unknown === undefined
              ? issue.code === 'custom'
                ? issue.message
                : expectedAt(patternsFileSchema, path, found)
              : 'no other keys',
          found: unknown ?? formatValue(found),
          remedy: 'see `entente score --help` for the form of a file of patterns',
        };
      }),
    );
  const names = data.patterns.map(({ name }) => name);
  const again = names.findIndex((name, k) => names.indexOf(name) < k);
  if (again >= 0)
    throw new InputError([
      {
        file,
        ...locate(['patterns', again, 'name']),
        path: `patterns.${again}.name`,
        expected: 'each name once',
        found: `${names[again]} again`,
        remedy: 'give it another name',
      },
    ]);
  return data.patterns;
}
