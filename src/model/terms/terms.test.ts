import { describe, expect, it } from 'vitest';
import type { OptionRow } from '../events.ts';
import type { ModelParameters } from '../parameters.ts';
import { alignment } from '../phases/alignment.ts';
import { agree, plainWorld } from '../../testing/measure-worlds.ts';
import { MAX_ATTENTION } from '../constants.ts';
import type { World } from '../world.ts';
import { VALUE_TERMS } from './index.ts';

/** A weighs ties with B; L threatens both or one; O is another. */
const [A, B, L, O] = [0, 1, 2, 3] as [number, number, number, number];

/** Four equal states that all reach each other, whose threats are given as [who, whom, intent]. */
function world(threats: readonly (readonly [number, number, number])[], parameters: Partial<ModelParameters> = {}): World {
  const w = plainWorld(4, { update_order: 'together', main_threat_level: 0.3, ...parameters });
  w.entrapment.fill(1);
  w.abandonment.fill(1);
  w.arrival.fill(0.5);
  for (let i = 0; i < 4; i++) w.arrival[i * 4 + i] = 1;
  for (const [i, j, intent] of threats) {
    w.intent[i * 4 + j] = intent;
    const a = w.attentionCount[i]!;
    w.attention[i * MAX_ATTENTION + a] = j;
    w.threat[i * MAX_ATTENTION + a] = intent / 3;
    w.attentionCount[i] = a + 1;
  }
  return w;
}

function power(w: World, shares: readonly number[]): World {
  w.power.set(shares);
  return w;
}

/** Everything that the states weigh in one turn. */
function decisions(w: World): OptionRow[] {
  const rows: OptionRow[] = [];
  alignment(w, { event: () => undefined, options: (given) => rows.push(...given) });
  return rows;
}

/** The term by name for the option by action, proposer, partner and template. */
function term(w: World, name: string, template = 'alliance', [i, k] = [A, B], action = 'found'): number {
  const row = decisions(w).find((r) => r.state === i && r.action === action && r.partner === k && r.third < 0 && r.template === template);
  if (row === undefined) throw new Error(`${i} does not weigh to ${action} ${template} with ${k}`);
  return row.terms[VALUE_TERMS.findIndex((t) => t.name === name)]!;
}

/** Both fear L. */
const shared = (own: number, parameters: Partial<ModelParameters> = {}) =>
  world(
    [
      [A, L, own],
      [B, L, 0.8],
    ],
    parameters,
  );

describe('security', () => {
  it('is what an ally against a threat takes off insecurity, and more where it can do more', () => {
    const gain = term(shared(0.6), 'security');
    expect(gain).toBeGreaterThan(0);
    expect(term(power(shared(0.6), [0.2, 0.4, 0.25, 0.15]), 'security')).toBeGreaterThan(gain);
    expect(term(shared(0.6), 'security', 'partnership')).toBeLessThan(gain);
  });

  it('is nothing for a state without threats', () => {
    expect(term(world([[B, L, 0.8]]), 'security')).toBe(0);
  });
});

describe('entrapment', () => {
  it("falls with an own stake against the other's adversary, down to nothing", () => {
    const [none, some, whole] = [0, 0.4, 0.7].map((own) =>
      term(
        world(
          own === 0
            ? [[B, L, 0.8]]
            : [
                [A, L, own],
                [B, L, 0.8],
              ],
        ),
        'entrapment',
      ),
    );
    expect(none).toBeLessThan(some!);
    expect(some).toBeLessThan(0);
    expect(whole).toBeCloseTo(0, 15);
  });

  it('grows with depth, and in proportion to the entrapment cost', () => {
    const at = (depth: number, cost: number) => {
      const w = world([[B, L, 0.8]], { alliance_depth: depth });
      w.entrapment.fill(cost);
      return term(w, 'entrapment');
    };
    expect(at(0.9, 1)).toBeLessThan(at(0.45, 1));
    expect(at(0.9, 3)).toBeCloseTo(3 * at(0.9, 1), 12);
    expect(at(0.9, 0)).toBeCloseTo(0, 15);
  });

  it('agrees with a calculation by hand: weight x cost x depth x intent x risk x relative power', () => {
    const w = world([[B, L, 0.8]], { alliance_depth: 0.8 });
    // b of B alone against L: x = .25 x .5, y = .25: 1 / (1 + 2^1.5)
    const risk = 0.3 + 0.7 / (1 + Math.sqrt(8));
    expect(term(w, 'entrapment')).toBeCloseTo(-0.1 * 0.8 * 0.8 * risk * 0.5, 12);
  });

  it('counts wars that a revisionist starts itself', () => {
    const w = world([[B, L, 0.8]]);
    const before = term(w, 'entrapment');
    const warlike = world([[B, L, 0.8]]);
    warlike.revisionism[B] = 1;
    // + .2 x depth, at .1
    expect(term(warlike, 'entrapment') - before).toBeCloseTo(-0.1 * 0.2 * 0.85, 12);
  });
});

describe('abandonment', () => {
  const at = (depth: number, reliability = 0.75) => {
    const w = shared(0.6, { alliance_depth: depth });
    w.reliability.fill(reliability);
    return term(w, 'abandonment');
  };

  it('falls with depth and with reliability', () => {
    expect(at(0.4)).toBeLessThan(at(0.8));
    expect(at(0.8)).toBeLessThan(0);
    expect(at(0.8, 0.4)).toBeLessThan(at(0.8));
    expect(at(1, 1)).toBeCloseTo(0, 15);
  });

  it('agrees with a calculation by hand: - weight x intent x (1 - c r) x what full help would bring', () => {
    // alone: x = .125, y = .25; with all of B: y = .375
    const alone = 1 / (1 + Math.sqrt(8));
    const full = 1 / (1 + 3 * Math.sqrt(3));
    expect(at(0.8)).toBeCloseTo(-0.5 * 0.6 * (1 - 0.8 * 0.75) * (alone * alone - full * full), 12);
  });

  it('is less in a partnership for the same depth, where less is expected, and nothing without a threat', () => {
    const w = world([[B, L, 0.8]]);
    expect(term(w, 'abandonment')).toBeCloseTo(0, 15);
  });
});

describe('autonomy', () => {
  it('is a price for the junior and half of it a gain for the senior', () => {
    const w = () => power(world([[B, L, 0.5]]), [0.1, 0.3, 0.3, 0.3]);
    const junior = term(w(), 'autonomy');
    const senior = term(w(), 'autonomy', 'alliance', [B, A]);
    expect(junior).toBeCloseTo(-0.03 * 0.85 * 0.5, 12);
    expect(senior).toBeCloseTo(-0.5 * junior, 12);
    expect(term(world([[B, L, 0.5]]), 'autonomy')).toBeCloseTo(0, 15);
  });

  it('is lowered for the junior by partners elsewhere', () => {
    const w = power(world([[B, L, 0.5]]), [0.1, 0.3, 0.3, 0.3]);
    const alone = term(w, 'autonomy');
    const other = power(world([[B, L, 0.5]]), [0.1, 0.3, 0.3, 0.3]);
    agree(other, 'partnership', [A, O]);
    expect(term(other, 'autonomy')).toBeGreaterThan(alone);
  });
});

describe('denial', () => {
  it('moves a great power to protect a small state from their common threat', () => {
    const w = () => power(shared(0.5), [0.5, 0.1, 0.3, 0.1]);
    expect(term(w(), 'denial')).toBeGreaterThan(0);
    // more than the small state moves the small one's protector
    expect(term(w(), 'denial')).toBeGreaterThan(term(w(), 'denial', 'alliance', [B, A]));
  });

  it('is nothing where the threat is not shared', () => {
    expect(term(world([[B, L, 0.8]]), 'denial')).toBe(0);
    expect(term(world([[A, L, 0.8]]), 'denial')).toBe(0);
  });
});

describe('cooperation', () => {
  it('grows with affinity, falls with suspicion, and is broader in a partnership', () => {
    const w = (affinity: number, intent = 0) => {
      const made = world(intent > 0 ? [[A, B, intent]] : []);
      made.affinity.fill(affinity);
      return made;
    };
    const low = term(w(0), 'cooperation', 'partnership');
    expect(term(w(1), 'cooperation', 'partnership')).toBeCloseTo(5 * low, 12);
    expect(term(w(1, 0.3), 'cooperation', 'partnership')).toBeCloseTo(0.7 * 5 * low, 12);
    expect(term(w(1), 'cooperation')).toBeLessThan(term(w(1), 'cooperation', 'partnership'));
    // security, economy, technology, logistics = .9 of all; equals: sqrt(1/2)
    expect(low).toBeCloseTo(0.03 * 0.9 * 0.2 * Math.sqrt(0.5), 12);
  });

  it('is worth more with a common partner and with a popular one', () => {
    const plain = term(world([]), 'cooperation', 'partnership');
    const popular = world([]);
    agree(popular, 'partnership', [B, O]);
    const common = world([]);
    agree(common, 'partnership', [B, O]);
    agree(common, 'partnership', [A, O]);
    const [p, c] = [popular, common].map((w) => term(w, 'cooperation', 'partnership'));
    // popularity 1/3, overlap 1
    expect(p).toBeCloseTo(plain * (1 + 0.5 * 0.5 * (1 / 3)), 12);
    expect(c).toBeCloseTo(plain * (1 + 0.5 * (0.5 + 0.5 / 3)), 12);
  });
});

describe('cooperation among neighbours and in depth', () => {
  const at = (parameters: Partial<ModelParameters>, template = 'partnership', change: (w: World) => void = () => undefined) => {
    const w = world([], parameters);
    w.affinity.fill(1);
    change(w);
    return term(w, 'cooperation', template);
  };

  it('falls with distance as far as the parameter says so: half of it at the reach, where nothing is left aside', () => {
    const away = (w: World) => w.distance.fill(3000);
    expect(at({}, 'partnership', away)).toBe(at({}));
    expect(at({ cooperation_proximity: 1 }, 'partnership', away)).toBeCloseTo(at({}) / 2, 12);
    expect(at({ cooperation_proximity: 0.5 }, 'partnership', away)).toBeCloseTo(at({}) * 0.75, 12);
    expect(at({ cooperation_proximity: 1 })).toBeCloseTo(at({}), 12);
  });

  it('counts each area at the depth of the deepest agreement that covers it', () => {
    const deep = { cooperation_depth: 1, cooperation_alliance: 1 };
    expect(at(deep)).toBeCloseTo(0.25 * at({}), 12);
    expect(at({ cooperation_depth: 0.4 })).toBeCloseTo((0.6 + 0.4 * 0.25) * at({}), 12);
    // a partnership next to an alliance in security alone adds what it alone covers, at its own depth
    const allied = at(deep, 'partnership', (w) => agree(w, 'alliance', [A, B], { areas: 1, depth: 0.85 }));
    // economy, technology, logistics: .65 of all, at .25; the ally has a third of the others for partners
    expect(allied).toBeCloseTo(0.03 * 0.65 * 0.25 * Math.sqrt(0.5) * (1 + 0.5 * 0.5 * (1 / 3)), 12);
  });
});

describe('the wars of the members of one agreement', () => {
  /** What fear of the wars of B and others with L A would be rid of in leaving an agreement with them. */
  const fear = (others: readonly number[], overlap: number) => {
    const w = power(
      world(
        [B, ...others].map((k) => [k, L, 0.8] as const),
        { organisation_overlap: overlap },
      ),
      [0.25, 0.25, 0.25, 0.25],
    );
    agree(w, 'alliance', [A, B, ...others], { depth: 0.8 });
    return decisions(w).find((r) => r.state === A && r.action === 'leave')!.terms[VALUE_TERMS.findIndex((t) => t.name === 'entrapment')]!;
  };

  it('are each counted in full at 1, and each further one for a share of the one before', () => {
    // two equal states, each with the other for help
    expect(fear([O], 0.5)).toBeCloseTo(0.75 * fear([O], 1), 12);
    expect(fear([O], 0)).toBeCloseTo(0.5 * fear([O], 1), 12);
    expect(fear([], 0)).toBe(fear([], 1));
  });
});

describe('exposure', () => {
  it("is trade with the other's adversaries times depth: a partnership hardly exposes", () => {
    const w = () => {
      const made = world([[B, L, 0.8]]);
      made.trade[A * 4 + L] = 0.1;
      return made;
    };
    expect(term(w(), 'exposure')).toBeCloseTo(-0.5 * 0.85 * 0.1 * 0.8, 12);
    expect(term(w(), 'exposure', 'partnership')).toBeCloseTo(-0.5 * 0.25 * 0.1 * 0.8, 12);
    expect(term(world([[B, L, 0.8]]), 'exposure')).toBeCloseTo(0, 15);
  });
});

describe('accommodation', () => {
  it('is for threats alone', () => {
    const feared = world([[A, B, 0.6]]);
    const alone = 1 / (1 + Math.sqrt(8));
    expect(term(feared, 'accommodation')).toBeCloseTo(0.6 * 0.6 * alone * alone * 0.85, 12);
    expect(term(shared(0.6), 'accommodation')).toBe(0);
  });
});

describe('spoils', () => {
  it('are for revisionists with a revisionist, the more the stronger it is', () => {
    const w = (own: number, other: number) => {
      const made = world([[B, L, 0.5]]);
      made.revisionism[A] = own;
      made.revisionism[B] = other;
      return made;
    };
    expect(term(w(0.8, 0.5), 'spoils')).toBeCloseTo(0.03 * 0.85 * 0.8 * 0.5 * 0.5, 12);
    expect([term(w(0, 0.5), 'spoils'), term(w(0.8, 0), 'spoils')]).toEqual([0, 0]);
    expect(term(power(w(0.8, 0.5), [0.2, 0.4, 0.2, 0.2]), 'spoils')).toBeGreaterThan(term(w(0.8, 0.5), 'spoils'));
  });

  it('grow with help against a common target in an offensive alliance', () => {
    const w = world([[B, L, 0.5]]);
    w.revisionism[A] = w.revisionism[B] = 0.9;
    for (const x of [A, B]) w.hostility[x * 4 + L] = w.hostility[L * 4 + x] = 0.9;
    const plain = term(w, 'spoils');
    const again = world([[B, L, 0.5]]);
    again.revisionism.set(w.revisionism);
    again.hostility.set(w.hostility);
    // so that the other forms are weighed with B
    again.entrapment.fill(0);
    expect(term(again, 'spoils', 'offensive_alliance')).toBeGreaterThan(plain);
  });
});

describe('division', () => {
  it('is for a challenger that draws away an ally of its target', () => {
    const w = (revisionism: number, protect: boolean) => {
      const made = world([[B, L, 0.5]]);
      made.revisionism[A] = revisionism;
      made.hostility[A * 4 + L] = made.hostility[L * 4 + A] = 0.8;
      if (protect) agree(made, 'alliance', [L, O]);
      return made;
    };
    expect(term(w(0.8, true), 'division', 'alliance', [A, O])).toBeGreaterThan(0);
    expect(term(w(0.8, false), 'division', 'alliance', [A, O])).toBe(0);
    expect(term(w(0, true), 'division', 'alliance', [A, O])).toBe(0);
  });
});

describe('leakage', () => {
  it("grows with suspicion of the other and with the other's ties to own threats", () => {
    const trusted = term(world([[A, L, 0.5]]), 'leakage');
    const suspected = term(
      world([
        [A, L, 0.5],
        [A, B, 0.2],
      ]),
      'leakage',
    );
    const w = world([[A, L, 0.5]]);
    agree(w, 'partnership', [B, L], { depth: 0.4 });
    expect(trusted).toBeCloseTo(0, 15);
    expect(suspected).toBeLessThan(0);
    expect(term(w, 'leakage')).toBeCloseTo(-0.1 * 1 * (0.5 * 0.4) * 0.85, 12);
  });
});

describe('upkeep and switching', () => {
  it('are twice for an alliance what they are for a partnership, and halved for signing what is informal', () => {
    const w = () => shared(0.6);
    expect([term(w(), 'upkeep', 'partnership'), term(w(), 'upkeep')]).toEqual([-0.002, -0.004]);
    expect([term(w(), 'switching', 'partnership'), term(w(), 'switching'), term(w(), 'switching', 'informal_alliance')]).toEqual([
      -0.006, -0.012, -0.006,
    ]);
  });

  it('grow with the agreements kept already', () => {
    const w = shared(0.6);
    agree(w, 'partnership', [A, O]);
    expect(term(w, 'upkeep', 'partnership')).toBeCloseTo(-0.002 * (1 + 1 / 30), 15);
  });

  it('make it costly to leave a formal alliance and cheap to leave what is informal; upkeep is saved', () => {
    const leave = (formality: 'formal' | 'informal') => {
      const w = shared(0.6);
      agree(w, 'alliance', [A, B], { formality });
      return ['switching', 'upkeep'].map((name) => term(w, name, '', [A, B], 'leave'));
    };
    expect(leave('formal')).toEqual([-0.06, 0.004]);
    expect(leave('informal')[0]).toBeCloseTo(-0.024, 15);
  });
});
