import type { OptionRow } from '../model/events.ts';
import { VALUE_TERMS } from '../model/terms/index.ts';
import type { World } from '../model/world.ts';
import type { RunJob } from '../run/run-spec.ts';
import { eventWords, explainOption, type ExplainedOption } from './explain.ts';
import { sameness } from './option-words.ts';
import { stateBefore, watchTick, type Moment } from './replay.ts';

/** The first difference between two runs in a tick. */
export type FirstDifference =
  | {
      of: 'choice';
      state: string;
      turn: number;
      /** What is chosen in A and in B, each as it was weighed in either; null where it was not weighed there. */
      a: { chosen: ExplainedOption; inB: ExplainedOption | null };
      b: { chosen: ExplainedOption; inA: ExplainedOption | null };
      /** By value term: how much the lead of A's choice over B's fell from A to B; most first. Empty where one was not weighed in both. */
      because: { term: string; fall: number }[];
    }
  | { of: 'event'; a: string | null; b: string | null };

/** Events by which a dated event takes effect: they are the change itself, not what comes of it. */
const byShock = (moment: Moment) => 'event' in moment && (moment.event.kind === 'shock' || /shock/.test(moment.event.detail));

/** Runs a replicate of two jobs up to a tick in which they part and finds the first choice or event that differs; null where none does. */
export function firstDifference(a: RunJob, b: RunJob, replicate: number, tick: number): FirstDifference | null {
  const [worldA, momentsA] = tickOf(a, replicate, tick);
  const [worldB, momentsB] = tickOf(b, replicate, tick);
  for (let m = 0; m < Math.max(momentsA.length, momentsB.length); m++) {
    const [x, y] = [momentsA[m], momentsB[m]];
    if (x !== undefined && y !== undefined && 'decision' in x && 'decision' in y) {
      const difference = choiceDifference(x.decision, y.decision);
      if (difference !== null) return difference;
    } else {
      const words = [x, y].map((moment, side) => wordsOf(side === 0 ? worldA : worldB, moment));
      if (words[0] !== words[1]) return { of: 'event', a: words[0] ?? null, b: words[1] ?? null };
    }
  }
  return null;

  function choiceDifference(optionsA: Explained[], optionsB: Explained[]): FirstDifference | null {
    const [chosenA, chosenB] = [optionsA, optionsB].map((options) => options.find(({ option }) => option.chosen));
    if (chosenA === undefined || chosenB === undefined || chosenA.same === chosenB.same) return null;
    const aInB = optionsB.find(({ same }) => same === chosenA.same);
    const bInA = optionsA.find(({ same }) => same === chosenB.same);
    return {
      of: 'choice',
      state: worldA.ids[chosenA.option.state] ?? '',
      turn: chosenA.option.turn,
      a: { chosen: chosenA.words, inB: aInB?.words ?? null },
      b: { chosen: chosenB.words, inA: bInA?.words ?? null },
      because: aInB === undefined || bInA === undefined ? [] : leadLost(chosenA.option, bInA.option, aInB.option, chosenB.option),
    };
  }
}

/** An option with what it was in the world in which it was weighed; the world goes on after it. */
interface Explained {
  option: OptionRow;
  same: string;
  words: ExplainedOption;
}

type Kept = { decision: Explained[] } | { event: Moment & object };

function tickOf(job: RunJob, replicate: number, tick: number): [World, Kept[]] {
  const { world } = stateBefore(job, replicate, tick);
  const turns: Explained[][] = [];
  const moments = watchTick(world, (w, options) => {
    turns.push(options.map((option) => ({ option, same: sameness(w, option), words: explainOption(w, option) })));
  });
  let turn = 0;
  const kept = moments
    .map((moment): Kept => ('decision' in moment ? { decision: turns[turn++] ?? [] } : { event: moment }))
    .filter((moment) => !('event' in moment) || !byShock(moment.event));
  return [world, kept];
}

function wordsOf(w: World, moment: Kept | undefined): string | null {
  if (moment === undefined) return null;
  if ('decision' in moment) return `${w.ids[moment.decision[0]?.option.state ?? -1] ?? ''} has its turn`;
  return 'event' in moment.event ? eventWords(w, moment.event.event) : null;
}

/** Of A's choice over B's: the lead in A less the lead in B, term by term, most first. */
function leadLost(aInA: OptionRow, bInA: OptionRow, aInB: OptionRow, bInB: OptionRow): { term: string; fall: number }[] {
  const term = (option: OptionRow, t: number) => option.terms[t] ?? 0;
  return VALUE_TERMS.map(({ name }, t) => ({ term: name, fall: term(aInA, t) - term(bInA, t) - (term(aInB, t) - term(bInB, t)) }))
    .filter(({ fall }) => fall !== 0)
    .sort((x, y) => y.fall - x.fall);
}
