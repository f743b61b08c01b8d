import { POSTURES, STRATEGIES, type Posture, type Strategy } from '../../model/vocabulary.ts';
import { CONDUCT } from '../conduct.ts';
import { quotient } from '../inequality.ts';
import { share, type MeasureContext, type Metric } from './metric.ts';

/** Which way states turn: postures held, strategies chosen, and ways of conducting oneself that cut across them. */
export const ALIGNMENT_METRICS: readonly Metric[] = [
  ...POSTURES.map((posture) => holding(posture)),
  ...STRATEGIES.map((strategy) => choosing(strategy)),
  conducting('share_hedging', 'hedging', ['Kuik2008']),
  conducting('share_threatened', 'threatened', ['Schweller2004']),
  conducting('share_underbalancing', 'underbalancing', ['Schweller2004']),
  share(
    { name: 'share_free_riding', meaning: `states that are free-riding: ${CONDUCT.free_riding}`, source: ['OlsonZeckhauser1966'] },
    (c) => flagged(c, c.now.conduct.freeRiding),
  ),
];

function holding(posture: Posture): Metric {
  const held = POSTURES.indexOf(posture);
  const meaning = `states that hold the posture \`${posture}\`; the four shares sum to 1`;
  return share({ name: `share_${posture}`, meaning, source: ['Walt1987', 'Schweller1994'] }, (c) => {
    let holders = 0;
    for (const i of c.now.members) if (c.world.posture[i] === held) holders += 1;
    return quotient(holders, c.now.members.length);
  });
}

function choosing(strategy: Strategy): Metric {
  const chosen = STRATEGIES.indexOf(strategy);
  const meaning = `states whose last choice of the tick was the strategy \`${strategy}\`; the four shares sum to 1; empty at tick 0`;
  return share({ name: `share_choosing_${strategy}`, meaning }, (c) => {
    if (c.world.tick === 0) return null;
    let choosers = 0;
    for (const i of c.now.members) if (c.world.strategy[i] === chosen) choosers += 1;
    return quotient(choosers, c.now.members.length);
  });
}

function conducting(name: string, conduct: 'hedging' | 'threatened' | 'underbalancing', source: readonly string[]): Metric {
  return share({ name, meaning: `states that are ${conduct}: ${CONDUCT[conduct]}`, source }, (c) => flagged(c, c.now.conduct[conduct]));
}

function flagged(c: MeasureContext, flags: Uint8Array): number | null {
  let count = 0;
  for (const i of c.now.members) if (flags[i] === 1) count += 1;
  return quotient(count, c.now.members.length);
}
