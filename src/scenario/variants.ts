import type { Problem } from '../base/errors.ts';
import { pairIndex, pairKey, placesOf, setAt } from './changes.ts';
import { gatherFacts } from './check/facts.ts';
import { suggest } from './names.ts';
import { parsePath } from './paths.ts';
import type { PathProblem } from './schema/schema-problems.ts';
import { MAX_VARIANTS } from './schema/schema-base.ts';
import { formatValue, isMapping, listOf, mappingOf, own, put, valueAtPath, type Mapping, type Path } from './values.ts';

/** Most paths that a variant sets. */
const MAX_PATHS = 200;
/** What a variant can change in the scenario. */
const LISTS = ['relations', 'agreements', 'shocks'] as const;
const DEEDS = ['set', ...LISTS];

/** A place of the scenario that an option or a variant set: the option as it was given, or where the variant says it in the file. */
export type Touch = { at: Path; option: string } | { at: Path; from: Path };

/** A scenario that variants are laid over, as it was read and before it is checked; all of it is changed in place. */
export interface Overlaid {
  input: Mapping;
  touched: Touch[];
  problems: PathProblem[];
}

/** A variant in words. */
export interface VariantWords {
  name: string;
  title: string;
  description: string;
}

/** The variants that a scenario has, as it was read; no more than are allowed. */
export function variantsOf(input: unknown): VariantWords[] {
  return Object.entries(mappingOf(own(mappingOf(input), 'variants')))
    .slice(0, MAX_VARIANTS)
    .map(([name, variant]) => ({ name, title: textOf(variant, 'title'), description: textOf(variant, 'description') }));
}

function textOf(value: unknown, key: string): string {
  const text = own(mappingOf(value), key);
  return typeof text === 'string' ? text : '';
}

/** Variants that do more than is checked, or nothing. */
export function checkVariants(input: Mapping): PathProblem[] {
  const variants = mappingOf(own(input, 'variants'));
  const out = tooMany(variants, ['variants'], MAX_VARIANTS, 'variants');
  for (const [name, variant] of Object.entries(variants)) {
    if (!isMapping(variant)) continue;
    const at = ['variants', name];
    out.push(...tooMany(mappingOf(own(variant, 'set')), [...at, 'set'], MAX_PATHS, 'paths'));
    if (!DEEDS.some((key) => own(variant, key) !== undefined))
      out.push({
        at,
        key: name,
        expected: `a variant that changes something (${DEEDS.join(', ')})`,
        found: 'none of these',
        remedy: 'say what it changes, or remove it: without --variant the scenario runs as it stands',
      });
  }
  return out;
}

function tooMany(entries: Mapping, at: Path, most: number, what: string): PathProblem[] {
  const count = Object.keys(entries).length;
  return count <= most
    ? []
    : [{ at, expected: `at most ${most} ${what}`, found: String(count), remedy: 'put some into a file of their own' }];
}

/**
 * Lays a variant over its scenario, so that the checks of the scenario apply to what it makes of it. A problem where there is no such variant;
 * what is wrong inside it goes to `problems`.
 */
export function applyVariant(overlaid: Overlaid, name: string): Problem | undefined {
  const variants = mappingOf(own(overlaid.input, 'variants'));
  const variant = own(variants, name);
  if (variant === undefined) {
    const remedy = suggest(name, Object.keys(variants), Object.keys(variants).length === 0 ? 'the file has no `variants`' : undefined);
    return { expected: 'the name of a variant', found: formatValue(name), remedy };
  }
  if (!isMapping(variant)) return undefined; // the schema's matter
  const from = ['variants', name];
  setWords(overlaid, variant, from);
  for (const key of LISTS) addAll(overlaid, variant, from, key);
  setPaths(overlaid, own(variant, 'set'), [...from, 'set']);
  return undefined;
}

function setWords({ input, touched }: Overlaid, variant: Mapping, from: Path): void {
  const title = textOf(variant, 'title');
  const before = own(input, 'title');
  if (title !== '') {
    put(input, 'title', typeof before === 'string' && before !== '' ? `${before}: ${title}` : title);
    touched.push({ at: ['title'], from: [...from, 'title'] });
  }
  const description = textOf(variant, 'description');
  if (description === '') return;
  put(input, 'description', description);
  touched.push({ at: ['description'], from: [...from, 'description'] });
}

/** Adds the entries of a list; a relation of the same pair and an agreement of the same name give place to them. */
function addAll({ input, touched }: Overlaid, variant: Mapping, from: Path, key: (typeof LISTS)[number]): void {
  const added = listOf(own(variant, key));
  if (added.length === 0) return;
  if (own(input, key) === undefined || own(input, key) === null) {
    put(input, key, []);
    touched.push({ at: [key], from: [...from, key] });
  }
  const list = own(input, key);
  if (!Array.isArray(list)) return; // the schema's matter
  const places = placesIn(list, key);
  added.forEach((entry, s) => {
    const name = nameOf(entry, key) ?? '';
    const place = places.get(name) ?? list.length;
    places.delete(name); // what the variant itself repeats stays a repetition
    list[place] = structuredClone(entry);
    touched.push({ at: [key, place], from: [...from, key, s] });
  });
}

function placesIn(list: readonly unknown[], key: string): Map<string, number> {
  if (key === 'relations') return pairIndex(list);
  return new Map(
    list.flatMap((entry, s): [string, number][] => {
      const name = nameOf(entry, key);
      return name === undefined ? [] : [[name, s]];
    }),
  );
}

/** By what an entry is known; shocks are not. */
function nameOf(entry: unknown, key: string): string | undefined {
  if (key === 'relations') {
    const [a, b] = listOf(valueAtPath(entry, ['between']));
    return typeof a === 'string' && typeof b === 'string' ? pairKey(a, b) : undefined;
  }
  const name = key === 'agreements' ? own(mappingOf(entry), 'name') : undefined;
  return typeof name === 'string' ? name : undefined;
}

function setPaths({ input, touched, problems }: Overlaid, set: unknown, from: Path): void {
  const facts = gatherFacts(input);
  for (const [text, value] of Object.entries(mappingOf(set)).slice(0, MAX_PATHS)) {
    const parsed = parsePath(text, facts.ids, false);
    if ('problem' in parsed) {
      problems.push({ at: from, key: text, ...parsed.problem });
      continue;
    }
    const { target } = parsed;
    if (target.of === 'variant') {
      problems.push({
        at: from,
        key: text,
        expected: 'no variant within a variant',
        found: formatValue(text),
        remedy: 'give --set variant=NAME twice to lay one over another',
      });
      continue;
    }
    const problem = placesOf(target, facts, input, (at) => {
      setAt(input, at, structuredClone(value));
      touched.push({ at, from: [...from, text] });
    });
    if (problem !== undefined) problems.push({ at: from, key: text, ...problem });
  }
}
