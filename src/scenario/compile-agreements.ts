import type { AgreementTerms, Obligation } from '../model/treaty/treaty.ts';
import { InvariantError } from '../base/errors.ts';
import { UNCONDITIONAL, type Casus } from '../model/treaty/casus.ts';
import { AREA_BIT } from '../model/vocabulary.ts';
import type { AgreementSpec, ObligationSpec, WhenSpec } from './scenario.ts';

/** Where states and regions are in the arrays of a world. */
export interface Index {
  n: number;
  at: ReadonlyMap<string, number>;
  regions: readonly string[];
  /** Region of each state. */
  region: readonly number[];
}

/** Index of a state that the checks have found to be there. @throws InvariantError when it is not. */
export function stateAt(index: Index, id: string): number {
  const i = index.at.get(id);
  if (i === undefined) throw new InvariantError(`no state "${id}" in a scenario that was checked`);
  return i;
}

/** An agreement of the scenario as the model has it; `start` is the label of tick 0, `tick` the tick of signing where a shock signs it. */
export function termsOf(agreement: AgreementSpec, index: Index, start: number, tick = 0): AgreementTerms {
  return {
    name: agreement.name,
    kind: agreement.kind,
    formality: agreement.formality,
    areas: agreement.areas.reduce((mask, area) => mask | AREA_BIT[area], 0),
    depth: agreement.depth,
    purpose: agreement.purpose === undefined ? null : statesAt(agreement.purpose, index),
    openTo: agreement.open_to === undefined ? null : locationOf(agreement.open_to, index),
    consent: agreement.consent,
    term: agreement.term,
    renewal: agreement.renewal,
    secret: agreement.secret,
    members: agreement.members.map(({ state, since, obligations }) => ({
      state: stateAt(index, state),
      obligations: obligations.map((obligation) => obligationOf(obligation, index)),
      since: since === undefined ? tick : since - start,
    })),
    template: '',
  };
}

function statesAt(ids: readonly string[], index: Index): number[] {
  return ids.map((id) => stateAt(index, id)).sort((a, b) => a - b);
}

function obligationOf({ type, when }: ObligationSpec, index: Index): Obligation {
  return { type, when: when === undefined ? UNCONDITIONAL : casusOf(when, index) };
}

function casusOf(when: WhenSpec, index: Index): Casus {
  return {
    adversaries: when.adversaries === undefined ? null : statesAt([...new Set(when.adversaries)], index),
    location: when.location === undefined ? null : locationOf(when.location, index),
    minAdversaries: when.min_adversaries ?? 0,
    maxAdversaries: when.max_adversaries ?? 0,
    ongoingConflict: when.ongoing_conflict ?? false,
    nonProvocation: when.non_provocation ?? false,
    demands: when.demands ?? false,
    discretion: when.discretion ?? false,
  };
}

/** 1 for each state that is named, or whose region is; an id goes before a region of the same name. */
function locationOf(names: readonly string[], index: Index): Uint8Array {
  const out = new Uint8Array(index.n);
  for (const name of names) {
    const i = index.at.get(name);
    if (i !== undefined) out[i] = 1;
    else
      index.region.forEach((region, s) => {
        if (index.regions[region] === name) out[s] = 1;
      });
  }
  return out;
}

/** Tick of the last renewal before the run of an agreement that started at `start` (at most 0): terms run from the start, not from tick 0. */
export function renewedAt(start: number, term: number): number {
  return term === 0 ? start : start + term * Math.floor(-start / term);
}
