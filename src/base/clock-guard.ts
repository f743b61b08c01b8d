/** The call of a clock or of a source of randomness by something that must be a function of what it is given. */
export class ForbiddenCall extends Error {
  /** As in `Math.random()`. */
  readonly call: string;

  constructor(call: string) {
    super(`${call} was called`);
    this.name = 'ForbiddenCall';
    this.call = call;
  }
}

/** Whether guarded code runs at the moment. */
const INSIDE = { guarded: false };
/** What is guarded already in this thread. */
const GUARDED = new Set<string>();

type Holder = Record<string, unknown>;

/** What must not be called: where it is found, and its name there. */
const FORBIDDEN: readonly (readonly [holder: string, name: string])[] = [
  ['Math', 'random'],
  ['performance', 'now'],
  ['crypto', 'getRandomValues'],
  ['crypto', 'randomUUID'],
  ['process', 'hrtime'],
  ['process', 'uptime'],
];

/**
 * From now on, clock and randomness refuse to be called by guarded code; for all other code they are as before. To be called before code that is to be
 * guarded is loaded: what keeps a reference of its own from earlier on is not seen.
 */
export function guardClock(): void {
  const global = globalThis as unknown as Record<string, Holder | undefined>;
  for (const [place, name] of FORBIDDEN) {
    const holder = global[place];
    const before = holder?.[name];
    if (holder === undefined || typeof before !== 'function' || GUARDED.has(`${place}.${name}`)) continue;
    GUARDED.add(`${place}.${name}`);
    holder[name] = refusing(`${place}.${name}`, before as Callable);
  }
  if (GUARDED.has('Date')) return;
  GUARDED.add('Date');
  global['Date'] = guardedDate(globalThis['Date']) as unknown as Holder;
}

type Callable = (...args: unknown[]) => unknown;

/** The function, and those that it has as properties, refusing guarded code. */
function refusing(name: string, before: Callable): Callable {
  const after = function (this: unknown, ...args: unknown[]): unknown {
    if (INSIDE.guarded) throw new ForbiddenCall(`${name}()`);
    return Reflect.apply(before, this, args);
  };
  for (const [key, value] of Object.entries(before))
    (after as unknown as Holder)[key] = typeof value === 'function' ? refusing(`${name}.${key}`, value as Callable) : value;
  return after;
}

/** Date, without the present moment for guarded code: a moment that is given can be used. */
function guardedDate(date: DateConstructor): DateConstructor {
  const refuse = (call: string) => {
    if (INSIDE.guarded) throw new ForbiddenCall(call);
  };
  const now = (): number => {
    refuse('Date.now()');
    return date.now();
  };
  return new Proxy(date, {
    get: (target, name, receiver): unknown => (name === 'now' ? now : Reflect.get(target, name, receiver)),
    construct: (target, args, newTarget) => {
      if (args.length === 0) refuse('new Date()');
      return Reflect.construct(target, args, newTarget) as object;
    },
    apply: (target, self, args) => {
      refuse('Date()');
      return String(Reflect.apply(target, self, args));
    },
  });
}

/** Calls `work` as guarded code. @throws ForbiddenCall, and what `work` throws */
export function guarded<A extends unknown[], R>(work: (...args: A) => R, ...args: A): R {
  const before = INSIDE.guarded;
  INSIDE.guarded = true;
  try {
    return work(...args);
  } finally {
    INSIDE.guarded = before;
  }
}
