// The experiment behind docs/sensitivity.md, made from the table of parameters: every parameter over its swept range, one at a time.
import { PARAMETERS } from '../../../dist/model/parameters.js';

const STATES = 18;
const TICKS = 15;
const REPLICATES = 8;

/** The values that a parameter takes: the ends of its range, its default, and a small change each way (10 %, of a whole number 1). */
export function sweptValues({ default: standard, min, max, integer, choices, swept }) {
  if (choices !== undefined) return [...choices];
  const small = integer ? [standard - 1, standard + 1] : [standard * 0.9, standard * 1.1];
  const inside = [...swept, standard, ...small].filter((value) => value >= min && value <= max);
  return [...new Set(inside.map((value) => Number(value.toPrecision(6))))].sort((a, b) => a - b);
}

export function experiment() {
  const factors = Object.entries(PARAMETERS).map(
    ([key, spec]) => `  - { name: ${key}, path: parameters.${key}, values: [${sweptValues(spec).join(', ')}] }`,
  );
  return `# yaml-language-server: $schema=../experiment.schema.json
# Made from the table of parameters by npm run docs.
entente: 1
experiment: one-at-a-time
title: What every single parameter does
description: >-
  Each parameter at the ends of the range that it is swept over, and a tenth (of a whole number one) below and above its default, all others being kept
  at their defaults; in synthetic worlds that are drawn separately for every replicate and are the same at every point.
sources:
  - { key: TenBroeke2016 }
scenario: ../synthetic-30.yaml
set: { generate.states: ${STATES}, generate.per_replicate: true }
factors:
${factors.join('\n')}
design: { name: one_at_a_time }
replicates: ${REPLICATES}
seed: 1
ticks: ${TICKS}
keep: []
`;
}
