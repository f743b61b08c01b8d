import type { OptionRow } from '../model/events.ts';
import { TEMPLATES, type TemplateName } from '../model/treaty/templates.ts';
import type { AgreementKind } from '../model/vocabulary.ts';
import type { World } from '../model/world.ts';

const id = (w: World, i: number) => w.ids[i] ?? '';

/** The other states that an option brings i together with: the partners of what is founded, or all other members of the agreement. */
export function othersOf(w: World, option: OptionRow): string[] {
  if (option.agreement < 0) return [option.partner, option.third].filter((k) => k >= 0).map((k) => id(w, k));
  const members = w.book.all[option.agreement]?.members.map((m) => m.state) ?? [];
  const all = option.action === 'invite' ? [...members, option.partner] : members;
  return all.filter((k) => k !== option.state).map((k) => id(w, k));
}

/** The kind of agreement that the state would be in after the option; undefined where it keeps or leaves. */
export function kindAfter(w: World, option: OptionRow): AgreementKind | undefined {
  if (option.action === 'keep' || option.action === 'leave') return undefined;
  if (option.action === 'hollow') return 'partnership';
  if (option.template !== '') return TEMPLATES[option.template as TemplateName].kind;
  return w.book.all[option.agreement]?.kind;
}

/** An option in a few words, such as `found a partnership with IND`. */
export function describeOption(w: World, option: OptionRow): string {
  const name = w.book.all[option.agreement]?.name ?? '';
  const called = name === '' ? `agreement ${option.agreement}` : name;
  const form = (template: string) => `${/^[aeiou]/.test(template) ? 'an' : 'a'} ${template.replaceAll('_', ' ')}`;
  switch (option.action) {
    case 'keep':
      return 'keep everything as it is';
    case 'found':
      return `found ${form(option.template)} with ${othersOf(w, option).join(' and ')}`;
    case 'mature':
      return `turn ${called} into ${form(option.template)}`;
    case 'deepen':
      return `deepen ${called}`;
    case 'hollow':
      return `hollow out ${called} into a partnership`;
    case 'leave':
      return `leave ${called}`;
    case 'join':
      return `join ${called}`;
    case 'invite':
      return `invite ${id(w, option.partner)} into ${called}`;
  }
}

/** What makes an option the same in two worlds: ids of agreements may differ, what they are called does not. */
export function sameness(w: World, option: OptionRow): string {
  const agreement = w.book.all[option.agreement];
  const called =
    agreement === undefined ? '' : `${agreement.name} ${agreement.start} ${agreement.members.map((m) => id(w, m.state)).join(' ')}`;
  return [option.action, option.strategy, option.template, id(w, option.partner), id(w, option.third), called].join('|');
}
