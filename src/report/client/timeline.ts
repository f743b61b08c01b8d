import { h, part, s } from './dom.ts';
import type { Model } from './model.ts';
import { eventItem } from './event-words.ts';

const ROW = 22;
const LEFT = 96;
const TOP = 6;
const BOTTOM = 22;
const LEAST_STEP = 14;
/** Kinds that are hidden at first: they are many, and the network shows what they do. */
const HIDDEN = ['signed', 'ended', 'left', 'joined', 'deepened', 'side_payment', 'honoured'];
/** Most events that the list holds at once. */
const MOST = 400;

/** The timeline, its filter and the list of events. */
export function showTimeline(model: Model): void {
  const { data, view } = model;
  const kinds = data.events.filter(([kind]) => data.replays.some(({ events }) => events.some(([, event]) => event === kind)));
  for (const kind of HIDDEN) view.hiddenEvents.add(kind);
  const filter = part('event-kinds');
  kinds.forEach(([kind, meaning]) => {
    const box = h('input', { type: 'checkbox', checked: !view.hiddenEvents.has(kind), 'data-event': kind }) as HTMLInputElement;
    box.addEventListener('change', () => {
      if (box.checked) view.hiddenEvents.delete(kind);
      else view.hiddenEvents.add(kind);
      model.changed('filter');
    });
    filter.append(h('label', { class: 'choice', title: meaning.replaceAll('`', '') }, box, ` ${kind.replace('_', ' ')}`));
  });
  const atTick = part<HTMLInputElement>('at-tick');
  atTick.addEventListener('change', () => drawList(model, atTick.checked));
  const shown = () => kinds.filter(([kind]) => !view.hiddenEvents.has(kind)).map(([kind]) => kind);
  const svg = part<SVGSVGElement>('timeline');
  let cursor: SVGElement | null = null;
  let step = LEAST_STEP;
  const place = () => cursor?.setAttribute('x', String(LEFT + view.tick * step));
  const draw = () => {
    const width = Math.max(320, svg.parentElement?.clientWidth ?? 0);
    step = Math.max(LEAST_STEP, (width - LEFT - 8) / (model.replay().ticks + 1));
    cursor = drawMarks(model, svg, shown(), step);
    place();
  };
  model.listen((changes) => {
    if (changes.has('run') || changes.has('filter')) draw();
    else place();
    if (changes.has('run') || changes.has('filter') || atTick.checked) drawList(model, atTick.checked);
  });
  let width = 0;
  new ResizeObserver(() => {
    const found = svg.parentElement?.clientWidth ?? 0;
    if (found === width) return;
    width = found;
    draw();
  }).observe(svg.parentElement ?? svg);
  draw();
  drawList(model, false);
}

/** A mark for each kind and tick, its area the number of events; returns the cursor. */
function drawMarks(model: Model, svg: SVGSVGElement, kinds: readonly string[], step: number): SVGElement {
  const { ticks, events } = model.replay();
  const counts = new Map<string, number>();
  for (const [tick, event] of events) counts.set(`${event} ${tick}`, (counts.get(`${event} ${tick}`) ?? 0) + 1);
  const most = Math.max(1, ...kinds.flatMap((kind) => Array.from({ length: ticks + 1 }, (_, tick) => counts.get(`${kind} ${tick}`) ?? 0)));
  const width = LEFT + (ticks + 1) * step + 8;
  const height = TOP + kinds.length * ROW + BOTTOM;
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  const cursor = s('rect', { class: 'cursor', y: TOP, width: step, height: kinds.length * ROW });
  const parts: SVGElement[] = [cursor];
  kinds.forEach((kind, row) => {
    const y = TOP + row * ROW + ROW / 2;
    parts.push(s('text', { class: 'axis', x: LEFT - 8, y: y + 4, 'text-anchor': 'end' }, kind.replace('_', ' ')));
    parts.push(s('path', { class: 'grid', d: `M${LEFT} ${y}H${width - 8}` }));
    for (let tick = 0; tick <= ticks; tick++) {
      const count = counts.get(`${kind} ${tick}`) ?? 0;
      if (count === 0) continue;
      const r = Math.max(2.2, (ROW / 2 - 1.5) * Math.sqrt(count / most));
      const title = s('title', {}, `${model.label(tick)}: ${count} ${kind.replace('_', ' ')}`);
      const mark = s('circle', { class: `event ${kind}`, cx: LEFT + (tick + 0.5) * step, cy: y, r }, title);
      mark.addEventListener('click', () => model.go({ tick }));
      parts.push(mark);
    }
  });
  const every = Math.max(1, Math.ceil(44 / step));
  for (let tick = 0; tick <= ticks; tick += every)
    parts.push(s('text', { class: 'axis', x: LEFT + (tick + 0.5) * step, y: height - 6, 'text-anchor': 'middle' }, model.label(tick)));
  svg.replaceChildren(...parts);
  return cursor;
}

function drawList(model: Model, atTick: boolean): void {
  const { view } = model;
  const events = model.replay().events.filter(([tick, event]) => !view.hiddenEvents.has(event) && (!atTick || tick === view.tick));
  part('event-list').replaceChildren(...events.slice(0, MOST).map((event) => eventItem(model, event)));
  part('event-count').textContent =
    events.length > MOST ? `the first ${MOST} of ${events.length} events; choose fewer kinds, or one tick` : `${events.length} events`;
}
