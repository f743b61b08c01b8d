// The model's part of the reference: parameters, terms, rules, phases, events and the closed vocabularies.
import { EXIT } from '../../dist/base/errors.js';
import { AREA_EFFECTS, CONSTANTS } from '../../dist/model/constants.js';
import { EVENT_KINDS, OPTION_ACTIONS } from '../../dist/model/events.js';
import { PAIR_FIELDS, STATE_FIELDS } from '../../dist/model/fields.js';
import { PARAMETER_GROUPS } from '../../dist/model/parameter-table.js';
import { PARAMETERS } from '../../dist/model/parameters.js';
import { DECISION_RULES } from '../../dist/model/rules/index.js';
import { VALUE_TERMS } from '../../dist/model/terms/index.js';
import { PHASES } from '../../dist/model/tick.js';
import { TEMPLATES } from '../../dist/model/treaty/templates.js';
import * as v from '../../dist/model/vocabulary.js';
import { code, section, sentence, table, paddedTable } from './markdown.mjs';

const words = (record) => Object.entries(record).map(([name, meaning]) => [code(name), sentence(meaning)]);
const cite = (source) =>
  [source ?? []]
    .flat()
    .map((key) => `[${key}]`)
    .join(' ');

const BASES = {
  literature: 'a published value or form',
  assumed: 'no published value; a source, where one is given, is for the mechanism and not for the value',
  behaviour:
    'chosen so that a pattern comes out: the [finding](ODD.md#1-purpose-and-patterns) of that number, or the pattern of the record of that number in the same place. For these patterns agreement is fit and not evidence',
};

export function parameters() {
  const range = (spec) => (spec.choices ? spec.choices.map(code).join(', ') : `${spec.min} to ${spec.max}${spec.integer ? ', whole' : ''}`);
  const swept = (spec) => (spec.choices ? 'all' : spec.swept.join(' to '));
  const basis = (spec) => [spec.basis, ...spec.chosenFor].join(', ').replace(',', ':');
  const groups = Object.entries(PARAMETER_GROUPS).map(([group, title]) => {
    const rows = Object.entries(PARAMETERS)
      .filter(([, spec]) => spec.group === group)
      .map(([key, spec]) => [
        code(key),
        spec.default,
        range(spec),
        swept(spec),
        spec.unit,
        sentence(spec.meaning),
        basis(spec),
        cite(spec.source),
      ]);
    return `### ${title}\n\n${table(['parameter', 'default', 'range', 'swept', 'unit', 'meaning', 'basis', 'source'], rows)}`;
  });
  const bases = Object.entries(BASES).map(([basis, meaning]) => `- ${code(basis)}: ${meaning}`);
  return section(
    'Parameters',
    'Set under `parameters:` in a scenario, or by `--set parameters.NAME=VALUE`. A number may follow a path in time: `{at: {0: 1, 10: 2}, between: linear}`. *Range* is what the program takes; *swept* is what one could argue for, over which [sensitivity](sensitivity.md) varies each parameter. *Basis* says where the default comes from:',
    bases.join('\n'),
    ...groups,
  );
}

export function constants() {
  const rows = Object.entries(CONSTANTS).map(([name, c]) => [code(name), c.value, c.unit, sentence(c.meaning), c.basis, cite(c.source)]);
  const areas = Object.entries(AREA_EFFECTS).map(([area, e]) => [code(area), e.gain, e.strength, e.leak, sentence(e.meaning)]);
  return section(
    'Constants',
    'Every other number of the model, which no scenario can change. *Basis* is as above; `definition`: follows from what is meant; `technical`: a matter of the program, without effect on results.',
    table(['constant', 'value', 'unit', 'meaning', 'basis', 'source'], rows),
    'What each area of cooperation brings and costs, as shares of what full cooperation brings and costs; assumed, in the order that the literature on strategic partnerships gives them [Wilkins2012] [Nadkarni2010]:',
    table(['area', 'gain', 'strength', 'leak', 'meaning'], areas),
  );
}

/** The phases in order, for the ODD description. */
export const phasesInOrder = () =>
  paddedTable(
    ['phase', 'what happens', 'update'],
    PHASES.map(({ name, meaning, update }) => [name, meaning, update]),
  );

/** The value terms by number, for the ODD description. */
export function termsInOrder() {
  return paddedTable(
    ['#', 'term', 'scope', 'source'],
    VALUE_TERMS.map(({ name, scope, source }, k) => [k + 1, name, scope, source.map((key) => `[${key}]`).join(', ')]),
  );
}

export function terms() {
  const rows = VALUE_TERMS.map((term) => [code(term.name), sentence(term.meaning), term.weights.map(code), cite(term.source)]);
  return section(
    'Value terms',
    'What a state weighs: the worth of an option is the sum of these terms, all written to `decisions.csv` when decisions are recorded.',
    table(['term', 'meaning', 'scaled by', 'source'], rows),
  );
}

export function rules() {
  const rows = Object.entries(DECISION_RULES).map(([name, rule]) => [code(name), sentence(rule.meaning), cite(rule.source)]);
  return section('Decision rules', 'Named by `rule:` in a scenario, or by `--set rule=NAME`.', table(['rule', 'meaning', 'source'], rows));
}

export function phases() {
  const rows = PHASES.map((phase, k) => [
    k + 1,
    code(phase.name),
    sentence(phase.meaning),
    phase.update,
    phase.writes.map((field) => code(field)),
  ]);
  return section(
    'The tick',
    'The phases of a tick, in order. *Together*: every state acts on the values of the phase before; *in turn*: later states see what earlier ones did. A phase writes only what is listed.',
    table(['', 'phase', 'what it does', 'update', 'writes'], rows),
  );
}

export function templates() {
  const rows = Object.values(TEMPLATES).map((t) => [
    code(t.name),
    sentence(t.meaning),
    t.kind,
    t.formality,
    code(t.depth),
    v.areasOf(t.areas),
    t.named ? `${t.obligations.join(', ')} (to fight: against named adversaries alone)` : t.obligations,
  ]);
  return section(
    'Treaty templates',
    'What states found in the course of a run; agreements of a scenario are free in their terms. The column `template` of `agreements.csv` and `decisions.csv`.',
    table(['template', 'meaning', 'kind', 'formality', 'depth', 'areas', 'obligations'], rows),
  );
}

export function events() {
  return section('Event kinds', 'The column `kind` of `events.csv`.', table(['kind', 'a row says that'], words(EVENT_KINDS)));
}

export function vocabulary() {
  const sets = {
    'Kinds of agreement': v.AGREEMENT_KINDS,
    Obligations: v.OBLIGATION_TYPES,
    'Consent to new members': v.CONSENT_RULES,
    'At the end of a term': v.RENEWALS,
    'How an agreement ends': v.ENDINGS,
    'What an option does': OPTION_ACTIONS,
  };
  return section(
    'Words',
    `Strategies, chosen each turn: ${v.STRATEGIES.map(code).join(', ')}. Postures, held: ${v.POSTURES.map(code).join(', ')}. Formality: ${v.FORMALITIES.map(code).join(', ')}. Areas of cooperation: ${v.AREAS.map(code).join(', ')}.`,
    ...Object.entries(sets).map(([title, set]) => `### ${title}\n\n${table(['word', 'meaning'], words(set))}`),
  );
}

export function settable() {
  const range = (field) => (field.kind === 'flag' ? '' : `${field.min} to ${field.max}`);
  const row = ([name, field]) => [code(name), range(field), field.unit, sentence(field.meaning)];
  const pairRow = ([name, field]) => [
    code(name),
    range(field),
    field.unit,
    field.directed ? 'each way its own' : 'both ways the same',
    sentence(field.meaning),
  ];
  return section(
    'What a shock and `--set` can change',
    'Besides `parameters.NAME`: `states.ID.FIELD` and `relations.ID-ID.FIELD`, where `*` stands for every state.',
    `### Fields of a state\n\n${table(['field', 'range', 'unit', 'meaning'], Object.entries(STATE_FIELDS).map(row))}`,
    `### Fields of a relation\n\n${table(['field', 'range', 'unit', 'direction', 'meaning'], Object.entries(PAIR_FIELDS).map(pairRow))}`,
  );
}

export function exitCodes() {
  return section(
    'Exit codes',
    table(
      ['code', 'meaning'],
      Object.values(EXIT).map(({ code: number, meaning }) => [number, sentence(meaning)]),
    ),
  );
}
