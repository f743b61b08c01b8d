import { tieOf, openTieOf, touchAll } from '../treaty/book.ts';
import { clamp01, pairUniform } from '../../base/math.ts';
import { fillSlots, stream } from '../../base/random.ts';
import { FIXED, MAX_ATTENTION } from '../constants.ts';
import { AREA_BIT, KIND_BIT } from '../vocabulary.ts';
import type { World } from '../world.ts';

/** Standard deviation of a uniform number on [0,1). */
const UNIFORM_SD = Math.sqrt(FIXED.uniform_variance);

/**
 * Beliefs about intent move toward their signal with inertia, bias and error; then every state picks the threats that it attends to.
 * Reads hostility, trade, agreements; writes trueIntent, intent, attention, attentionCount, threat. Update: together.
 */
export function perception(w: World): void {
  setTrueIntent(w);
  const { n, intent, trueIntent, active } = w;
  const P = w.parameters;
  const draws = w.workspace.noise;
  fillSlots(stream(w.runKey, 'perception.noise', w.tick), draws, w.slotCount, 2);
  const keep = P.perception_inertia;
  const other = w.workspace.seen;
  for (let j = 0; j < n; j++) other[j] = draws[2 * w.slots[j]! + 1]!;
  for (let i = 0; i < n; i++) {
    if (active[i] === 0) continue;
    const row = i * n;
    const seen = (1 - keep) * (1 + w.perceptionBias[i]!);
    const error = (P.perception_noise * w.perceptionError[i]! * (1 - P.intelligence_gain * sharedIntelligence(w, i))) / UNIFORM_SD;
    const own = draws[2 * w.slots[i]!]!;
    for (let j = 0; j < n; j++) {
      const believed = intent[row + j]!;
      const signal = trueIntent[row + j]!;
      if ((believed === 0 && signal === 0) || i === j || active[j] === 0) continue;
      const noise = pairUniform(own, other[j]!) - FIXED.uniform_mean;
      intent[row + j] = clamp01(keep * believed + seen * signal + error * believed * noise);
    }
  }
  setAttention(w);
}

/** The signal that a perfectly informed observer would believe, for all pairs. */
export function setTrueIntent(w: World): void {
  const { n, hostility, trade, ideology, revisionism, arrival, trueIntent, active } = w;
  const { dilemma, depths, grievance, zeal } = w.workspace;
  const { intent_dispute_share, intent_ideology, intent_trade_relief, intent_trade_limit, intent_tie_relief } = w.parameters;
  for (let j = 0; j < n; j++) {
    grievance[j] = intent_dispute_share + (1 - intent_dispute_share) * revisionism[j]!;
    zeal[j] = intent_ideology * revisionism[j]!;
  }
  for (let i = 0; i < n; i++) {
    if (active[i] === 0) continue;
    dilemmaRow(w, i, dilemma);
    depths.fill(0);
    for (const k of w.book.neighbours[i]!) depths[k] = tieOf(w.book, i, k)!.depth;
    const place = ideology[i]!;
    const row = i * n;
    for (let j = 0; j < n; j++) {
      const q = row + j;
      if (i === j || active[j] === 0) {
        trueIntent[q] = 0;
        continue;
      }
      const distance = place > ideology[j]! ? place - ideology[j]! : ideology[j]! - place;
      // ideology frightens where it is in reach
      let signal = hostility[q]! * grievance[j]! + zeal[j]! * distance * arrival[q]! + dilemma[j]!;
      const relief = intent_trade_relief * trade[q]!;
      signal *= 1 - (relief < intent_trade_limit ? relief : intent_trade_limit);
      signal *= 1 - intent_tie_relief * depths[j]!;
      trueIntent[q] = signal < 0 ? 0 : signal > 1 ? 1 : signal;
    }
  }
}

/** Into out[j]: what j's open agreements with i's rivals add to i's fear of j (the security dilemma, and the rivalry that partnerships breed). */
function dilemmaRow(w: World, i: number, out: Float64Array): void {
  const { n, hostility, book } = w;
  const P = w.parameters;
  out.fill(0);
  for (let l = 0; l < n; l++) {
    const dispute = hostility[i * n + l]!;
    if (dispute === 0) continue;
    const neighbours = book.neighbours[l]!;
    for (let s = 0; s < neighbours.length; s++) {
      const j = neighbours[s]!;
      if (j === i) continue;
      const tie = openTieOf(book, l, j);
      if (tie === null) continue;
      const weight = (tie.kinds & KIND_BIT.alliance) !== 0 ? P.security_dilemma : P.exclusion_rivalry;
      out[j] = out[j]! + weight * dispute * tie.depth;
    }
  }
}

/** Saturating measure, in [0,1), of intelligence shared with i. */
function sharedIntelligence(w: World, i: number): number {
  let partners = 0;
  for (const k of w.book.neighbours[i]!) if ((tieOf(w.book, i, k)!.areas & AREA_BIT.intelligence) !== 0) partners += 1;
  return partners / (1 + partners);
}

/**
 * K_i: the threats with the largest intent x strength arriving, against own strength. One pass with an insertion list; equal threats in index order.
 */
export function setAttention(w: World): void {
  const { n, intent, arrival, power, attention, threat, active } = w;
  const most = w.parameters.attention;
  for (let i = 0; i < n; i++) {
    const row = i * MAX_ATTENTION;
    let count = 0;
    if (active[i] === 1)
      for (let j = 0; j < n; j++) {
        const belief = intent[i * n + j]!;
        // the level cannot exceed the belief, so that few divisions are needed
        if (j === i || belief === 0 || active[j] === 0 || (count === most && belief <= threat[row + most - 1]!)) continue;
        const x = power[j]! * arrival[i * n + j]!;
        if (x === 0) continue;
        const level = (belief * x) / (x + power[i]!);
        if (count === most && level <= threat[row + most - 1]!) continue;
        let at = count < most ? count : most - 1;
        while (at > 0 && threat[row + at - 1]! < level) {
          threat[row + at] = threat[row + at - 1]!;
          attention[row + at] = attention[row + at - 1]!;
          at -= 1;
        }
        threat[row + at] = level;
        attention[row + at] = j;
        if (count < most) count += 1;
      }
    w.attentionCount[i] = count;
  }
  touchAll(w.book);
}
