import { hypothesis, type ExactHypothesis, type Finding } from './finding.ts';
import { addHermit, compareRuns, relabel, scale } from './transformations.ts';

const EXACT: readonly ExactHypothesis[] = [
  {
    id: 'scale-up',
    statement: 'all capabilities times 1,024 change no bit',
    run: (seed, alter, replicates) => compareRuns(scale(1024), seed, alter, replicates),
  },
  {
    id: 'scale-down',
    statement: 'all capabilities divided by 128 change no bit',
    run: (seed, alter, replicates) => compareRuns(scale(1 / 128), seed, alter, replicates),
  },
  {
    id: 'relabel',
    statement: 'other ids, in another order, with the slots of the random numbers carried along change no bit',
    run: (seed, alter, replicates) => compareRuns(relabel(), seed, alter, replicates),
  },
  {
    id: 'hermit',
    statement: 'one state more that meets nobody changes no bit of the others',
    run: (seed, alter, replicates) => compareRuns(addHermit(), seed, alter, replicates),
  },
];

export const finding11: Finding = {
  number: 11,
  slug: 'invariance',
  title: 'Nothing hangs on units, on names, or on who is not there',
  claim:
    'Symmetric inputs give symmetric results in law; scaling all capabilities by a power of two, relabelling the states, or adding a state that meets nobody changes nothing else in any bit.',
  source: [],
  design:
    'The Indo-Pacific of 2022, as shipped and transformed: every figure of system.csv and every event of every tick is compared, with ids translated back. For symmetry, four states alike in everything and equally threatened, of which the first and the last by id must have as many ties in the mean.',
  replicates: { fast: 24, full: 96 },
  arms: [{ name: 'twins', world: 'twins', sets: [], ticks: 10, watch: 'twins' }],
  hypotheses: [
    hypothesis(
      'symmetric',
      'the first and the last of four twins have as many ties, to less than a quarter of a tie',
      'twin_last',
      'twins',
      'level',
      'twins',
      {
        fromOutcome: 'twin_first',
        tolerance: 0.25,
      },
    ),
  ],
  exact: EXACT,
};
