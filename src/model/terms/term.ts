import type { Agreement, AgreementTerms } from '../treaty/agreements.ts';
import type { OptionAction } from '../events.ts';
import type { ParameterKey } from '../parameters.ts';
import type { TieContext } from '../choice/tie-context.ts';
import type { World } from '../world.ts';

interface TermSpec {
  readonly name: string;
  readonly meaning: string;
  /** The parameters that scale it: with all of them at 0 the term is 0. */
  readonly weights: readonly ParameterKey[];
  /** Keys of docs/references.bib. */
  readonly source: readonly string[];
}

/** A term worked out for each tie that a change touches: value of the tie after less value of the tie before, summed. */
export interface TieTerm extends TermSpec {
  readonly scope: 'tie';
  value(c: TieContext): number;
}

/** A term worked out once for a change. The hypothetical ties are laid over the real ones. */
export interface OptionTerm extends TermSpec {
  readonly scope: 'option';
  value(o: OptionContext): number;
}

export type ValueTerm = TieTerm | OptionTerm;

/** A change of agreements as one state sees it. */
export interface OptionContext {
  w: World;
  /** The state that values the change. */
  i: number;
  action: OptionAction;
  /** What is agreed after; null = nothing in place of `removed`. */
  added: AgreementTerms | null;
  /** What is replaced or left. */
  removed: Agreement | null;
  /** i is a member before and not after. */
  leaving: boolean;
  /** i puts its name to something new. */
  signs: boolean;
  /** Nothing is owed for leaving: the term is over. */
  free: boolean;
  /** Received (positive) or paid (negative), in utility. */
  payment: number;
}
