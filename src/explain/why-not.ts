import { STATE_FIELDS } from '../model/fields.ts';
import { InputError } from '../base/errors.ts';
import type { OptionRow } from '../model/events.ts';
import { MAX_ATTENTION } from '../model/constants.ts';
import { AGREEMENT_KINDS, STRATEGIES, type Strategy } from '../model/vocabulary.ts';
import type { World } from '../model/world.ts';
import { loadWorld } from '../run/checkpoint.ts';
import type { RunJob } from '../run/run-spec.ts';
import { compileScenario } from '../scenario/compile.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { suggest } from '../scenario/names.ts';
import { branchScenario } from './branch.ts';
import { describeOption, kindAfter, othersOf } from './option-words.ts';
import { stateBefore, watchTick, type StateBefore } from './replay.ts';

/** Steps that the range of a lever is searched in on either side of its value; between the last two the boundary is halved down. */
const STEPS = 24;
/** Halvings of a step: the boundary is known to 1 / 2^14 of it. */
const HALVINGS = 14;

/** What is asked for instead: a strategy, a kind of agreement (with a state), or leaving an agreement. */
export interface Wish {
  text: string;
  /** Whether an option is the one wished for. */
  is(w: World, option: OptionRow): boolean;
}

/** One value that is changed just before the tick, to see whether the choice flips. */
interface Lever {
  meaning: string;
  unit: string;
  min: number;
  max: number;
  /** What `entente branch --set` is given. */
  path: string;
  now: number;
}

/** The result of searching along a lever. */
export interface LeverResult {
  lever: string;
  meaning: string;
  unit: string;
  path: string;
  min: number;
  max: number;
  from: number;
  /** The nearest value at which the state chooses what is wished for; null where none of the searched range does. */
  to: number | null;
  change: number | null;
}

/** The answer to: why not that? */
export interface WhyNot {
  wish: string;
  /** The choice is the wished one as it is. */
  already: boolean;
  chosen: string;
  /** The best option of the wished kind as it was weighed; null where none was feasible. */
  best: { words: string; total: number; consent: number | null } | null;
  levers: LeverResult[];
}

/** Reads a wish such as `alliance:IND`, `partner`, `leave:NATO`. @throws InputError */
export function readWish(text: string, ids: readonly string[]): Wish {
  const cut = text.indexOf(':');
  const what = cut < 0 ? text : text.slice(0, cut);
  const whom = cut < 0 ? '' : text.slice(cut + 1);
  const known = [...Object.keys(AGREEMENT_KINDS), ...STRATEGIES, 'leave'];
  if (!known.includes(what)) throw wrong(text, `one of ${known.join(', ')}, and where wanted : and a state`, suggest(what, known));
  if (what === 'leave')
    return {
      text,
      is: (w, option) =>
        option.action === 'leave' && (whom === '' || w.book.all[option.agreement]?.name === whom || othersOf(w, option).includes(whom)),
    };
  if (whom !== '' && !ids.includes(whom)) throw wrong(text, 'the id of a state after the colon', suggest(whom, ids));
  const withWhom = (w: World, option: OptionRow) => whom === '' || othersOf(w, option).includes(whom);
  if (STRATEGIES.includes(what as Strategy)) return { text, is: (w, option) => option.strategy === what && withWhom(w, option) };
  return { text, is: (w, option) => kindAfter(w, option) === what && option.action !== 'keep' && withWhom(w, option) };
}

function wrong(found: string, expected: string, remedy: string): InputError {
  return new InputError([{ path: '--why-not', expected, found: JSON.stringify(found), remedy }]);
}

/**
 * The smallest change of each lever that makes the state choose what is wished for, in its first turn of the tick and with the random draws that it had.
 * Each value tried is a run of the whole tick, so that the answers flip the choice when they are run; the search goes outward from the value as it
 * is in steps of 1/24 of the range on either side, then halves the step in which the choice flips.
 */
export function whyNot(job: RunJob, { replicate, tick, state }: { replicate: number; tick: number; state: string }, wish: Wish): WhyNot {
  const before = stateBefore(job, replicate, tick);
  const i = before.world.ids.indexOf(state);
  const asItWas = choiceIn(worldOf(job, replicate, before), i, wish);
  const levers = leversOf(worldOf(job, replicate, before), i, asItWas);
  const flips = (lever: Lever, value: number) => {
    const request = { at: tick, label: 'what if', sets: [`${lever.path}=${value}`], multiplies: [], shocks: [] };
    // The value is within the bounds of its field, so that the scenario is as good as resolved: the loader would cost more than the tick.
    const scenario = branchScenario(job.scenario, request) as unknown as Scenario;
    return choiceIn(worldOf({ ...job, scenario }, replicate, before), i, wish).granted;
  };
  return {
    wish: wish.text,
    already: asItWas.granted,
    chosen: asItWas.chosen,
    best: asItWas.best,
    levers: asItWas.granted
      ? []
      : Object.entries(levers).map(([name, lever]) => {
          const to = nearest(lever, (value) => flips(lever, value));
          const { meaning, unit, path, min, max, now } = lever;
          return { lever: name, meaning, unit, path, min, max, from: now, to, change: to === null ? null : to - now };
        }),
  };
}

/** A world of the job as it stands just before the tick. */
function worldOf(job: RunJob, replicate: number, before: StateBefore): World {
  const world = compileScenario(job.scenario, { seed: job.seed, replicate });
  loadWorld(world, before.saved, job.scenario.ticks, job.scenario.name);
  return world;
}

interface Choice {
  /** The main threat that it attended to, -1 without one, and its costs in force. */
  main: number;
  entrapment: number;
  abandonment: number;
  granted: boolean;
  chosen: string;
  best: WhyNot['best'];
}

/** Lets the tick pass and sees what i chooses in its first turn. */
function choiceIn(w: World, i: number, wish: Wish): Choice {
  const choice: Choice = { main: -1, entrapment: 0, abandonment: 0, granted: false, chosen: '', best: null };
  watchTick(w, (world, options) => {
    const first = options[0];
    if (first?.state !== i || first.turn !== 0) return;
    choice.main = world.attentionCount[i] === 0 ? -1 : (world.attention[i * MAX_ATTENTION] ?? -1);
    choice.entrapment = world.entrapment[i] ?? 0;
    choice.abandonment = world.abandonment[i] ?? 0;
    const chosen = options.find((option) => option.chosen);
    choice.chosen = chosen === undefined ? '' : describeOption(world, chosen);
    choice.granted = chosen !== undefined && wish.is(world, chosen);
    const wished = options
      .filter((option) => wish.is(world, option))
      .sort((a, b) => Number(b.best) - Number(a.best) || b.total - a.total)[0];
    if (wished !== undefined)
      choice.best = {
        words: describeOption(world, wished),
        total: wished.total,
        consent: Number.isNaN(wished.consent) ? null : wished.consent,
      };
  });
  return choice;
}

/** The values that can be changed: those of pairs just before the tick, costs as they are in force in it. */
function leversOf(w: World, i: number, { main, entrapment, abandonment }: Choice): Record<string, Lever> {
  const id = w.ids[i] ?? '';
  const threat = w.ids[main] ?? '';
  const cost = (field: 'entrapment_cost' | 'abandonment_cost', now: number): Lever => ({
    meaning: STATE_FIELDS[field].meaning,
    unit: STATE_FIELDS[field].unit,
    min: STATE_FIELDS[field].min,
    max: STATE_FIELDS[field].max,
    path: `states.${id}.${field}`,
    now,
  });
  const pair = (field: 'intent' | 'trade', meaning: string): Lever => ({
    meaning,
    unit: 'share',
    min: 0,
    max: 1,
    path: `relations.${id}-${threat}.${field}`,
    now: w[field][i * w.n + main] ?? 0,
  });
  return {
    entrapment_cost: cost('entrapment_cost', entrapment),
    abandonment_cost: cost('abandonment_cost', abandonment),
    ...(main < 0
      ? {}
      : {
          threat: pair('intent', `what ${id} and ${threat}, its main threat, believe of each other's intent, before the year's news`),
          trade: pair('trade', `trade between ${id} and ${threat}, its main threat`),
        }),
  };
}

/** The value nearest to the present one at which `flips` holds; null where it holds at none of those tried. */
function nearest({ min, max, now }: Lever, flips: (value: number) => boolean): number | null {
  for (let s = 1; s <= STEPS; s++) {
    const found = [max, min].flatMap((end) => {
      const [inner, outer] = [s - 1, s].map((k) => now + ((end - now) * k) / STEPS) as [number, number];
      return inner !== outer && flips(outer) ? [halved(inner, outer, flips)] : [];
    });
    const [best] = found.sort((a, b) => Math.abs(a - now) - Math.abs(b - now));
    if (best !== undefined) return best;
  }
  return null;
}

/** The boundary between a value that does not flip the choice and one that does, on the side that does. */
function halved(not: number, does: number, flips: (value: number) => boolean): number {
  let [low, high] = [not, does];
  for (let h = 0; h < HALVINGS; h++) {
    const middle = (low + high) / 2;
    if (flips(middle)) high = middle;
    else low = middle;
  }
  return high;
}
