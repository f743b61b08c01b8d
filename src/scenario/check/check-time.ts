import { STATE_FIELDS } from '../../model/fields.ts';
import { PARAMETERS, PARAMETER_KEYS, type ParameterSpec } from '../../model/parameters.ts';
import { MINILATERAL_SIZE } from '../../model/constants.ts';
import { checkAgreement } from './check-agreements.ts';
import { unknownState } from './check-system.ts';
import { textsAt, type Facts } from './facts.ts';
import { suggest } from '../names.ts';
import { misfit, parameterMisfit, parsePath } from '../paths.ts';
import type { PathProblem } from '../schema/schema-problems.ts';
import { pointsOf } from '../time-path.ts';
import { formatValue, isMapping, listOf, mappingOf, own, valueAtPath, type Mapping, type Path } from '../values.ts';

/** The keys of a mapping in the order of the file, which an object does not keep for numbers. */
export type KeyOrder = (path: Path) => readonly string[] | undefined;

/** What comes with time: paths, shocks, conditions to stop. `metrics`, where given, are the names that there are. */
export function checkTime(facts: Facts, order: KeyOrder, metrics?: readonly string[]): PathProblem[] {
  return [...checkPaths(facts, order), ...checkShocks(facts), ...checkStops(facts, metrics)];
}

function checkPaths(facts: Facts, order: KeyOrder): PathProblem[] {
  const out: PathProblem[] = [];
  const written = mappingOf(own(facts.input, 'parameters'));
  for (const key of PARAMETER_KEYS.filter((name) => isMapping(own(written, name))))
    out.push(...checkPath(['parameters', key], PARAMETERS[key], facts, order));
  for (const field of ['entrapment_cost', 'abandonment_cost'] as const) {
    const spec: ParameterSpec = { ...PARAMETERS[field], ...STATE_FIELDS[field] };
    out.push(...checkPath(['defaults', 'states', field], spec, facts, order));
    listOf(own(facts.input, 'states')).forEach((_, s) => out.push(...checkPath(['states', s, field], spec, facts, order)));
  }
  return out;
}

function checkPath(at: Path, spec: ParameterSpec, facts: Facts, order: KeyOrder): PathProblem[] {
  const path = valueAtPath(facts.input, at);
  if (!isMapping(path)) return [];
  const where = [...at, 'at'];
  const list = Array.isArray(own(path, 'at'));
  const points = pointsOf(path, order(where));
  const out: PathProblem[] = [];
  if (points.length === 0 && isMapping(own(path, 'at')))
    out.push({ at: where, expected: 'at least one tick with its value', found: 'none', remedy: 'write {at: {0: 1, 10: 2}}' });
  let before = -1;
  points.forEach(([tick, value], p) => {
    const place = list ? [...where, p] : [...where, String(tick)];
    const wrong = parameterMisfit(spec, value);
    if (wrong !== undefined)
      out.push({
        at: list ? [...place, 1] : place,
        expected: wrong,
        found: formatValue(value),
        remedy: `every value of the path must be such a one`,
      });
    if (typeof tick !== 'number') return;
    if (tick <= before)
      out.push({
        at: place,
        expected: `a tick after ${before}: a path goes forward in time`,
        found: String(tick),
        remedy: 'put the ticks in order, each once',
      });
    before = tick;
  });
  if (own(path, 'between') === 'linear' && (spec.integer === true || spec.choices !== undefined)) {
    out.push({
      at: [...at, 'between'],
      expected: 'step, for a whole number or a word',
      found: '"linear"',
      remedy: 'write between: step, or leave it out',
    });
  }
  return out;
}

function checkShocks(facts: Facts): PathProblem[] {
  const shocks = listOf(own(facts.input, 'shocks')).map(mappingOf);
  const named = agreementNames(facts, shocks);
  return shocks.flatMap((shock, s) => {
    const at: Path = ['shocks', s];
    const tick = own(shock, 'at');
    const out: PathProblem[] = [];
    if (typeof tick === 'number' && tick > facts.horizon)
      out.push({
        at: [...at, 'at'],
        expected: `a tick from 1 to ${facts.horizon}, the last`,
        found: String(tick),
        remedy: 'raise `ticks`, or date the shock earlier',
      });
    if (!SHOCK_DEEDS.some((key) => own(shock, key) !== undefined))
      out.push({
        at,
        expected: `a shock that does something (${SHOCK_DEEDS.join(', ')})`,
        found: 'none of these',
        remedy: 'say what happens, or remove the shock',
      });
    out.push(...checkChanges(shock, at, facts));
    const signed = own(shock, 'sign');
    if (isMapping(signed))
      out.push(...checkAgreement(signed, [...at, 'sign'], facts), ...repeatedName(signed, [...at, 'sign', 'name'], s, named));
    return [...out, ...checkNames(shock, at, s, named, facts), ...checkRoom(shocks, s, facts)];
  });
}

const SHOCK_DEEDS = ['set', 'multiply', 'sign', 'end', 'leave', 'join'];

function checkChanges(shock: Mapping, at: Path, facts: Facts): PathProblem[] {
  return (['set', 'multiply'] as const).flatMap((how) =>
    Object.entries(mappingOf(own(shock, how))).flatMap(([text, value]): PathProblem[] => {
      const where = [...at, how];
      const result = parsePath(text, facts.ids, true);
      if ('problem' in result) return [{ at: where, key: text, ...result.problem }];
      const { target } = result;
      if (how === 'set') {
        const wrong = misfit(target, value);
        return wrong === undefined
          ? []
          : [{ at: [...where, text], expected: wrong, found: formatValue(value), remedy: 'write a value within these bounds' }];
      }
      const countable = target.of === 'pair' || (target.of === 'state' && STATE_FIELDS[target.field].kind === 'number');
      return countable
        ? []
        : [
            {
              at: where,
              key: text,
              expected: 'a number of states or relations to multiply',
              found: formatValue(text),
              remedy: 'use `set` for it',
            },
          ];
    }),
  );
}

/** Names with the tick and rank of the shock that signs them; -1 for those of the start. */
interface NamedAgreement {
  name: string;
  tick: number;
  rank: number;
}

function agreementNames(facts: Facts, shocks: readonly Mapping[]): NamedAgreement[] {
  const start = facts.generated
    ? []
    : listOf(own(facts.input, 'agreements')).map((agreement) => ({ name: own(mappingOf(agreement), 'name'), tick: 0, rank: -1 }));
  const later = shocks.map((shock, rank) => ({ name: own(mappingOf(own(shock, 'sign')), 'name'), tick: own(shock, 'at'), rank }));
  return [...start, ...later].filter((entry): entry is NamedAgreement => typeof entry.name === 'string' && typeof entry.tick === 'number');
}

function repeatedName(signed: Mapping, at: Path, rank: number, named: readonly NamedAgreement[]): PathProblem[] {
  const name = own(signed, 'name');
  const other = named.find((entry) => entry.name === name && entry.rank < rank);
  return other === undefined
    ? []
    : [
        {
          at,
          expected: 'a name that no other agreement has',
          found: `${formatValue(name)} again`,
          remedy: 'give the agreement another name',
        },
      ];
}

function checkNames(shock: Mapping, at: Path, rank: number, named: readonly NamedAgreement[], facts: Facts): PathProblem[] {
  const tick = own(shock, 'at');
  const known = named
    .filter((entry) => typeof tick !== 'number' || entry.tick < tick || (entry.tick === tick && entry.rank <= rank))
    .map(({ name }) => name);
  const out: PathProblem[] = [];
  const unknown = (value: unknown, where: Path) => {
    if (typeof value === 'string' && !known.includes(value))
      out.push({
        at: where,
        expected: 'the name of an agreement in force by then',
        found: formatValue(value),
        remedy: suggest(value, known, 'add the agreement, or sign it in an earlier shock'),
      });
  };
  unknown(own(shock, 'end'), [...at, 'end']);
  for (const deed of ['leave', 'join'] as const) {
    const change = mappingOf(own(shock, deed));
    unknown(own(change, 'agreement'), [...at, deed, 'agreement']);
    for (const { text, at: where } of textsAt([own(change, 'state')], []))
      if (!facts.idSet.has(text)) out.push(unknownState(text, [...at, deed, 'state', ...where.slice(1)], facts));
  }
  return out;
}

/** A minilateral has a limited number of members at the start; later changes are up to the model. */
function checkRoom(shocks: readonly Mapping[], rank: number, facts: Facts): PathProblem[] {
  const shock = mappingOf(shocks[rank]);
  const name = own(mappingOf(own(shock, 'join')), 'agreement');
  if (typeof name !== 'string') return [];
  const signed = [...listOf(own(facts.input, 'agreements')), ...shocks.map((other) => own(other, 'sign'))].map(mappingOf);
  const agreement = signed.find((entry) => own(entry, 'name') === name);
  if (agreement === undefined || own(agreement, 'kind') !== 'minilateral') return [];
  const tick = own(shock, 'at');
  const before = shocks.filter(
    (other, s) => s !== rank && (Number(own(other, 'at')) < Number(tick) || (own(other, 'at') === tick && s < rank)),
  );
  const moves = (deed: 'join' | 'leave') => before.filter((other) => own(mappingOf(own(other, deed)), 'agreement') === name).length;
  const members = listOf(own(agreement, 'members')).length + moves('join') - moves('leave');
  if (members < MINILATERAL_SIZE.most) return [];
  return [
    {
      at: ['shocks', rank, 'join', 'agreement'],
      expected: `at most ${MINILATERAL_SIZE.most} members of a minilateral`,
      found: `${members} before this one joins`,
      remedy: 'make it a partnership, or let another leave first',
    },
  ];
}

function checkStops({ input }: Facts, metrics?: readonly string[]): PathProblem[] {
  return listOf(own(input, 'stop')).flatMap((value, s): PathProblem[] => {
    if (!isMapping(value)) return [];
    const metric = own(value, 'metric');
    const out: PathProblem[] = [];
    if (metrics !== undefined && typeof metric === 'string' && !metrics.includes(metric))
      out.push({
        at: ['stop', s, 'metric'],
        expected: 'the name of a system metric',
        found: formatValue(metric),
        remedy: suggest(metric, metrics),
      });
    const bounds = ['above', 'below'].filter((key) => own(value, key) !== undefined).length;
    if (bounds !== 1)
      out.push({
        at: ['stop', s],
        expected: 'either "above" or "below"',
        found: bounds === 0 ? 'neither' : 'both',
        remedy: 'write one of the two; a second condition is an entry of its own',
      });
    return out;
  });
}
