import type { Agreement } from '../model/treaty/agreements.ts';
import type { World } from '../model/world.ts';

/** What became of an agreement of the scenario in a run. */
export interface Fate {
  name: string;
  what: 'ended' | 'matured' | 'hollowed';
}

/** What became of those agreements of the scenario that did not stay as they were. */
export function fatesOf(w: World): Fate[] {
  return w.book.all.filter((a) => a.template === '').flatMap(fateOf);
}

function fateOf(agreement: Agreement): Fate[] {
  const { name, kind, kindAtStart } = agreement;
  if (agreement.end >= 0) return [{ name, what: 'ended' }];
  if (kind === kindAtStart) return [];
  return [{ name, what: kind === 'alliance' ? 'matured' : 'hollowed' }];
}
