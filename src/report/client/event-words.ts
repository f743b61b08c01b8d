import type { EventEntry } from '../payload.ts';
import { button, h, name } from './dom.ts';
import type { Model } from './model.ts';

type Word = string | HTMLElement;

/** An event as an item of a list; a choice goes to its tick. */
export function eventItem(model: Model, event: EventEntry): HTMLElement {
  const [tick, kind] = event;
  const words = [
    h('span', { class: 'time' }, model.label(tick)),
    ' ',
    h('span', { class: `kind ${kind}` }, kind.replace('_', ' ')),
    ' ',
    ...eventInWords(model, event),
  ];
  const choice = button(words, () => model.go({ tick }), { class: 'goto' });
  return h('li', {}, choice);
}

/** An event in words. */
function eventInWords(model: Model, [, event, actor, other, agreement, words, states]: EventEntry): Word[] {
  const who = (state: number): Word => (state < 0 ? 'somebody' : name(model.data.states[state]?.name ?? ''));
  const entry = agreement < 0 ? undefined : model.replay().agreements[agreement];
  const what: Word = entry === undefined ? 'an agreement' : name(entry[0]);
  const party = entry === undefined ? [] : listed(model, entry[4]);
  switch (event) {
    case 'signed':
      return [what, ' signed by ', ...party];
    case 'joined':
      return [who(actor), ' joined ', what];
    case 'left':
      return [who(actor), ' left ', what];
    case 'ended':
      return [what, ' ended', words === '' ? '' : ` (${words})`];
    case 'matured':
      return [what, ' became an alliance'];
    case 'hollowed':
      return [what, ' became a partnership: ', who(actor), ' withdrew'];
    case 'deepened':
      return [what, ' was deepened by ', who(actor), ...(other < 0 ? [] : [' and ', who(other)])];
    case 'side_payment':
      return [who(actor), ' paid ', who(other), ' for its consent'];
    case 'dispute':
      return [who(actor), ' against ', who(other), words === '' ? '' : `, ${words}`, ...fighters(model, states, actor, other)];
    case 'war':
      return [who(actor), ' against ', who(other), words === '' ? '' : `: ${words}`, ...fighters(model, states, actor, other)];
    case 'honoured':
      return [who(actor), ' met its obligation to ', who(other), words === '' ? '' : ` (${words})`];
    case 'reneged':
      return [who(actor), ' broke its obligation to ', who(other), words === '' ? '' : ` (${words})`];
    case 'entrapment':
      return [who(actor), ' was drawn into a conflict of ', who(other)];
    case 'abandonment':
      return [who(actor), ' was left alone by ', who(other), words === '' ? '' : ` (${words})`];
    default:
      return [words === '' ? event : name(words)];
  }
}

function fighters(model: Model, states: readonly number[], actor: number, other: number): Word[] {
  const more = states.filter((state) => state !== actor && state !== other);
  return more.length === 0 ? [] : ['; with ', ...listed(model, more)];
}

/** States by name, up to `most`. */
export function listed(model: Model, states: readonly number[], most = 6): Word[] {
  const shown = states.slice(0, most);
  const parts = shown.flatMap((state, k): Word[] => [
    k === 0 ? '' : k === shown.length - 1 && shown.length === states.length ? ' and ' : ', ',
    name(model.data.states[state]?.name ?? ''),
  ]);
  return states.length > most ? [...parts, ` and ${states.length - most} more`] : parts;
}
