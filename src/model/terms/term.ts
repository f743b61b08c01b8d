import { clearParts, sumOfParts, type Parts } from '../choice/parts.ts';
import type { AgreementTerms, Agreement } from '../treaty/treaty.ts';
import type { OptionAction } from '../events.ts';
import type { NoParameters, ParameterTable, Reads } from '../parameter-table.ts';
import type { TieContext } from '../choice/tie-context.ts';
import type { World } from '../world.ts';

/** What every value term declares. */
interface TermSpec<P extends ParameterTable, N extends string> {
  readonly name: N;
  readonly meaning: string;
  /** The parameters that it owns, and by reference those that it reads and others own; `value` finds them in `w.parameters`. */
  readonly parameters: P;
  /** The parameters that scale it: with all of them at 0 the term is 0. */
  readonly weights: readonly string[];
  /** Keys of docs/references.bib. */
  readonly source: readonly string[];
}

/** A term calculated for each tie that a change touches: value of the tie after minus value of the tie before, summed. */
export interface TieTerm<P extends ParameterTable = NoParameters, N extends string = string> extends TermSpec<P, N> {
  readonly scope: 'tie';
  /**
   * Writes into `own` what is the same for every tie with k, whatever is agreed: worked out once for each other state and handed to `value`. There is
   * room for `OWN_ROOM` numbers.
   */
  prepare?(c: TieContext & { w: Reads<P> }, own: Float64Array): void;
  value(c: TieContext & { w: Reads<P> }, own: Float64Array): number;
  /** The same by what it is about, which the ties of one agreement share: see `Circle`. Its sum is the value. */
  parts?(c: TieContext & { w: Reads<P> }, own: Float64Array, out: Parts): void;
  /** The same for a tie of this depth with states of this power together, given the strength that i pools with others. */
  joint?(w: World & Reads<P>, i: number, power: number, depth: number, pooled: number): number;
}

/** A term of the tie that knows its parts. */
export type SharedTerm = TieTerm & Required<Pick<TieTerm, 'parts'>>;

/** A term calculated once for a change, with the hypothetical ties in place of the real ones. */
export interface OptionTerm<P extends ParameterTable = NoParameters, N extends string = string> extends TermSpec<P, N> {
  readonly scope: 'option';
  value(o: OptionContext & { w: Reads<P> }): number;
}

/** A part of what is offered to those whose consent is asked, settled when it is asked; 0 for an option where nobody was asked. */
export interface OfferTerm<P extends ParameterTable = NoParameters, N extends string = string> extends TermSpec<P, N> {
  readonly scope: 'offer';
  value(o: Offer): number;
}

export type ValueTerm = TieTerm | OptionTerm | OfferTerm;

/** A term as its file declares it: scaled by parameters that it lists. */
type Declared<T, P> = Omit<T, 'scope'> & { readonly weights: readonly (keyof P & string)[] };

/** Declares a term of the tie. */
export function tieTerm<const P extends ParameterTable, const N extends string>(term: Declared<TieTerm<P, N>, P>): TieTerm<P, N> {
  return { scope: 'tie', ...term };
}

/** Declares a term of the tie by its parts. */
export function sharedTerm<const P extends ParameterTable, const N extends string>(
  term: Omit<Declared<TieTerm<P, N>, P>, 'value' | 'parts' | 'joint'> & Required<Pick<TieTerm<P, N>, 'parts'>>,
): TieTerm<P, N> {
  return tieTerm({
    ...term,
    value: (c, own) => {
      clearParts(c.parts);
      term.parts(c, own, c.parts);
      return sumOfParts(c.parts);
    },
  });
}

/** Declares a term of the change as a whole. */
export function optionTerm<const P extends ParameterTable, const N extends string>(term: Declared<OptionTerm<P, N>, P>): OptionTerm<P, N> {
  return { scope: 'option', ...term };
}

/** Declares a part of the offer. */
export function offerTerm<const P extends ParameterTable, const N extends string>(term: Declared<OfferTerm<P, N>, P>): OfferTerm<P, N> {
  return { scope: 'offer', ...term };
}

/** What the proposer offers on top of the change itself. */
export interface Offer {
  /** Utility paid to the other for its consent, >= 0. */
  readonly payment: number;
}

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
  /** Whether i signs something new. */
  signs: boolean;
  /** Nothing is owed for leaving: the term is over. */
  free: boolean;
}
