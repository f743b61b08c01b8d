import { AREAS, AREA_BIT, type Area } from '../vocabulary.ts';

/**
 * What each area of cooperation brings and costs, as shares of what full cooperation brings and costs; each column sums to 1. Assumed, in the
 * order that the literature on strategic partnerships gives them [Wilkins2012] [Nadkarni2010]; the weights of the terms scale the sums.
 */
export const AREA_EFFECTS: Record<Area, { gain: number; strength: number; leak: number; meaning: string }> = {
  security: { gain: 0.25, strength: 0.4, leak: 0, meaning: 'exercises, arms and planning: strengthens own defence' },
  economy: { gain: 0.3, strength: 0, leak: 0, meaning: 'open markets and investment: raises growth' },
  technology: { gain: 0.2, strength: 0.2, leak: 0.4, meaning: 'joint development and transfer: strengthens, can leak' },
  intelligence: { gain: 0.1, strength: 0.2, leak: 0.6, meaning: 'shared information: better perception, leaks most' },
  logistics: { gain: 0.15, strength: 0.2, leak: 0, meaning: 'mutual supply and access: strengthens own defence' },
};

const sums = (effect: 'gain' | 'strength' | 'leak') =>
  Float64Array.from({ length: 32 }, (_, mask) => AREAS.reduce((sum, a) => (mask & AREA_BIT[a] ? sum + AREA_EFFECTS[a][effect] : sum), 0));

/** Gain of each area, in the order of AREAS, whose bits follow it. */
export const GAIN_OF_AREA = Float64Array.from(AREAS, (area) => AREA_EFFECTS[area].gain);

/** Sums by mask of areas. */
export const AREA_GAIN = sums('gain');
export const AREA_STRENGTH = sums('strength');
export const AREA_LEAK = sums('leak');
