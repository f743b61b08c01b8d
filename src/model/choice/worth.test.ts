import { describe, expect, it } from 'vitest';
import { compileScenario } from '../../scenario/compile.ts';
import { resolveScenario } from '../../scenario/load.ts';
import { TERM_REGISTRY, VALUE_TERMS } from '../terms/index.ts';
import { openTieOf, tieOf } from '../treaty/book.ts';
import { step } from '../tick.ts';
import type { World } from '../world.ts';
import { changeOf } from './change.ts';
import { evaluatorOf, valueChange, valueFounding } from './evaluate.ts';
import { allianceVariants, feasibleOptions } from './options.ts';
import { OWN_ROOM, setCandidate } from './tie-context.ts';
import { TIE_TERMS, worthOfTie, WRITTEN_OUT } from './worth.ts';

/** A world some years old, in which agreements of every form are in force. */
function grown(states: number, ticks: number, parameters: Record<string, number | string>): World {
  const scenario = resolveScenario({ entente: 1, name: 'test', generate: { states, seed: states }, parameters });
  const w = compileScenario(scenario, { seed: 3, replicate: 0 });
  for (let t = 0; t < ticks; t++) step(w, { event: () => undefined });
  return w;
}

const WORLDS: readonly [name: string, World][] = [
  ['by default', grown(20, 30, {})],
  [
    'with other depths, overlap and offence',
    grown(16, 25, {
      cooperation_depth: 0.6,
      entrapment_overlap: 0.5,
      offence_level: 0.1,
      alliance_depth: 0.45,
      minilateral_depth: 0.5,
      contest_exponent: 1.2,
    }),
  ],
];

/** All that i could weigh, with every form of alliance. */
function optionsOf(w: World, i: number) {
  const options = feasibleOptions(w, i, 0).slice(1);
  const partners = [...new Set(options.filter((o) => o.partner >= 0).map((o) => o.partner))];
  return [...options, ...partners.flatMap((k) => allianceVariants(w, i, k))];
}

describe.each(WORLDS)('the short ways of valuing, in a world %s', (_, w) => {
  it('give the bits of the terms for every tie, held or weighed', () => {
    const ev = evaluatorOf(w);
    const [written, expected] = [new Float64Array(TIE_TERMS.length), new Float64Array(TIE_TERMS.length)];
    const seen = { ties: 0, purposed: 0, conditional: 0, offensive: 0 };
    for (let i = 0; i < w.n; i++)
      for (const option of optionsOf(w, i)) {
        const change = changeOf(w, i, option);
        valueChange(ev, w, i, change);
        const { states, ties } = w.workspace.overlay;
        const others = (change.added ?? change.removed!).members.length - 1;
        for (let x = 0; x < others; x++) {
          const k = states[x]!;
          for (const tie of [ties[x]!, tieOf(w.book, i, k), openTieOf(w.book, i, k)]) {
            if (tie === null) continue;
            const c = ev.contexts[k]!;
            setCandidate(c, tie);
            worthOfTie(c, written);
            TIE_TERMS.forEach((term, t) => (expected[t] = term.value(c, c.own[t]!)));
            expect([...written]).toEqual([...expected]);
            seen.ties += 1;
            if (tie.purposed) seen.purposed += 1;
            if (c.due.conditional.length > 0) seen.conditional += 1;
            if (c.due.conditional.some((o) => o.type === 'offence')) seen.offensive += 1;
          }
        }
      }
    expect(seen.ties).toBeGreaterThan(500);
    expect(seen.purposed).toBeGreaterThan(5);
    expect(seen.conditional).toBeGreaterThan(20);
  });

  it('give a plain founding the bits of its treaty, term by term', () => {
    const ev = evaluatorOf(w);
    const [short, long] = [new Float64Array(VALUE_TERMS.length), new Float64Array(VALUE_TERMS.length)];
    let [untied, tied] = [0, 0];
    for (let i = 0; i < w.n; i++)
      for (const option of optionsOf(w, i)) {
        if (option.action !== 'found' || option.third >= 0 || option.adversaries !== null) continue;
        const total = valueFounding(ev, w, i, option, short);
        expect(valueChange(ev, w, i, changeOf(w, i, option), long)).toBe(total);
        expect([...short]).toEqual([...long]);
        if (tieOf(w.book, i, option.partner) === null) untied += 1;
        else tied += 1;
      }
    expect(untied).toBeGreaterThan(50);
    expect(tied).toBeGreaterThan(10);
  });
});

it('the terms written out are the built-in terms of ties, in their order', () => {
  const names = VALUE_TERMS.filter((term) => term.scope === 'tie').map((term) => term.name);
  expect(names).toEqual([...WRITTEN_OUT]);
  expect(TIE_TERMS.map((term) => term.name)).toEqual(names);
  expect(TERM_REGISTRY.all).toBe(VALUE_TERMS);
  expect(OWN_ROOM).toBeGreaterThan(0);
});
