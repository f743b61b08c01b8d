import { hypothesis, type Arm, type Finding } from './finding.ts';

const TICKS = 20;
type Form = 'general' | 'named' | 'minilateral';
const arm = (form: Form, e: number): Arm => ({
  name: `${form}, e = ${e}`,
  world: `purpose-${form}`,
  sets: [`parameters.entrapment_cost=${e}`],
  ticks: TICKS,
  watch: 'pact',
});
const MODERATE = 2;
const HIGH = 8;

export const finding08: Finding = {
  number: 8,
  slug: 'purpose',
  title: 'A small agreement for a named purpose outlives a general alliance of the same depth',
  claim:
    'There are entrapment costs at which a general alliance breaks up and a small agreement of the same depth with a named purpose does not.',
  source: ['IISS2021'],
  design: `Three members that share one threat and have a quarrel each of their own, bound at the start by one agreement of depth .6: a general alliance, an alliance against the shared threat by name, or a minilateral for that purpose. ${TICKS} ticks; what is counted is the ticks for which all three were bound by it.`,
  replicates: { fast: 16, full: 64 },
  arms: [arm('general', MODERATE), arm('general', HIGH), arm('named', HIGH), arm('minilateral', HIGH)],
  hypotheses: [
    hypothesis(
      'general',
      'a general alliance breaks up sooner at high than at moderate entrapment cost',
      'pact_life',
      `general, e = ${MODERATE}`,
      'falls',
      `general, e = ${HIGH}`,
      {
        tolerance: 2,
      },
    ),
    hypothesis(
      'named',
      'at high entrapment cost an alliance against a named adversary lasts longer than a general one',
      'pact_life',
      `general, e = ${HIGH}`,
      'rises',
      `named, e = ${HIGH}`,
      {
        tolerance: 2,
      },
    ),
    hypothesis('minilateral', 'and so does a minilateral', 'pact_life', `general, e = ${HIGH}`, 'rises', `minilateral, e = ${HIGH}`, {
      tolerance: 2,
    }),
  ],
  exact: [],
};
