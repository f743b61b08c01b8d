import { describe, expect, it } from 'vitest';
import { STATE_FIELDS } from '../../model/fields.ts';
import { PARAMETERS, PARAMETER_KEYS, type ParameterSpec } from '../../model/parameters.ts';
import { GENERATE, GENERATE_KEYS, type GenerateSpec } from '../generate-parameters.ts';
import { loadScenario, resolveScenario } from '../load.ts';
import { toJsonSchema } from './schema.ts';

type Json = Record<string, unknown>;
const schema = toJsonSchema() as Json;
const child = (...path: (string | number)[]): Json =>
  path.reduce((here, step) => (here as Record<string | number, Json>)[step] as Json, schema);

/** Every object schema, with where it is. */
function objects(here: unknown, at = ''): [string, Json][] {
  if (typeof here !== 'object' || here === null) return [];
  const inner = Object.entries(here).flatMap(([key, value]) => objects(value, `${at}/${key}`));
  return (here as Json)['type'] === 'object' && 'properties' in here ? [[at, here as Json], ...inner] : inner;
}

describe('the JSON Schema', () => {
  it('is of draft 2020-12 and plain JSON', () => {
    expect(schema['$schema']).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  });

  it('closes every object', () => {
    const all = objects(schema);
    expect(all.length).toBeGreaterThan(15);
    expect(all.filter(([, object]) => object['additionalProperties'] !== false).map(([at]) => at)).toEqual([]);
  });

  it('requires no more than version and name', () => {
    expect(schema['required']).toEqual(['entente', 'name']);
  });

  it('has every parameter with its bounds, default, unit, meaning and source', () => {
    expect(Object.keys(child('properties', 'parameters', 'properties'))).toEqual(PARAMETER_KEYS);
    for (const key of PARAMETER_KEYS) {
      const spec: ParameterSpec = PARAMETERS[key];
      const field = child('properties', 'parameters', 'properties', key);
      for (const word of [spec.meaning, spec.unit, ...spec.source]) expect(field['description']).toContain(word);
      expect(field['default']).toBe(spec.default);
      const [plain, path] = field['anyOf'] as [Json, Json];
      if (spec.choices === undefined)
        expect([plain['minimum'], plain['maximum'], plain['type']]).toEqual([
          spec.min,
          spec.max,
          spec.integer === true ? 'integer' : 'number',
        ]);
      else expect(plain['enum']).toEqual(spec.choices);
      expect(path).toEqual({ $ref: '#/$defs/path' });
    }
  });

  it('has every field of a state and every parameter of the generator, with its bounds', () => {
    for (const [field, spec] of Object.entries(STATE_FIELDS)) {
      const found = child('properties', 'states', 'items', 'properties', field);
      expect(found['description']).toContain(spec.meaning);
      const plain = (found['anyOf'] as Json[] | undefined)?.[0] ?? found;
      if (spec.kind === 'number') expect([plain['minimum'], plain['maximum']]).toEqual([spec.min, spec.max]);
    }
    for (const key of GENERATE_KEYS) {
      const spec: GenerateSpec = GENERATE[key];
      const found = child('properties', 'generate', 'properties', key);
      expect([found['description'], found['default']]).toEqual([expect.stringContaining(spec.meaning), spec.default]);
      if (typeof spec.default === 'number') expect([found['minimum'], found['maximum']]).toEqual([spec.min, spec.max]);
    }
  });

  it('has its references resolved', () => {
    const references = [...JSON.stringify(schema).matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g)].map(([, name]) => name);
    expect(new Set(references)).toEqual(new Set(Object.keys(child('$defs'))));
  });
});

describe('defaults', () => {
  it('of the schema are those that a scenario resolves to', () => {
    const scenario = loadScenario('f', 'entente: 1\nname: a\nstates: [{id: A}, {id: B}]') as unknown as Json;
    for (const key of ['start', 'ticks', 'rule']) expect(scenario[key]).toBe(child('properties', key)['default']);
    const [state] = scenario['states'] as [Json];
    for (const field of Object.keys(STATE_FIELDS))
      expect(state[field]).toBe(child('properties', 'states', 'items', 'properties', field)['default']);
    for (const key of PARAMETER_KEYS) expect((scenario['parameters'] as Json)[key]).toBe(PARAMETERS[key].default);
    expect(scenario['record']).toEqual({ states: 1, dyads: 0, decisions: 0 });
    const { generate } = resolveScenario({ entente: 1, name: 'a', generate: {} });
    for (const key of GENERATE_KEYS) expect(generate?.[key]).toBe(GENERATE[key].default);
  });

  it('of a scenario fill in what states and relations do not say', () => {
    const { states, relations } = loadScenario(
      'f',
      'entente: 1\nname: a\ndefaults: {states: {growth: 0.1, region: X}, relations: {trade: 0.3}}\nstates: [{id: A}, {id: B, growth: 0, region: Y}]\nrelations: [{between: [A, B], trade: {A: 0.5}}]',
    );
    expect(states?.map(({ growth, region }) => [growth, region])).toEqual([
      [0.1, 'X'],
      [0, 'Y'],
    ]);
    expect(relations?.[0]?.trade).toEqual({ A: 0.5, B: 0.3 });
  });
});
