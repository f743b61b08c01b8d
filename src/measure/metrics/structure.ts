import { RIVALRY_LEVEL } from '../conduct.ts';
import { quotient } from '../inequality.ts';
import { commonTies } from '../network.ts';
import { LAYERS, type LayerName } from '../situation.ts';
import { index, share, stock, type Metric } from './metric.ts';

/** The shape of the networks of ties. */
export const STRUCTURE_METRICS: readonly Metric[] = [
  closure('transitivity_alliances', 'alliances'),
  closure('transitivity_partnerships', 'partnerships'),
  closure('transitivity_minilaterals', 'minilaterals'),
  closure('transitivity_defence', 'defence'),
  degreeGini('degree_gini_alliances', 'alliances'),
  degreeGini('degree_gini_partnerships', 'partnerships'),
  degreeGini('degree_gini_minilaterals', 'minilaterals'),
  degreeGini('degree_gini_defence', 'defence'),
  share({ name: 'share_tied', meaning: 'states with at least one agreement in force' }, (c) => {
    const tied = c.now.layers.ties.components.reduce((sum, size) => sum + size, 0);
    return quotient(tied, c.now.members.length);
  }),
  stock(
    {
      name: 'n_components_alliances',
      unit: 'components',
      meaning: 'connected components, of two states or more, of the network of alliances',
    },
    (c) => c.now.layers.alliances.components.length,
  ),
  stock(
    {
      name: 'n_components_ties',
      unit: 'components',
      meaning: 'connected components, of two states or more, of the network of all agreements',
    },
    (c) => c.now.layers.ties.components.length,
  ),
  share(
    { name: 'share_largest_component', meaning: 'states in the largest component of the network of alliances; 0 without alliances' },
    (c) => {
      const largest = c.now.layers.alliances.components.reduce((most, size) => (size > most ? size : most), 0);
      return quotient(largest, c.now.members.length);
    },
  ),
  stock(
    {
      name: 'n_blocs',
      unit: 'blocs',
      meaning:
        'communities of two states or more in the undirected, unweighted network of alliances, by the Louvain method without a random walk',
      source: ['BlondelEtAl2008'],
    },
    (c) => c.now.blocs.count,
  ),
  index(
    {
      name: 'polarization',
      unit: 'modularity',
      meaning:
        'modularity of that partition into blocs: share of alliance ties inside blocs less the share expected from degrees alone; empty without alliances',
      source: ['NewmanGirvan2004', 'Maoz2006'],
    },
    [-0.5, 1],
    (c) => c.now.blocs.modularity,
  ),
  share(
    {
      name: 'overlap',
      meaning: 'pairs tied by a partnership that are tied by an alliance too, among pairs tied by a partnership; empty without',
    },
    ({ now: { layers } }) => quotient(commonTies(layers.partnerships.network, layers.alliances.network), layers.partnerships.network.ties),
  ),
  share(
    {
      name: 'overlap_cooperation',
      meaning: 'pairs with a defence tie among the pairs tied by a partnership between the two alone; empty without',
    },
    ({ now: { layers, cooperation } }) => quotient(commonTies(cooperation, layers.defence.network), cooperation.ties),
  ),
  stock(
    {
      name: 'n_rivalries',
      unit: 'pairs',
      meaning: `pairs of states, undirected, with a hostility of ${RIVALRY_LEVEL} or more and no alliance`,
    },
    (c) => c.now.rivals.ties,
  ),
  share(
    {
      name: 'balanced_triads',
      meaning:
        'triads that are balanced (two rivalries, one friendly tie) among triads whose three pairs are each a rivalry or a friendly tie and that have at least one rivalry; ' +
        'friendly = tied by any agreement and not a rivalry; empty without such triads',
      source: ['Harary1961'],
    },
    ({ now: { triads } }) => quotient(triads.balanced, triads.all),
  ),
];

function closure(name: string, layer: LayerName): Metric {
  const meaning = `connected triples (two ties that meet) whose ends are tied, among connected triples; network: ${LAYERS[layer]}; empty without triples`;
  return share({ name, meaning, source: ['WassermanFaust1994'] }, (c) => c.now.layers[layer].transitivity);
}

function degreeGini(name: string, layer: LayerName): Metric {
  const meaning = `Gini coefficient of the number of ties of each state, states without any counting as 0; network: ${LAYERS[layer]}; empty without ties`;
  return share({ name, meaning }, (c) => c.now.layers[layer].degreeGini);
}
