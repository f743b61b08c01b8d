import { describe, expect, it } from 'vitest';
import { InputError } from '../base/errors.ts';
import { OUTCOMES, TABLES } from '../measure/columns.ts';
import { decisionRow } from '../measure/decisions-row.ts';
import { METRIC_REGISTRY } from '../measure/metrics/index.ts';
import { stock } from '../measure/metrics/metric.ts';
import { PARAMETER_KEYS } from '../model/parameters.ts';
import { DECISION_RULES, RULE_REGISTRY } from '../model/rules/index.ts';
import { decisionRule } from '../model/rules/rule.ts';
import { TERM_REGISTRY, VALUE_TERMS } from '../model/terms/index.ts';
import { tieTerm } from '../model/terms/term.ts';
import { step } from '../model/tick.ts';
import { runId } from '../run/run-spec.ts';
import { compileScenario } from '../scenario/compile.ts';
import { resolveScenario } from '../scenario/load.ts';
import { listen } from './oracle.ts';

const row = { min: 0, max: 1, swept: [0, 1], unit: 'weight', basis: 'assumed' } as const;

const kinship = tieTerm({
  name: 'kinship',
  meaning: 'worth of a tie with the like-minded',
  parameters: { kinship_weight: { ...row, default: 0, meaning: 'weight of kinship' } },
  weights: ['kinship_weight'],
  source: [],
  value: ({ w, i, k }) => w.parameters.kinship_weight * w.affinity[i * w.n + k]!,
});

const keeper = decisionRule({
  name: 'keeper',
  meaning: 'keeps everything as it is where the best gain is below an aspiration',
  parameters: { aspiration: { ...row, default: 1, meaning: 'gain below which everything is kept' } },
  source: [],
  stochastic: false,
  probabilities: (menu, _w, probabilities) => {
    probabilities.fill(0);
    probabilities[menu.strategy[0]!] = 1;
  },
  choose: (menu, w) => menu.expected.findIndex((value) => value >= w.parameters.aspiration) + 1 || 0,
});

const before = {
  outcomes: OUTCOMES.length,
  terms: VALUE_TERMS.length,
  decisions: TABLES.decisions.length,
  parameters: PARAMETER_KEYS.length,
};
const idOf = (more: object = {}) =>
  runId({
    scenario: resolveScenario({ entente: 1, name: 'added', ticks: 3, states: [{ id: 'A' }, { id: 'B' }], ...more }),
    seed: 1,
    replicate: 0,
  });
const idBefore = idOf();
TERM_REGISTRY.add(kinship);
RULE_REGISTRY.add(keeper);
METRIC_REGISTRY.add(
  stock({ name: 'n_letters', unit: 'letters', meaning: 'letters in the ids of all states' }, ({ world }) => world.ids.join('').length),
);

const states = ['A', 'B', 'C'].map((id) => ({ id }));
const play = (more: object) => {
  const w = compileScenario(resolveScenario({ entente: 1, name: 'added', ticks: 3, states, ...more }), { seed: 1, replicate: 0 });
  const heard = listen();
  for (let t = 0; t < 3; t++) step(w, heard);
  return { w, rows: heard.rows };
};

describe('what is added to the registries before the first scenario is read', () => {
  it('becomes columns of the tables: term, metric and its outcomes', () => {
    expect(TABLES.system.at(-1)?.name).toBe('n_letters');
    expect(OUTCOMES.slice(before.outcomes).map(({ name }) => name)).toEqual(['final_n_letters', 'average_n_letters']);
    const names = TABLES.decisions.map(({ name }) => name);
    expect(names.length).toBe(before.decisions + 1);
    expect(names.indexOf('term_kinship')).toBe(names.indexOf('term_payment') + 1);
    expect(names.indexOf('total')).toBe(names.indexOf('term_kinship') + 1);
  });

  it('is 0 at its default, and otherwise adds to the total of every decision, in its own column', () => {
    expect(play({}).rows.every(({ terms }) => terms[before.terms] === 0)).toBe(true);
    const { w, rows } = play({ parameters: { kinship_weight: 0.5 } });
    const valued = rows.filter(({ terms }) => terms[before.terms] !== 0);
    expect(valued.length).toBeGreaterThan(0);
    const at = TABLES.decisions.findIndex(({ name }) => name === 'term_kinship');
    for (const option of rows) {
      expect(option.terms.reduce((sum, x) => sum + x, 0)).toBe(option.total);
      expect(decisionRow(w, option)[at]).toBe(option.terms[before.terms]);
    }
  });

  it('has its parameters, as a scenario gives them, in the world of the run', () => {
    expect(PARAMETER_KEYS.slice(before.parameters)).toEqual(['kinship_weight', 'aspiration']);
    expect(play({ parameters: { aspiration: 0.25 } }).w.parameters).toMatchObject({ kinship_weight: 0, aspiration: 0.25 });
    expect(() => play({ parameters: { kinship_weight: 2 } })).toThrow(InputError);
  });

  it('changes the identity of no run that leaves its parameters at their defaults', () => {
    expect(idOf()).toBe(idBefore);
    expect(idOf({ parameters: { kinship_weight: 0 } })).toBe(idBefore);
    expect(idOf({ parameters: { kinship_weight: 0.5 } })).not.toBe(idBefore);
  });

  it('can be the rule of a scenario', () => {
    const chosen = play({ rule: 'keeper' }).rows.filter((option) => option.chosen);
    expect(chosen.length).toBe(9);
    expect(new Set(chosen.map(({ action }) => action))).toEqual(new Set(['keep']));
    expect(Object.keys(DECISION_RULES)).toContain('keeper');
  });

  it('must have a name of its own, and parameters that no other declares', () => {
    expect(() => TERM_REGISTRY.add(kinship)).toThrow('a name that is not yet among the value terms, found "kinship" again');
    const parameters = { kinship_weight: { ...row, default: 1, meaning: 'another' } } as const;
    const cousins = tieTerm({ ...kinship, name: 'cousins', weights: ['kinship_weight'], parameters });
    expect(() => TERM_REGISTRY.add(cousins)).toThrow('parameters.kinship_weight');
    expect(VALUE_TERMS.map(({ name }) => name)).not.toContain('cousins');
  });
});
