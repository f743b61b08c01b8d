import { FIXED } from '../constants.ts';
import type { Agreement } from '../treaty/treaty.ts';
import { admit, amend, tieOf, sign, withdraw } from '../treaty/book.ts';
import { pairUniform } from '../../base/math.ts';
import { isCommon } from './evaluate.ts';
import type { Change } from './change.ts';
import { type Sink, emit } from '../events.ts';
import { KIND_BIT } from '../vocabulary.ts';
import type { Answer, Weighed } from './weigh.ts';
import type { World } from '../world.ts';

/** Enacts what a state has chosen, if the states whose consent it needs agree. */
export function enactChoice(w: World, i: number, o: Weighed, sink: Sink): void {
  const change = o.change;
  if (change === null || !stillFeasible(w, i, o)) return;
  // what is chosen has been asked
  const answer = o.answer!;
  const refuser = refusal(w, i, isCommon(w, change), answer);
  if (refuser >= 0) {
    emit(sink, 'refused', { actor: i, other: refuser, agreement: change.removed?.id ?? -1, detail: o.option.template || change.action });
    return;
  }
  if (answer.payment > 0) pay(w, i, o.option.partner, answer.payment, sink);
  enact(w, i, o, change, sink);
}

/** Whether the world in which the option was weighed still holds where it matters: needed because all may choose together. */
function stillFeasible(w: World, i: number, o: Weighed): boolean {
  const { agreement, action, partner, third, template } = o.option;
  if (agreement !== null)
    return agreement.end < 0 && agreement.members.some((m) => m.state === (action === 'join' ? m.state : i)) && sameMembers(o);
  if (action !== 'found') return true;
  const kind = template === 'partnership' ? KIND_BIT.partnership : template === 'minilateral' ? KIND_BIT.minilateral : KIND_BIT.alliance;
  const tied = (k: number) => ((tieOf(w.book, i, k)?.kinds ?? 0) & kind) !== 0;
  return third < 0 ? !tied(partner) : !(tied(partner) && tied(third));
}

/** An agreement that gained, lost or changed members or kind since it was weighed is another agreement. */
function sameMembers(o: Weighed): boolean {
  const agreement = o.option.agreement!;
  const { action } = o.option;
  const after = o.change!.added;
  if (action === 'leave' || after === null) return true;
  if (action === 'mature' && agreement.kind === 'alliance') return false;
  if (action === 'hollow' && agreement.kind !== 'alliance') return false;
  if (action !== 'mature' && action !== 'hollow' && agreement.kind !== after.kind) return false;
  const expected = after.members.length - (action === 'join' || action === 'invite' ? 1 : 0);
  return expected === agreement.members.length && agreement.members.every((m) => after.members.some((x) => x.state === m.state));
}

/** The first state that refuses, by everyone's draw against its probability of consent; -1 when all agree. A lost vote counts as refused by its first opponent. */
function refusal(w: World, i: number, common: boolean, { everyone, everyoneProbability, voters, votersProbability }: Answer): number {
  for (let x = 0; x < everyone.length; x++) if (!agrees(w, i, common ? i : everyone[x]!, everyoneProbability[x]!)) return everyone[x]!;
  let yes = 0;
  let opponent = -1;
  for (let x = 0; x < voters.length; x++) {
    if (agrees(w, i, common ? i : voters[x]!, votersProbability[x]!)) yes += 1;
    else if (opponent < 0) opponent = voters[x]!;
  }
  return voters.length > 0 && 2 * yes <= voters.length ? opponent : -1;
}

/** Whether the draws of `other`, or of i itself where one draw decides for all, is good enough. */
function agrees(w: World, i: number, other: number, probability: number): boolean {
  const draws = w.workspace.consent;
  return pairUniform(draws[2 * w.slots[i]!]!, draws[2 * w.slots[other]! + 1]!) < probability;
}

function pay(w: World, i: number, k: number, payment: number, sink: Sink): void {
  const share = Math.min(FIXED.payment_most, payment * w.parameters.payment_rate);
  const amount = w.economic[i]! * share;
  w.economic[i] = w.economic[i]! - amount;
  w.economic[k] = w.economic[k]! + amount;
  emit(sink, 'side_payment', { actor: i, other: k, value: share });
}

function enact(w: World, i: number, o: Weighed, change: Change, sink: Sink): void {
  const { book, tick } = w;
  const { action, partner, third } = o.option;
  if (action === 'found') {
    const terms = change.added!;
    const agreement = sign(
      book,
      {
        ...terms,
        name: nameOf(
          w,
          terms.template,
          terms.members.map((m) => m.state),
        ),
      },
      tick,
    );
    emit(sink, 'signed', { actor: i, other: third < 0 ? partner : -1, agreement: agreement.id, states: agreement.membersAtStart });
    return;
  }
  const agreement = change.removed!;
  const states = agreement.members.map((m) => m.state);
  const row = { actor: i, other: partner, agreement: agreement.id, states };
  switch (action) {
    case 'mature':
    case 'hollow': {
      const { kind, formality, areas, depth, purpose, term, template, members } = change.added!;
      amend(book, agreement, { kind, formality, areas, depth, purpose, term, template }, members[0]!.obligations, tick);
      emit(sink, action === 'mature' ? 'matured' : 'hollowed', row);
      break;
    }
    case 'deepen':
      amend(book, agreement, { depth: Math.min(1, agreement.depth + w.parameters.depth_step) });
      emit(sink, 'deepened', { ...row, value: agreement.depth });
      break;
    case 'join':
    case 'invite': {
      const newcomer = change.newcomer;
      admit(book, agreement, newcomer, tick);
      emit(sink, 'joined', {
        actor: newcomer,
        other: action === 'invite' ? i : -1,
        agreement: agreement.id,
        states: agreement.members.map((m) => m.state),
      });
      break;
    }
    case 'leave':
      leave(w, i, agreement, sink);
      return;
    case 'keep':
  }
}

function leave(w: World, i: number, agreement: Agreement, sink: Sink): void {
  const states = agreement.members.map((m) => m.state);
  withdraw(w.book, agreement, i, w.tick, 'left');
  emit(sink, 'left', { actor: i, agreement: agreement.id, states });
  if (agreement.end >= 0) emit(sink, 'ended', { agreement: agreement.id, states, detail: 'left' });
}

function nameOf(w: World, template: string, states: readonly number[]): string {
  return `${template} ${states.map((s) => w.ids[s]).join('-')} ${w.tick}`;
}
