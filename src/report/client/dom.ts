const SVG = 'http://www.w3.org/2000/svg';

type Attributes = Record<string, string | number | boolean>;
type Child = Node | string;

function fill<E extends Element>(element: E, attributes: Attributes, children: readonly Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children);
  return element;
}

/** An element of HTML. Untrusted text goes in as text or as the value of an attribute, never as markup. */
export function h(tag: string, attributes: Attributes = {}, ...children: Child[]): HTMLElement {
  return fill(document.createElement(tag), attributes, children);
}

/** An element of SVG. */
export function s(tag: string, attributes: Attributes = {}, ...children: Child[]): SVGElement {
  return fill(document.createElementNS(SVG, tag) as SVGElement, attributes, children);
}

/** Text of the scenario's author, isolated from the text direction around it. */
export function name(text: string): HTMLElement {
  return h(
    'bdi',
    { class: 'name', title: text.length > 60 ? text.slice(0, 1000) : false },
    text.length > 300 ? `${text.slice(0, 300)}…` : text,
  );
}

/** An element of the page's template. @throws Error where the page has none of this id */
export function part<E extends Element = HTMLElement>(id: string): E {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found as unknown as E;
}

/** A button with something to do. */
export function button(children: readonly Child[], act: () => void, attributes: Attributes = {}): HTMLElement {
  const made = h('button', { type: 'button', ...attributes }, ...children);
  made.addEventListener('click', act);
  return made;
}

/** A table that scrolls by itself where the page is too narrow for it. */
export function table(label: string, columns: readonly string[], rows: readonly HTMLElement[]): HTMLElement {
  const head = h('thead', {}, h('tr', {}, ...columns.map((column) => h('th', { scope: 'col' }, column))));
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label }, h('table', {}, head, h('tbody', {}, ...rows)));
}

/** A number for readers, to three significant digits. */
export function formatNumber(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(3)));
}
