// The scenario language's part of the reference, made from its JSON Schema and the table of generator knobs.
import { GENERATE } from '../../dist/scenario/generate-parameters.js';
import { toJsonSchema } from '../../dist/scenario/schema/schema.js';
import { code, section, sentence, table } from './markdown.mjs';

/** Described in tables of their own. */
const ELSEWHERE = { parameters: '[parameters](#parameters)', generate: '[generator](#synthetic-systems)' };

const format = (x) => (Math.abs(x) >= 1e9 ? x.toExponential().replace('e+', 'e') : String(x));

const bounds = ({ minimum, maximum, exclusiveMinimum }) => {
  if (exclusiveMinimum !== undefined) return ` above ${format(exclusiveMinimum)}`;
  if (minimum === undefined && maximum === undefined) return '';
  return maximum === undefined ? ` from ${format(minimum)}` : ` ${format(minimum)} to ${format(maximum)}`;
};

/** What a field may contain, in a few words. */
function kindOf(node) {
  if (node.$ref !== undefined) return node.$ref.split('/').at(-1);
  if (node.anyOf !== undefined) return [...new Set(node.anyOf.map(kindOf))].join(' or ');
  if (node.const !== undefined) return code(node.const);
  if (node.enum !== undefined) return node.enum.map(code).join(', ');
  if (node.type === 'array') return node.prefixItems ? `list of ${node.prefixItems.length}` : `list of ${kindOf(node.items)}`;
  if (node.type === 'object') return node.properties ? 'mapping' : `mapping to ${kindOf(node.additionalProperties)}`;
  if (node.type === 'integer') return `whole number${bounds(node)}`;
  return node.type === 'string' ? 'text' : `${node.type}${bounds(node)}`;
}

/** Tables of the fields of an object and of every object within it, outermost first. */
function objectTables(node, path, intro = '') {
  const required = new Set(node.required);
  const inner = [];
  const rows = Object.entries(node.properties).map(([name, field]) => {
    const place = path === '' ? name : `${path}.${name}`;
    const elsewhere = ELSEWHERE[place];
    for (const [object, at] of elsewhere ? [] : objectsIn(field, place)) inner.push(...objectTables(object, at));
    const standard = required.has(name) ? 'required' : field.default === undefined ? '' : code(field.default);
    return [code(name), elsewhere ?? kindOf(field), standard, field.description ? sentence(field.description) : ''];
  });
  const heading = path === '' ? 'The file' : code(path);
  return [`### ${heading}\n\n${intro}${table(['field', 'what stands there', 'default', 'meaning'], rows)}`, ...inner];
}

/** Objects with named fields directly under a field, with their place: `states[]` for the items of a list. */
function objectsIn(node, place) {
  if (node.properties !== undefined) return [[node, place]];
  if (node.type === 'array' && node.items) return objectsIn(node.items, `${place}[]`);
  return (node.anyOf ?? []).flatMap((option) => objectsIn(option, place));
}

export function scenarioFields() {
  const { $defs = {}, ...schema } = toJsonSchema();
  const shared = Object.entries($defs).flatMap(([name, node]) =>
    objectsIn(node, name).flatMap(([object, at]) => objectTables(object, at, node.anyOf ? `${sentence(node.description)}\n\n` : '')),
  );
  return section(
    'The scenario file',
    'YAML or JSON, checked against [schema.json](../scenarios/schema.json), which editors complete and explain from. Unknown fields are errors.',
    ...objectTables(schema, ''),
    ...shared,
  );
}

export function generator() {
  const range = (spec) => (typeof spec.default === 'boolean' ? '' : `${spec.min} to ${spec.max}${spec.integer ? ', whole' : ''}`);
  const rows = Object.entries(GENERATE).map(([key, spec]) => [
    code(key),
    spec.default,
    range(spec),
    spec.unit,
    sentence(spec.meaning),
    spec.source.map((source) => `[${source}]`).join(' '),
  ]);
  return section(
    'Synthetic systems',
    'Set under `generate:` in a scenario, in place of `states`, `relations` and `agreements`, or by `--set generate.NAME=VALUE`.',
    table(['knob', 'default', 'range', 'unit', 'meaning', 'source'], rows),
  );
}
