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
  for (let i = 0; i < n; i++) {
    if (active[i] === 0) continue;
    const seen = (1 - keep) * (1 + w.perceptionBias[i]!);
    const error = (P.perception_noise * w.perceptionError[i]! * (1 - P.intelligence_gain * sharedIntelligence(w, i))) / UNIFORM_SD;
    const own = draws[2 * w.slots[i]!]!;
    for (let j = 0; j < n; j++) {
      const q = i * n + j;
      const believed = intent[q]!;
      if (i === j || active[j] === 0 || (believed === 0 && trueIntent[q] === 0)) continue;
      const noise = pairUniform(own, draws[2 * w.slots[j]! + 1]!) - FIXED.uniform_mean;
      intent[q] = clamp01(keep * believed + seen * trueIntent[q]! + error * believed * noise);
    }
  }
  setAttention(w);
}

/** The signal that a perfectly informed observer would believe, for all pairs. */
export function setTrueIntent(w: World): void {
  const { n, hostility, trade, ideology, revisionism, trueIntent, active } = w;
  const P = w.parameters;
  const dilemma = w.workspace.dilemma;
  for (let i = 0; i < n; i++) {
    if (active[i] === 0) continue;
    dilemmaRow(w, i, dilemma);
    const place = ideology[i]!;
    for (let j = 0; j < n; j++) {
      const q = i * n + j;
      if (i === j || active[j] === 0) {
        trueIntent[q] = 0;
        continue;
      }
      const content = P.intent_dispute_share + (1 - P.intent_dispute_share) * revisionism[j]!;
      const distance = place > ideology[j]! ? place - ideology[j]! : ideology[j]! - place;
      let signal = hostility[q]! * content + P.intent_ideology * revisionism[j]! * distance * reachOf(w, i, j) + dilemma[j]!;
      const relief = P.intent_trade_relief * trade[q]!;
      signal *= 1 - (relief < P.intent_trade_limit ? relief : P.intent_trade_limit);
      const tie = tieOf(w.book, i, j);
      if (tie !== null) signal *= 1 - P.intent_tie_relief * tie.depth;
      trueIntent[q] = clamp01(signal);
    }
  }
}

/** Ideology frightens where it is in reach. */
function reachOf(w: World, i: number, j: number): number {
  return w.arrival[i * w.n + j]!;
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
