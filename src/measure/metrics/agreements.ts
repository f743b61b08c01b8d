import type { Agreement } from '../../model/treaty/treaty.ts';
import type { ObligationType } from '../../model/vocabulary.ts';
import { mean, quotient } from '../inequality.ts';
import { membersInSystem, type InForce, type LayerName } from '../situation.ts';
import { index, share, stock, type MeasureContext, type Metric } from './metric.ts';

/** Agreements in force and the ties that they make: how many, how dense, how deep, how old. */
export const AGREEMENT_METRICS: readonly Metric[] = [
  stock({ name: 'n_states', unit: 'states', meaning: 'members of the system' }, (c) => c.now.members.length),
  stock({ name: 'n_agreements', unit: 'agreements', meaning: 'agreements in force between two or more states' }, count('agreements')),
  stock({ name: 'n_alliances', unit: 'agreements', meaning: 'alliances in force, bilateral or multilateral' }, count('alliances')),
  stock({ name: 'n_formal_alliances', unit: 'agreements', meaning: 'formal alliances in force' }, count('formalAlliances')),
  stock({ name: 'n_partnerships', unit: 'agreements', meaning: 'partnerships in force' }, count('partnerships')),
  stock({ name: 'n_minilaterals', unit: 'agreements', meaning: 'minilaterals in force' }, count('minilaterals')),
  stock(
    { name: 'n_multilateral', unit: 'agreements', meaning: 'agreements in force, of any kind, between three or more states' },
    count('multilateral'),
  ),
  index({ name: 'mean_members', unit: 'states', meaning: 'mean number of members of the agreements in force' }, [2, Infinity], (c) =>
    mean(c.now.inForce.agreements.map((a) => membersInSystem(c.world, a))),
  ),
  index(
    {
      name: 'partnerships_per_alliance',
      unit: 'ratio',
      meaning: 'partnerships and minilaterals in force for each alliance in force; empty without alliances',
    },
    [0, Infinity],
    ({ now: { inForce } }) => quotient(inForce.partnerships.length + inForce.minilaterals.length, inForce.alliances.length),
  ),
  stock(
    {
      name: 'n_defence_pacts',
      unit: 'agreements',
      meaning: 'agreements in force, of any kind, in which some member owes the others defence, under conditions or not',
    },
    defencePacts,
  ),
  stock(
    {
      name: 'n_nonmilitary',
      unit: 'agreements',
      meaning: 'agreements in force, of any kind, in which no member has an obligation to fight, in defence or offence',
    },
    nonmilitary,
  ),
  index(
    {
      name: 'nonmilitary_per_defence_pact',
      unit: 'ratio',
      meaning: 'n_nonmilitary over n_defence_pacts; empty without defence pacts',
    },
    [0, Infinity],
    (c) => quotient(nonmilitary(c), defencePacts(c)),
  ),

  stock(
    { name: 'n_alliance_ties', unit: 'pairs', meaning: 'pairs of states, undirected, tied by at least one alliance' },
    ties('alliances'),
  ),
  stock(
    { name: 'n_partnership_ties', unit: 'pairs', meaning: 'pairs of states, undirected, tied by at least one partnership' },
    ties('partnerships'),
  ),
  stock(
    { name: 'n_minilateral_ties', unit: 'pairs', meaning: 'pairs of states, undirected, tied by at least one minilateral' },
    ties('minilaterals'),
  ),
  stock(
    {
      name: 'n_defence_ties',
      unit: 'pairs',
      meaning: 'pairs of states, undirected, of which at least one owes the other defence, under conditions or not',
    },
    ties('defence'),
  ),
  stock(
    {
      name: 'n_cooperation_ties',
      unit: 'pairs',
      meaning: 'pairs of states, undirected, tied by at least one partnership between the two alone, as defence cooperation agreements are',
    },
    (c) => c.now.cooperation.ties,
  ),
  stock({ name: 'n_ties', unit: 'pairs', meaning: 'pairs of states, undirected, tied by at least one agreement' }, ties('ties')),
  share({ name: 'density_alliances', meaning: 'pairs tied by an alliance among all pairs of states' }, density('alliances')),
  share({ name: 'density_partnerships', meaning: 'pairs tied by a partnership among all pairs of states' }, density('partnerships')),
  share({ name: 'density_minilaterals', meaning: 'pairs tied by a minilateral among all pairs of states' }, density('minilaterals')),
  share({ name: 'density_ties', meaning: 'pairs tied by any agreement among all pairs of states' }, density('ties')),
  index(
    { name: 'mean_defence_degree', unit: 'states', meaning: 'mean number of other states that a state has a defence tie with' },
    [0, Infinity],
    (c) => quotient(2 * c.now.layers.defence.network.ties, c.now.members.length),
  ),
  share(
    {
      name: 'partnership_share',
      meaning:
        '(n_partnership_ties + n_minilateral_ties) / (n_alliance_ties + n_partnership_ties + n_minilateral_ties); empty where there are none',
    },
    ({ now: { layers } }) => {
      const looser = layers.partnerships.network.ties + layers.minilaterals.network.ties;
      return quotient(looser, looser + layers.alliances.network.ties);
    },
  ),

  depth('mean_depth', 'agreements'),
  depth('mean_depth_alliances', 'alliances'),
  depth('mean_depth_partnerships', 'partnerships'),
  depth('mean_depth_minilaterals', 'minilaterals'),
  age('mean_age', 'agreements'),
  age('mean_age_alliances', 'alliances'),
  age('mean_age_partnerships', 'partnerships'),
  age('mean_age_minilaterals', 'minilaterals'),
];

function count(kind: keyof InForce): (c: MeasureContext) => number {
  return (c) => c.now.inForce[kind].length;
}

function promises(agreement: Agreement, type: ObligationType): boolean {
  return agreement.members.some(({ obligations }) => obligations.some((obligation) => obligation.type === type));
}

function defencePacts(c: MeasureContext): number {
  return c.now.inForce.agreements.filter((a) => promises(a, 'defence')).length;
}

function nonmilitary(c: MeasureContext): number {
  return c.now.inForce.agreements.filter((a) => !promises(a, 'defence') && !promises(a, 'offence')).length;
}

function ties(layer: LayerName): (c: MeasureContext) => number {
  return (c) => c.now.layers[layer].network.ties;
}

function density(layer: LayerName): (c: MeasureContext) => number | null {
  return ({ now }) => quotient(now.layers[layer].network.ties, (now.members.length * (now.members.length - 1)) / 2);
}

function depth(name: string, kind: keyof InForce): Metric {
  const meaning = `mean depth of the ${kind} in force, each counting once; empty where there are none`;
  return share({ name, meaning }, (c) => mean(c.now.inForce[kind].map((a: Agreement) => a.depth)));
}

function age(name: string, kind: keyof InForce): Metric {
  const meaning = `mean number of ticks since the start of the ${kind} in force, each counting once; empty where there are none`;
  return index({ name, unit: 'ticks', meaning }, [0, Infinity], (c) =>
    mean(c.now.inForce[kind].map((a: Agreement) => c.world.tick - a.start)),
  );
}
