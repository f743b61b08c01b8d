/* oxlint-disable typescript/no-non-null-assertion -- states and pairs are read by indices below n */
import type { Agreement } from '../model/treaty/treaty.ts';
import { tieOf } from '../model/treaty/book.ts';
import { KIND_BIT } from '../model/vocabulary.ts';
import type { World } from '../model/world.ts';
import { blocsOf, type Blocs } from './blocs.ts';
import { conductOf, owes, RIVALRY_LEVEL, type Conduct } from './conduct.ts';
import { gini } from './inequality.ts';
import {
  componentSizes,
  createBits,
  createNetwork,
  degreeOf,
  hasTies,
  signedTriads,
  tie,
  transitivity,
  without,
  type Bits,
  type Network,
  type SignedTriads,
} from './network.ts';

/** The networks that are measured; in each a pair of members of the system counts once. */
export const LAYERS = {
  alliances: 'pairs tied by an alliance',
  partnerships: 'pairs tied by a partnership',
  minilaterals: 'pairs tied by a minilateral',
  defence: 'pairs of which at least one owes the other defence, under conditions or not',
  ties: 'pairs tied by any agreement',
} as const;
export type LayerName = keyof typeof LAYERS;

/** A network and what is worked out from it alone. */
export interface Layer {
  readonly network: Network;
  readonly transitivity: number | null;
  /** Sizes of the components of two states or more. */
  readonly components: readonly number[];
  /** Gini coefficient of the members' numbers of ties. */
  readonly degreeGini: number | null;
}

/** Means over ordered pairs of different members of the system; null for fewer than two members. */
export interface PairMeans {
  readonly intent: number;
  readonly trueIntent: number;
  /** Of the distance between the two. */
  readonly misperception: number;
  readonly hostility: number;
  readonly reliability: number;
}

/** Agreements in force that tie two or more members of the system. */
export interface InForce {
  readonly agreements: readonly Agreement[];
  readonly alliances: readonly Agreement[];
  readonly formalAlliances: readonly Agreement[];
  readonly partnerships: readonly Agreement[];
  readonly minilaterals: readonly Agreement[];
  readonly multilateral: readonly Agreement[];
}

/** What several metrics need of a world, worked out once a tick. States that are not members of the system are left out everywhere. */
export interface Situation {
  readonly tick: number;
  /** Indices of the members of the system, ascending. */
  readonly members: readonly number[];
  readonly layers: Readonly<Record<LayerName, Layer>>;
  /** Pairs tied by a partnership between the two alone. */
  readonly cooperation: Network;
  /** Pairs with a hostility of RIVALRY_LEVEL or more and no alliance. */
  readonly rivals: Network;
  /** Pairs tied by any agreement that are not rivals. */
  readonly friendly: Network;
  readonly triads: SignedTriads;
  readonly blocs: Blocs;
  readonly pairMeans: PairMeans | null;
  readonly inForce: InForce;
  readonly conduct: Conduct;
}

/** Looks at a world; `before` is the situation of the tick before, whose values are kept for networks that did not change. */
export function situationOf(w: World, before: Situation | null): Situation {
  const members: number[] = [];
  for (let i = 0; i < w.n; i++) if (w.active[i] === 1) members.push(i);
  const old = before !== null && sameStates(before.members, members) ? before : null;
  const layers = layersOf(w, members, old);
  const rivals = kept(old?.rivals, w.n, rivalBits(w, members));
  const inForce = agreementsInForce(w);
  const friendly = kept(old?.friendly, w.n, without(layers.ties.network, rivals));
  return {
    tick: w.tick,
    members,
    layers,
    cooperation: kept(old?.cooperation, w.n, cooperationBits(w, inForce.partnerships)),
    rivals,
    friendly,
    triads: old?.rivals === rivals && old.friendly === friendly ? old.triads : signedTriads(friendly, rivals),
    blocs: old?.layers.alliances === layers.alliances ? old.blocs : blocsOf(layers.alliances.network),
    pairMeans: pairMeansOf(w, members),
    inForce,
    conduct: conductOf(w, members, layers.ties.network, rivals),
  };
}

function sameStates(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((i, x) => i === b[x]);
}

/** The network of some ties: the one of before where it has the same. */
function kept(old: Network | undefined, n: number, bits: Bits): Network {
  return old && hasTies(old, bits) ? old : createNetwork(n, bits);
}

function layersOf(w: World, members: readonly number[], old: Situation | null): Record<LayerName, Layer> {
  const bits = tieBits(w);
  const layer = (name: LayerName): Layer => {
    const was = old?.layers[name];
    if (was && hasTies(was.network, bits[name])) return was;
    const network = createNetwork(w.n, bits[name]);
    return {
      network,
      transitivity: transitivity(network),
      components: componentSizes(network),
      degreeGini: gini(members.map((i) => degreeOf(network, i))),
    };
  };
  return {
    alliances: layer('alliances'),
    partnerships: layer('partnerships'),
    minilaterals: layer('minilaterals'),
    defence: layer('defence'),
    ties: layer('ties'),
  };
}

function tieBits({ n, active, book }: World): Record<LayerName, Bits> {
  const bits = {
    alliances: createBits(n),
    partnerships: createBits(n),
    minilaterals: createBits(n),
    defence: createBits(n),
    ties: createBits(n),
  };
  for (const held of book.ties) {
    if (held === null || active[held.a] !== 1 || active[held.b] !== 1) continue;
    const { a, b, kinds } = held;
    tie(bits.ties, n, a, b);
    if ((kinds & KIND_BIT.alliance) !== 0) tie(bits.alliances, n, a, b);
    if ((kinds & KIND_BIT.partnership) !== 0) tie(bits.partnerships, n, a, b);
    if ((kinds & KIND_BIT.minilateral) !== 0) tie(bits.minilaterals, n, a, b);
    if (owes(held, a, 'defence') || owes(held, b, 'defence')) tie(bits.defence, n, a, b);
  }
  return bits;
}

function cooperationBits({ n }: World, partnerships: readonly Agreement[]): Bits {
  const bits = createBits(n);
  for (const { members } of partnerships) {
    const [one, two, ...others] = members;
    if (one !== undefined && two !== undefined && others.length === 0) tie(bits, n, one.state, two.state);
  }
  return bits;
}

function rivalBits({ n, hostility, book }: World, members: readonly number[]): Bits {
  const bits = createBits(n);
  for (const i of members)
    for (const k of members) {
      if (k >= i) break;
      if (hostility[i * n + k]! < RIVALRY_LEVEL) continue;
      const held = tieOf(book, i, k);
      if (held === null || (held.kinds & KIND_BIT.alliance) === 0) tie(bits, n, i, k);
    }
  return bits;
}

function pairMeansOf(w: World, members: readonly number[]): PairMeans | null {
  const pairs = members.length * (members.length - 1);
  if (pairs === 0) return null;
  let intent = 0;
  let trueIntent = 0;
  let misperception = 0;
  let hostility = 0;
  let reliability = 0;
  for (const i of members)
    for (const j of members) {
      if (i === j) continue;
      const q = i * w.n + j;
      intent += w.intent[q]!;
      trueIntent += w.trueIntent[q]!;
      misperception += Math.abs(w.intent[q]! - w.trueIntent[q]!);
      hostility += w.hostility[q]!;
      reliability += w.reliability[q]!;
    }
  return {
    intent: intent / pairs,
    trueIntent: trueIntent / pairs,
    misperception: misperception / pairs,
    hostility: hostility / pairs,
    reliability: reliability / pairs,
  };
}

function agreementsInForce(w: World): InForce {
  const agreements = w.book.active.filter((a) => membersInSystem(w, a) >= 2);
  const alliances = agreements.filter((a) => a.kind === 'alliance');
  return {
    agreements,
    alliances,
    formalAlliances: alliances.filter((a) => a.formality === 'formal'),
    partnerships: agreements.filter((a) => a.kind === 'partnership'),
    minilaterals: agreements.filter((a) => a.kind === 'minilateral'),
    multilateral: agreements.filter((a) => membersInSystem(w, a) >= 3),
  };
}

/** Number of an agreement's members that are members of the system. */
export function membersInSystem(w: World, agreement: Agreement): number {
  let count = 0;
  for (const m of agreement.members) if (w.active[m.state] === 1) count += 1;
  return count;
}
