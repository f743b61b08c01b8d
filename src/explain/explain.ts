import { InputError } from '../base/errors.ts';
import type { ModelEvent, OptionRow } from '../model/events.ts';
import { VALUE_TERMS } from '../model/terms/index.ts';
import { MAX_ATTENTION } from '../model/constants.ts';
import { POSTURES, STRATEGIES, type Posture, type Strategy } from '../model/vocabulary.ts';
import type { World } from '../model/world.ts';
import type { RunJob } from '../run/run-spec.ts';
import { describeOption, kindAfter, othersOf } from './option-words.ts';
import { stateBefore, watchTick, type Moment } from './replay.ts';

/** An option that a state weighed. */
export interface ExplainedOption {
  words: string;
  strategy: Strategy;
  action: OptionRow['action'];
  /** The other states it concerns, by id. */
  partners: string[];
  /** Kind of agreement after it, where there is one. */
  kind?: string;
  template?: string;
  agreement?: string;
  /** Every value term by name, in utility; they add up to `total`. */
  terms: Record<string, number>;
  total: number;
  /** Probability that the others consent; null where it was not worked out. */
  consent: number | null;
  best: boolean;
  chosen: boolean;
}

/** One of the four strategies in a turn. */
export interface ExplainedStrategy {
  strategy: Strategy;
  /** Probability that the state picks it; the four add up to 1. */
  probability: number;
  /** Its best options, most valuable first. */
  options: ExplainedOption[];
  /** How many were weighed. */
  weighed: number;
}

/** A turn of a state. */
export interface ExplainedTurn {
  turn: number;
  posture: Posture;
  /** Costs in force for the state. */
  costs: { entrapment: number; abandonment: number };
  /** The threats it attends to, the main one first: belief about intent, and level of threat. */
  threats: { state: string; intent: number; threat: number }[];
  strategies: ExplainedStrategy[];
  chosen: ExplainedOption;
  /** What came of the choice, in words. */
  outcome: string[];
}

/** Why a state chose what it chose in a tick. */
export interface Explanation {
  scenario: string;
  seed: number;
  replicate: number;
  tick: number;
  /** Label of the tick. */
  at: number;
  state: { id: string; name: string };
  turns: ExplainedTurn[];
}

/** Which decision is asked about. */
export interface Question {
  replicate: number;
  tick: number;
  state: string;
  /** Best options shown of each strategy. */
  most: number;
}

/** Runs a replicate again up to a tick and explains a state's choice in it. @throws InputError for a state that is no member then */
export function explain(job: RunJob, question: Question): Explanation {
  const { world } = stateBefore(job, question.replicate, question.tick);
  const i = world.ids.indexOf(question.state);
  const turns: ExplainedTurn[] = [];
  const moments = watchTick(world, (w, options) => {
    if (options[0]?.state === i) turns.push(turnOf(w, options, question.most));
  });
  if (turns.length === 0)
    throw new InputError([
      {
        path: '--state',
        expected: `a member of the system at tick ${question.tick}`,
        found: `${question.state}, which is none then`,
        remedy: 'choose a tick at which it takes part, or another state',
      },
    ]);
  outcomes(world, moments, i).forEach((outcome, t) => {
    const turn = turns[t];
    if (turn !== undefined) turn.outcome = outcome;
  });
  return {
    scenario: job.scenario.name,
    seed: job.seed,
    replicate: question.replicate,
    tick: question.tick,
    at: job.scenario.start + question.tick,
    state: { id: question.state, name: world.names[i] ?? question.state },
    turns,
  };
}

function turnOf(w: World, options: readonly OptionRow[], most: number): ExplainedTurn {
  const i = options[0]?.state ?? 0;
  const explained = options.map((option) => ({ option, words: explainOption(w, option) }));
  const strategies = STRATEGIES.map((strategy): ExplainedStrategy => {
    const own = explained.filter(({ option }) => option.strategy === strategy);
    const probability = own.find(({ option }) => option.best)?.option.probability ?? 0;
    const byValue = [...own].sort((a, b) => Number(b.option.best) - Number(a.option.best) || b.option.total - a.option.total);
    return {
      strategy,
      probability: Number.isNaN(probability) ? 0 : probability,
      weighed: own.length,
      options: byValue.filter(({ option }, at) => at < most || option.chosen).map(({ words }) => words),
    };
  });
  const chosen = explained.find(({ option }) => option.chosen) ?? explained[0];
  return {
    turn: options[0]?.turn ?? 0,
    posture: POSTURES[w.posture[i] ?? 0] ?? 'unaligned',
    costs: { entrapment: w.entrapment[i] ?? 0, abandonment: w.abandonment[i] ?? 0 },
    threats: threatsOf(w, i),
    strategies,
    chosen: chosen?.words ?? ({} as never),
    outcome: [],
  };
}

function threatsOf(w: World, i: number): ExplainedTurn['threats'] {
  return Array.from({ length: w.attentionCount[i] ?? 0 }, (_, a) => {
    const j = w.attention[i * MAX_ATTENTION + a] ?? 0;
    return { state: w.ids[j] ?? '', intent: w.intent[i * w.n + j] ?? 0, threat: w.threat[i * MAX_ATTENTION + a] ?? 0 };
  });
}

/** An option with its terms by name, as it stands in an explanation. */
export function explainOption(w: World, option: OptionRow): ExplainedOption {
  const kind = kindAfter(w, option);
  const agreement = w.book.all[option.agreement]?.name;
  return {
    words: describeOption(w, option),
    strategy: option.strategy,
    action: option.action,
    partners: othersOf(w, option),
    ...(kind === undefined ? {} : { kind }),
    ...(option.template === '' ? {} : { template: option.template }),
    ...(agreement === undefined ? {} : { agreement }),
    terms: Object.fromEntries(VALUE_TERMS.map((term, t) => [term.name, option.terms[t] ?? 0])),
    total: option.total,
    consent: Number.isNaN(option.consent) ? null : option.consent,
    best: option.best,
    chosen: option.chosen,
  };
}

/** What came of each turn of i: its own events, and the endings that follow at once from them. */
function outcomes(w: World, moments: readonly Moment[], i: number): string[][] {
  const out: string[][] = [];
  let following = false;
  for (const moment of moments) {
    if ('decision' in moment) {
      following = false;
      if (moment.decision[0]?.state === i) out.push([]);
      continue;
    }
    const { event } = moment;
    following = OUTCOMES.has(event.kind) && (event.actor === i || (following && event.actor < 0));
    if (following) out.at(-1)?.push(eventWords(w, event));
  }
  return out;
}

/** Events by which a choice takes effect or fails. */
const OUTCOMES = new Set<ModelEvent['kind']>([
  'signed',
  'joined',
  'left',
  'ended',
  'matured',
  'hollowed',
  'deepened',
  'refused',
  'side_payment',
]);

/** An event in words, such as `signed: IND, AUS (Quad)`. */
export function eventWords(w: World, event: ModelEvent): string {
  const ids = (list: readonly number[]) => list.map((k) => w.ids[k] ?? '').join(', ');
  const who = [event.actor, event.other].filter((k) => k >= 0);
  const name = w.book.all[event.agreement]?.name ?? '';
  const detail = [name, event.detail].filter((text) => text !== '').join('; ');
  return `${event.kind}: ${who.length > 0 ? ids(who) : ids(event.states)}${detail === '' ? '' : ` (${detail})`}`;
}
