import { tiesAt, type Tie } from '../history.ts';
import { shareAt } from '../pack.ts';
import { OUTSIDE, POSTURE_LETTERS, type EventEntry, type Payload, type Replay } from '../payload.ts';

/** Where the reader is. */
export interface View {
  run: number;
  tick: number;
  state: number;
  layout: 'map' | 'free';
  /** Kinds of ties and conflicts that are hidden. */
  readonly hidden: Set<string>;
  /** Kinds of events that are hidden. */
  readonly hiddenEvents: Set<string>;
}

/** What changed in the view: the run changes everything, a tick what moves, the state its panel and what stands out. */
export type Change = 'run' | 'tick' | 'state' | 'layout' | 'filter';

/** The page's data and where the reader is, with listeners for changes. */
export interface Model {
  readonly data: Payload;
  readonly view: View;
  replay(): Replay;
  /** Moves there and calls every listener. */
  go(to: Partial<Pick<View, 'run' | 'tick' | 'state' | 'layout'>>): void;
  changed(change: Change): void;
  listen(listener: (changes: ReadonlySet<Change>) => void): void;
  ties(tick: number): readonly Tie[];
  posture(state: number, tick: number): string;
  power(state: number, tick: number): number;
  isMember(state: number, tick: number): boolean;
  eventsAt(tick: number): readonly EventEntry[];
  /** Label of a tick. */
  label(tick: number): string;
}

const POSTURES = new Map<string, string>(Object.entries(POSTURE_LETTERS).map(([posture, letter]) => [letter, posture]));

export function createModel(data: Payload): Model {
  const strongest = (replay: Replay | undefined): number => {
    const { states } = replay ?? { states: null };
    if (states === null) return 0;
    return data.states.reduce((best, _, i) => (shareAt(states.power, i) > shareAt(states.power, best) ? i : best), 0);
  };
  const view: View = {
    run: 0,
    tick: 0,
    state: strongest(data.replays[0]),
    layout: data.land === '' ? 'free' : 'map',
    hidden: new Set(),
    hiddenEvents: new Set(),
  };
  const listeners: ((changes: ReadonlySet<Change>) => void)[] = [];
  const tied = new Map<string, readonly Tie[]>();
  const n = data.states.length;
  const replay = (): Replay => {
    const found = data.replays[view.run];
    if (found === undefined) throw new Error(`no run ${view.run}`);
    return found;
  };
  /** Index into what was recorded: the last recorded tick up to this one. */
  const recorded = (tick: number): number => {
    const { states } = replay();
    if (states === null) return -1;
    return states.ticks.reduce((last, at, k) => (at <= tick ? k : last), 0);
  };
  const letter = (state: number, tick: number): string => {
    const at = recorded(tick);
    return at < 0 ? '' : (replay().states?.posture.charAt(at * n + state) ?? '');
  };
  const isMember = (state: number, tick: number) => letter(state, tick) !== OUTSIDE;
  const notify = (changes: ReadonlySet<Change>) => {
    for (const listener of listeners) listener(changes);
  };
  return {
    data,
    view,
    replay,
    go(to) {
      const changes = new Set<Change>();
      for (const key of ['run', 'tick', 'state', 'layout'] as const) {
        const value = to[key];
        if (value === undefined || value === view[key]) continue;
        Object.assign(view, { [key]: value });
        changes.add(key);
      }
      const { ticks } = replay();
      if (view.tick > ticks) Object.assign(view, { tick: ticks });
      if (changes.size > 0) notify(changes);
    },
    changed: (change) => notify(new Set([change])),
    listen: (listener) => void listeners.push(listener),
    ties(tick) {
      const key = `${view.run} ${tick}`;
      let found = tied.get(key);
      if (found === undefined) tied.set(key, (found = tiesAt(replay().agreements, tick, (state) => isMember(state, tick))));
      return found;
    },
    posture: (state, tick) => POSTURES.get(letter(state, tick)) ?? (letter(state, tick) === OUTSIDE ? 'outside' : ''),
    power(state, tick) {
      const at = recorded(tick);
      return at < 0 ? 1 / n : shareAt(replay().states?.power ?? '', at * n + state);
    },
    isMember,
    eventsAt: (tick) => replay().events.filter(([at]) => at === tick),
    label: (tick) => String(data.start + tick),
  };
}
