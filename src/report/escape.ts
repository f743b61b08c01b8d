/** HTML that may go into a page as it is. Made by the tag `html` alone, so that text from files cannot be taken for it. */
export interface Html {
  readonly html: string;
}

type Part = Html | string | number | readonly (Html | string | number)[];

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** Characters that no HTML page may hold, those that turn the direction of all the text after them, and halves of characters. */
const UNFIT = new RegExp(
  [
    '[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069\\ufffe\\uffff]',
    '[\\ud800-\\udbff](?![\\udc00-\\udfff])',
    '(?<![\\ud800-\\udbff])[\\udc00-\\udfff]',
  ].join('|'),
  'g',
);

/** Takes out what would spoil the text around it: control characters, overrides of direction, halves of characters. */
export function fit(text: string): string {
  return text.replace(UNFIT, '\ufffd');
}

/** Text as it may stand in HTML, between tags or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return fit(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** HTML from a template: what is put in is escaped, but for what is HTML already. Lists are put in one after another. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  const text = (part: Part): string => {
    if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
    return 'html' in part ? part.html : part.map(text).join('');
  };
  return { html: strings.map((string, k) => `${string}${k < parts.length ? text(parts[k] ?? '') : ''}`).join('') };
}

/** HTML that we made ourselves, such as a chart. */
export function raw(text: string): Html {
  return { html: text };
}

/** JSON for a script element: nothing in it can end the element or open a comment. */
export function jsonForScript(value: unknown): string {
  return JSON.stringify(value).replace(/[<>\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
