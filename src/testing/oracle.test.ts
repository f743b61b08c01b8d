import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_KINDS, OPTION_ACTIONS, type ModelEvent, type OptionRow } from '../model/events.ts';
import { DECISION_RULES } from '../model/rules/index.ts';
import { TEMPLATES } from '../model/treaty/templates.ts';
import { VALUE_TERMS } from '../model/terms/index.ts';
import { initialise, step } from '../model/tick.ts';
import { POSTURES, STRATEGIES } from '../model/vocabulary.ts';
import type { World } from '../model/world.ts';
import { compare, firstDifference, listen, oracleRun, oracleStart, oracleStep } from './oracle.ts';
import { TERM_NAMES } from './oracle/values.ts';
import { rawWorld, type WorldShape } from './random-worlds.ts';

/** ENTENTE_ORACLE_RUNS raises the number of worlds, ENTENTE_ORACLE_SEED makes others. */
const RUNS = Number(process.env['ENTENTE_ORACLE_RUNS'] ?? 16);
const SEED = Number(process.env['ENTENTE_ORACLE_SEED'] ?? 1);
const MINUTES = 60_000;

const shape: fc.Arbitrary<WorldShape> = fc
  .record({
    n: fc.integer({ min: 3, max: 9 }),
    seed: fc.nat(),
    ticks: fc.integer({ min: 12, max: 16 }),
    events: fc.integer({ min: 0, max: 12 }),
    rule: fc.constantFrom('expected-utility', 'random'),
  })
  .chain((given) => fc.integer({ min: 0, max: given.n + 2 }).map((agreements) => ({ ...given, agreements })));

/** What occurred over all worlds. */
const seen = new Map<string, number>();

function count(what: string, which: string): void {
  seen.set(`${what} ${which}`, (seen.get(`${what} ${which}`) ?? 0) + 1);
}

function countTick(w: World, events: readonly ModelEvent[], rows: readonly OptionRow[]): void {
  for (const e of events) {
    count('event', e.kind);
    if (e.kind === 'honoured' || e.kind === 'reneged') count(e.kind, e.obligation);
    if (e.kind === 'ended') count('ended', e.detail);
    if (e.detail === 'obliged to both sides') count('detail', e.detail);
    const about = events.find((x) => x.kind === 'dispute' && x.dispute === e.dispute);
    if (e.obligation === 'defence' && about !== undefined && ![about.actor, about.other].includes(e.other)) count('chain', e.kind);
  }
  for (const r of rows) {
    count('weighed', r.action);
    const weighed = r.agreement < 0 ? null : w.book.all[r.agreement]!;
    if (r.third >= 0) count('group of', r.template);
    if (r.action === 'join' && weighed?.openTo) count('join', 'what is open to it');
    if (weighed !== null && weighed.membersAtStart.length > 2 && w.parameters.organisation_overlap < 1) count('circle', r.action);
    if (r.terms[VALUE_TERMS.findIndex((t) => t.name === 'taste')] !== 0) count('taste', r.action);
    if (r.template !== '') count('weighed template', r.template);
    if (!r.chosen) continue;
    count('chosen', r.action);
    count('strategy', r.strategy);
  }
  for (let i = 0; i < w.n; i++) count('posture', POSTURES[w.posture[i]!]!);
  for (const a of w.book.active) {
    count('consent', a.consent);
    count('renewal', a.renewal);
    if (a.secret) count('agreement', 'secret');
    if (a.template !== '') count('template in force', a.template);
    for (const { when } of a.members.flatMap((m) => m.obligations))
      for (const [condition, value] of Object.entries(when))
        if (value !== null && value !== 0 && value !== false) count('condition', condition);
  }
}

/** Runs both engines side by side and compares everything after every tick. */
function agree(given: WorldShape): void {
  const w = rawWorld(given);
  const s = oracleStart(w);
  initialise(w);
  const where = () => `${JSON.stringify(given)}, tick ${w.tick}`;
  expect(compare(s, w), where()).toBeNull();
  for (let t = 0; t < given.ticks; t++) {
    const [slow, fast] = [listen(), listen()];
    oracleStep(s, slow);
    step(w, fast);
    expect(firstDifference('decisions', slow.rows, fast.rows), where()).toBeNull();
    expect(firstDifference('events', slow.events, fast.events), where()).toBeNull();
    expect(compare(s, w), where()).toBeNull();
    countTick(w, fast.events, fast.rows);
  }
  count('update order', w.parameters.update_order);
  count('concurrency', w.parameters.dispute_concurrency);
  count('consent draws', w.parameters.consent_luck);
  count('eligibility', w.parameters.eligibility);
  count('tastes', w.tastes === null ? 'none' : 'drawn');
  count('turns', String(w.parameters.turns));
  count('rule', w.rule);
}

describe('the oracle', () => {
  it('has the value terms of the engine in their order', () => {
    expect(TERM_NAMES).toEqual(VALUE_TERMS.map((t) => t.name));
  });

  it(
    'agrees with the engine to the last bit on random worlds, in every decision, event, agreement and number of every tick',
    () => {
      fc.assert(fc.property(shape, agree), { numRuns: RUNS, seed: SEED });
    },
    RUNS * MINUTES,
  );

  it.each(Object.keys(DECISION_RULES))('agrees with the engine under the rule %s', (rule) => {
    fc.assert(
      fc.property(
        shape.map((given) => ({ ...given, rule })),
        agree,
      ),
      { numRuns: Math.ceil(RUNS / 8), seed: SEED },
    );
  });

  it(
    'agrees with the engine where chains of alliances are long',
    () => {
      const parameters = { attack_share: 1, honour_depth: 3, honour_formal: 0, taste_sd: 0, main_threat_level: 0.04 };
      fc.assert(
        fc.property(
          shape.map((given) => ({ ...given, n: 9, agreements: 27, ticks: 8, parameters })),
          agree,
        ),
        { numRuns: Math.ceil(RUNS / 4), seed: SEED },
      );
    },
    RUNS * MINUTES,
  );

  it('has met every kind of event, option, template, obligation, condition, ending, rule and order on the way', () => {
    const wanted = [
      ...Object.keys(EVENT_KINDS).map((x) => `event ${x}`),
      ...Object.keys(OPTION_ACTIONS).flatMap((x) => [`weighed ${x}`, `chosen ${x}`]),
      ...Object.keys(TEMPLATES).flatMap((x) => [`weighed template ${x}`, `template in force ${x}`]),
      ...['defence', 'offence', 'neutrality', 'nonaggression'].flatMap((x) => [`honoured ${x}`, `reneged ${x}`]),
      ...['left', 'lapsed', 'shock', 'war'].map((x) => `ended ${x}`),
      ...['adversaries', 'location', 'minAdversaries', 'maxAdversaries', 'ongoingConflict', 'nonProvocation', 'demands', 'discretion'].map(
        (x) => `condition ${x}`,
      ),
      ...['unanimity', 'majority', 'open'].map((x) => `consent ${x}`),
      ...['vote', 'lapse'].map((x) => `renewal ${x}`),
      ...STRATEGIES.map((x) => `strategy ${x}`),
      ...POSTURES.map((x) => `posture ${x}`),
      ...Object.keys(DECISION_RULES).map((x) => `rule ${x}`),
      ...['in-turn', 'together'].map((x) => `update order ${x}`),
      ...['parallel', 'serial'].map((x) => `concurrency ${x}`),
      ...['own', 'accession', 'common'].map((x) => `consent draws ${x}`),
      ...['1', '2'].map((x) => `turns ${x}`),
      ...['honoured', 'reneged', 'entrapment'].map((x) => `chain ${x}`),
      ...['leave', 'join', 'invite', 'mature'].map((x) => `circle ${x}`),
      ...['found', 'mature', 'hollow', 'leave', 'join', 'invite'].map((x) => `taste ${x}`),
      ...['alliance', 'minilateral'].map((x) => `group of ${x}`),
      ...['region', 'any'].map((x) => `eligibility ${x}`),
      ...['drawn', 'none'].map((x) => `tastes ${x}`),
      'join what is open to it',
      'agreement secret',
      'detail obliged to both sides',
    ];
    expect(wanted.filter((x) => !seen.has(x))).toEqual([]);
  });

  it('runs on from a world at any tick', () => {
    const w = rawWorld({ n: 5, seed: 3, ticks: 6, agreements: 4, events: 4 });
    initialise(w);
    for (let t = 0; t < 3; t++) step(w, listen());
    const s = oracleRun(w, 3);
    for (let t = 0; t < 3; t++) step(w, listen());
    expect(compare(s, w)).toBeNull();
  });

  it('names the first difference with both values', () => {
    const w = rawWorld({ n: 4, seed: 5, ticks: 5, agreements: 3, events: 0 });
    initialise(w);
    const s = oracleRun(w, 0);
    expect(compare(s, w)).toBeNull();
    s.intent[1]![2] = 0.5;
    expect(compare(s, w)).toBe(`intent[1][2]: the oracle has 0.5, the engine ${w.intent[1 * 4 + 2]}`);
    s.intent[1]![2] = w.intent[1 * 4 + 2]!;
    const depth = w.book.all[0]!.depth;
    s.agreements[0] = { ...s.agreements[0]!, depth: 0 };
    expect(compare(s, w)).toBe(`agreements.0.depth: the oracle has 0, the engine ${depth}`);
  });
});
