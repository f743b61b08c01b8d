import type { PathProblem } from '../schema/schema-problems.ts';
import { unknownKey } from '../schema/schema-problems.ts';
import { formatValue, isMapping, put, type Mapping, type Path } from '../values.ts';
import { LIMITS, TOO_DEEP } from '../yaml-reader.ts';

/**
 * A deep copy of plain data that is safe to read and change: no key `__proto__`, no NaN or infinity, no -0, limited depth. What it leaves
 * out it reports in `problems`; those paths are not checked again.
 */
export function plainCopy(value: unknown): { value: unknown; problems: PathProblem[] } {
  const problems: PathProblem[] = [];
  const copy = (here: unknown, at: Path): unknown => {
    if (at.length > LIMITS.depth + 1) {
      problems.push({ at, ...TOO_DEEP });
      return null;
    }
    if (Array.isArray(here)) return (here as unknown[]).map((item, s) => copy(item, [...at, s]));
    if (isMapping(here)) {
      const out: Mapping = {};
      for (const key of Object.keys(here)) {
        if (key === '__proto__') problems.push(unknownKey(at, key));
        else put(out, key, copy(here[key], [...at, key]));
      }
      return out;
    }
    if (typeof here === 'number') {
      if (Number.isFinite(here)) return here === 0 ? 0 : here;
      problems.push({
        at,
        expected: 'a finite number',
        found: Number.isNaN(here) ? 'not a number (NaN)' : 'infinity, or a number too great to be one',
        remedy: 'write a number within the bounds, or leave the key out',
      });
      return null;
    }
    if (here === undefined || here === null || typeof here === 'string' || typeof here === 'boolean') return here ?? null;
    problems.push({
      at,
      expected: 'a number, a text, true or false, a list or a mapping',
      found: formatValue(here),
      remedy: 'write a plain value',
    });
    return null;
  };
  return { value: copy(value, []), problems };
}
