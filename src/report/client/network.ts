import { KINDS, STAGE } from '../payload.ts';
import type { Tie } from '../history.ts';
import { part, s } from './dom.ts';
import type { Model } from './model.ts';

/** Radius of a state with all the power, in the picture's units. */
const GREATEST = 50;
const LEAST = 5;
/** Distance between the lines of different kinds that tie one pair. */
const APART = 3;
/** Most states that are named on a narrow screen. */
const NAMED_ON_PHONE = 10;
const PHONE = 600;

type Point = readonly [number, number];

/** Draws the network at the tick and follows the view. */
export function showNetwork(model: Model): void {
  const { data, view } = model;
  const svg = part<SVGSVGElement>('network');
  const land = s('path', { class: 'land', d: data.land });
  const layers = {
    ...Object.fromEntries(['partnership', 'minilateral', 'alliance'].map((kind) => [kind, s('path', { class: `tie ${kind}` })])),
    gained: s('path', { class: 'new' }),
    own: s('path', { class: 'own' }),
    dispute: s('path', { class: 'tie dispute' }),
    war: s('path', { class: 'tie war' }),
  } as Record<string, SVGElement>;
  const nodes = data.states.map((state, i) => {
    const mark = s('path', { class: 'mark' });
    const label = s('text', { class: 'label', 'text-anchor': 'middle' }, state.id);
    const group = s('g', { class: 'node', role: 'button', tabindex: -1, 'data-state': i }, mark, label);
    group.addEventListener('click', () => model.go({ state: i }));
    return { group, mark, label };
  });
  svg.append(land, ...Object.values(layers), ...nodes.map(({ group }) => group));
  let roving = view.state;

  const place = (i: number): Point => {
    const state = data.states[i];
    return (view.layout === 'map' ? state?.map : null) ?? state?.free ?? [0, 0];
  };

  const draw = () => {
    const scale = STAGE.width / Math.max(280, svg.clientWidth || STAGE.width);
    const phone = (svg.clientWidth || STAGE.width) < PHONE;
    const ties = model.ties(view.tick);
    const before = view.tick > 0 ? model.ties(view.tick - 1) : ties;
    land.style.display = view.layout === 'map' ? '' : 'none';
    KINDS.forEach((kind, k) => layers[kind]?.setAttribute('d', linesOf(ties, k, place, view.hidden.has(kind))));
    const showNew = part<HTMLInputElement>('changes').checked;
    layers['gained']?.setAttribute('d', showNew ? linesOf(gained(ties, before), -1, place, false) : '');
    layers['own']?.setAttribute(
      'd',
      linesOf(
        ties.filter(({ a, b }) => a === view.state || b === view.state),
        -1,
        place,
        false,
      ),
    );
    const fights = (event: string) =>
      view.hidden.has(event)
        ? ''
        : model
            .eventsAt(view.tick)
            .filter(([, kind, actor, other]) => kind === event && actor >= 0 && other >= 0)
            .map(([, , actor, other]) => curve(place(actor), place(other)))
            .join('');
    layers['dispute']?.setAttribute('d', fights('dispute'));
    layers['war']?.setAttribute('d', fights('war'));
    const order = data.states.map((_, i) => i).sort((a, b) => model.power(b, view.tick) - model.power(a, view.tick));
    nodes.forEach(({ group, mark, label }, i) => {
      const [x, y] = place(i);
      const power = model.power(i, view.tick);
      const r = Math.max(LEAST * Math.max(1, 0.75 * scale), GREATEST * Math.sqrt(power) * (phone ? 1.5 : 1));
      const posture = model.posture(i, view.tick);
      group.setAttribute('transform', `translate(${x},${y})`);
      group.setAttribute('class', `node ${posture}${i === view.state ? ' chosen' : ''}`);
      group.setAttribute('aria-label', nodeInWords(model, i));
      group.setAttribute('aria-pressed', String(i === view.state));
      group.setAttribute('tabindex', i === roving ? '0' : '-1');
      mark.setAttribute('d', shape(posture, r));
      label.setAttribute('y', String(r + 10 * scale));
      label.setAttribute('font-size', String(10.5 * scale));
      label.style.display = !phone || i === view.state || order.indexOf(i) < NAMED_ON_PHONE ? '' : 'none';
    });
  };

  const walk = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      model.go({ state: roving });
      return;
    }
    if (step === undefined) return;
    event.preventDefault();
    const count = nodes.length;
    nodes[roving]?.group.setAttribute('tabindex', '-1');
    roving = (roving + step + count) % count;
    nodes[roving]?.group.setAttribute('tabindex', '0');
    nodes[roving]?.group.focus();
  };
  svg.addEventListener('keydown', walk);
  model.listen((changes) => {
    if (changes.has('state')) roving = view.state;
    draw();
  });
  let width = svg.clientWidth;
  new ResizeObserver(() => {
    if (svg.clientWidth === width) return;
    width = svg.clientWidth;
    draw();
  }).observe(svg);
  draw();
}

/** A state at the tick, for those who do not see it. */
function nodeInWords(model: Model, i: number): string {
  const { tick } = model.view;
  const state = model.data.states[i];
  const who = state === undefined ? '' : state.name === state.id ? state.id : `${state.id}, ${state.name}`;
  if (!model.isMember(i, tick)) return `${who}, not in the system`;
  const ties = model.ties(tick).filter(({ a, b }) => a === i || b === i);
  const counts = KINDS.map((kind, k) => `${ties.filter(({ kinds }) => (kinds & (1 << k)) !== 0).length} ${kind}`).join(', ');
  const posture = model.posture(i, tick);
  return `${who}${posture === '' ? '' : `, ${posture}`}; ties: ${counts}`;
}

/** Pairs that were not tied before. */
function gained(ties: readonly Tie[], before: readonly Tie[]): Tie[] {
  const old = new Set(before.map(({ a, b }) => `${a} ${b}`));
  return ties.filter(({ a, b }) => !old.has(`${a} ${b}`));
}

/** Lines of one kind of tie, or of all where the kind is -1. The kinds that tie one pair lie side by side. */
function linesOf(ties: readonly Tie[], kind: number, place: (i: number) => Point, hidden: boolean): string {
  if (hidden) return '';
  let path = '';
  for (const { a, b, kinds } of ties) {
    if (kind >= 0 && (kinds & (1 << kind)) === 0) continue;
    const [x, y] = place(a);
    const [u, v] = place(b);
    const length = Math.max(1, Math.sqrt((u - x) * (u - x) + (v - y) * (v - y)));
    const there = [0, 1, 2].filter((k) => (kinds & (1 << k)) !== 0);
    const off = kind < 0 ? 0 : (there.indexOf(kind) - (there.length - 1) / 2) * APART;
    const dx = (-(v - y) / length) * off;
    const dy = ((u - x) / length) * off;
    path += `M${short(x + dx)} ${short(y + dy)}L${short(u + dx)} ${short(v + dy)}`;
  }
  return path;
}

/** A bent line, so that a conflict is not taken for a tie. */
function curve([x, y]: Point, [u, v]: Point): string {
  return `M${short(x)} ${short(y)}Q${short((x + u) / 2 - (v - y) * 0.18)} ${short((y + v) / 2 + (u - x) * 0.18)} ${short(u)} ${short(v)}`;
}

const short = (value: number) => String(Math.round(value * 10) / 10);

/** The outline of a state by its posture; the shape says what the colour says. */
function shape(posture: string, r: number): string {
  if (posture === 'balancing') {
    const half = r * 0.89;
    return `M${-half} ${-half}H${half}V${half}H${-half}Z`;
  }
  if (posture === 'bandwagoning') {
    const far = r * 1.25;
    return `M0 ${-far}L${far} 0L0 ${far}L${-far} 0Z`;
  }
  return `M${-r} 0A${r} ${r} 0 1 1 ${r} 0A${r} ${r} 0 1 1 ${-r} 0Z`;
}
