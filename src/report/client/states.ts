import { standingAt } from '../history.ts';
import { KINDS, type Explanation, type ChartData } from '../payload.ts';
import { smallChart } from './chart.ts';
import { button, formatNumber, h, name, part, s, table } from './dom.ts';
import type { Model } from './model.ts';
import { eventItem, listed } from './event-words.ts';

/** Most events of a state that are listed. */
const MOST = 200;

/** The panel of the chosen state. */
export function showStates(model: Model): void {
  const { data, view } = model;
  const select = part<HTMLSelectElement>('state');
  data.states.forEach(({ id, name: words }, i) =>
    select.append(h('option', { value: i }, words === id ? id : `${words.length > 80 ? `${words.slice(0, 80)}…` : words} (${id})`)),
  );
  select.addEventListener('change', () => model.go({ state: Number(select.value) }));
  const step = (by: number) => model.go({ state: (view.state + by + data.states.length) % data.states.length });
  part('previous-state').addEventListener('click', () => step(-1));
  part('next-state').addEventListener('click', () => step(1));
  const panel = part('state-panel');
  const facts = h('div');
  const rest = h('div');
  panel.append(facts, rest);
  const draw = (whole: boolean) => {
    select.value = String(view.state);
    facts.replaceChildren(...factsOf(model), ...explained(model));
    if (whole) rest.replaceChildren(...chartsOf(model), agreementsOf(model), eventsOf(model));
    else moveCursors(model, rest);
  };
  model.listen((changes) => draw(changes.has('state') || changes.has('run')));
  draw(true);
}

/** Data of the charts of the state that is shown. */
export function stateChartData(model: Model, column: string): ChartData | null {
  const { data, view } = model;
  const found = data.stateCharts.find((one) => one.column === column);
  const band = found?.bands[view.state];
  if (band === undefined) return null;
  const id = data.states[view.state]?.id ?? '';
  return {
    columns: ['state', 'tick', 'time', 'mean', 'p10', 'p90'],
    rows: data.bandTicks.map((tick, k) => [id, tick, data.start + tick, band.mean[k] ?? null, band.low[k] ?? null, band.high[k] ?? null]),
  };
}

function factsOf(model: Model): HTMLElement[] {
  const { data, view } = model;
  const { state: i, tick } = view;
  const state = data.states[i];
  const replay = model.replay();
  const heading = h('h3', {}, name(state?.name ?? ''), ` in ${model.label(tick)}, ${replay.label}`);
  if (!model.isMember(i, tick)) return [heading, h('p', {}, 'Not a member of the system.')];
  const ties = model.ties(tick).filter(({ a, b }) => a === i || b === i);
  const posture = model.posture(i, tick);
  const rows = KINDS.map((kind, k): [string, readonly number[]] => [
    kind,
    ties.filter(({ kinds }) => (kinds & (1 << k)) !== 0).map(({ a, b }) => (a === i ? b : a)),
  ]);
  return [
    heading,
    h(
      'p',
      {},
      posture === '' ? '' : `Posture: ${posture}. `,
      replay.states === null ? '' : `Share of power: ${formatNumber(model.power(i, tick))}. `,
      state?.region ? 'Region: ' : '',
      state?.region ? name(state.region) : '',
      state?.region ? '.' : '',
    ),
    h(
      'dl',
      { class: 'facts' },
      ...rows.map(([kind, partners]) =>
        h(
          'div',
          {},
          h('dt', {}, `${kind} (${partners.length})`),
          h('dd', {}, ...(partners.length === 0 ? ['none'] : listed(model, partners, 40))),
        ),
      ),
    ),
  ];
}

function chartsOf(model: Model): HTMLElement[] {
  const { data, view } = model;
  if (data.stateCharts.length === 0) return [h('p', { class: 'muted' }, 'States were not recorded: record them with --record states=1.')];
  const charts = data.stateCharts.map(({ column, title, bands }) => {
    const band = bands[view.state] ?? { mean: [], low: [], high: [] };
    const save = (kind: string) =>
      h(
        'button',
        { type: 'button', 'data-save': kind.toLowerCase(), 'data-of': `state-${column}`, 'aria-label': `Save “${title}” as ${kind}` },
        kind,
      );
    return h(
      'figure',
      { class: 'chart-box', 'data-chart': `state-${column}`, 'data-column': column },
      h('h4', {}, title),
      smallChart(band, data.bandTicks, model.label, title, view.tick),
      h('div', { class: 'tools' }, save('SVG'), save('PNG'), save('CSV')),
    );
  });
  return [
    h('h4', {}, 'Over time'),
    h('p', { class: 'muted' }, data.band),
    h('div', { class: 'charts narrow' }, ...charts),
    postures(model),
  ];
}

function moveCursors(model: Model, rest: HTMLElement): void {
  const { data, view } = model;
  for (const chart of rest.querySelectorAll<HTMLElement>('[data-column]')) {
    const found = data.stateCharts.find(({ column }) => column === chart.dataset['column']);
    const band = found?.bands[view.state];
    if (found !== undefined && band !== undefined)
      chart.querySelector('svg')?.replaceWith(smallChart(band, data.bandTicks, model.label, found.title, view.tick));
  }
  rest
    .querySelectorAll('.strip [data-tick]')
    .forEach((cell) => cell.classList.toggle('here', cell.getAttribute('data-tick') === String(view.tick)));
}

/** The posture at every recorded tick of the run. */
function postures(model: Model): HTMLElement {
  const { view } = model;
  const ticks = model.replay().states?.ticks ?? [];
  const cells = ticks.map((tick) => {
    const posture = model.posture(view.state, tick);
    const cell = button([posture.charAt(0).toUpperCase()], () => model.go({ tick }), {
      class: `cell ${posture}${tick === view.tick ? ' here' : ''}`,
      'data-tick': tick,
      'aria-label': `${model.label(tick)}: ${posture}`,
      title: `${model.label(tick)}: ${posture}`,
    });
    return cell;
  });
  return h('div', {}, h('h4', {}, 'Posture in this run'), h('div', { class: 'strip' }, ...cells));
}

function agreementsOf(model: Model): HTMLElement {
  const { view } = model;
  const i = view.state;
  const rows = model.replay().agreements.flatMap((entry, id) => {
    const [words, kind, start, end, members, changes] = entry;
    if (!members.includes(i) && !changes.some(([, change, of]) => change === 'j' && of === i)) return [];
    const last = end < 0 ? model.replay().ticks : end - 1;
    const standing = standingAt(entry, Math.max(last, start));
    const kinds = [kind, ...changes.filter(([, change]) => change === 'k').map(([, , of]) => of)]
      .map((k) => KINDS[k] ?? '')
      .join(', then ');
    const left = changes.filter(([, change, of]) => change === 'l' && of === i).at(-1);
    return [
      h(
        'tr',
        { 'data-agreement': id },
        h('th', { scope: 'row' }, name(words)),
        h('td', {}, kinds),
        h('td', {}, model.label(start)),
        h('td', {}, end < 0 ? 'in force' : model.label(end)),
        h('td', {}, left === undefined ? '' : `left in ${model.label(left[0])}`),
        h(
          'td',
          { class: 'text' },
          ...listed(
            model,
            (standing?.members ?? members).filter((member) => member !== i),
            8,
          ),
        ),
      ),
    ];
  });
  const columns = ['agreement', 'kind', 'from', 'until', 'this state', 'other members at the end'];
  return h('details', {}, h('summary', {}, `Agreements in this run (${rows.length})`), table('Agreements of the state', columns, rows));
}

function eventsOf(model: Model): HTMLElement {
  const { replay, view } = model;
  const i = view.state;
  const { agreements, events } = replay();
  const mine = events.filter(
    ([, , actor, other, agreement, , states]) =>
      actor === i || other === i || states.includes(i) || (actor < 0 && (agreements[agreement]?.[4].includes(i) ?? false)),
  );
  const items = mine.slice(0, MOST).map((event) => eventItem(model, event));
  return h(
    'details',
    {},
    h('summary', {}, `Events in this run (${mine.length}${mine.length > MOST ? `, the first ${MOST} are listed` : ''})`),
    h('ol', { class: 'event-list', tabindex: 0, 'aria-label': 'Events of the state' }, ...items),
  );
}

/** What the state weighed at the tick, where it was recorded: every term of each strategy's best option as a signed bar. */
function explained(model: Model): HTMLElement[] {
  const { data, view } = model;
  if (data.explanations.length === 0) return [];
  const found = data.explanations.filter(
    ({ replicate, tick, state }) => replicate === view.run && tick === view.tick && state === view.state,
  );
  const heading = h('h4', {}, 'What it weighed');
  if (found.length === 0)
    return [
      heading,
      h(
        'p',
        { class: 'muted' },
        `Not in this file for ${model.label(view.tick)} of ${model.replay().label}; see decisions.csv, or entente explain.`,
      ),
    ];
  return [heading, ...found.map((one) => turn(model, one, found.length))];
}

function turn(model: Model, { turn: number, options }: Explanation, turns: number): HTMLElement {
  const most = Math.max(...options.flatMap(({ terms, total }) => [...terms, total].map(Math.abs)), 1e-12);
  const bars = options.map(({ strategy, words, terms, total, probability, chosen }) => {
    const rows = terms
      .map((value, t): [string, number] => [(model.data.terms[t] ?? '').replace('_', ' '), value])
      .filter(([, value]) => value !== 0)
      .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a));
    const row = ([term, value]: [string, number], kind = '') =>
      h(
        'tr',
        { class: kind },
        h('th', { scope: 'row' }, term),
        h('td', {}, bar(value / most)),
        h('td', { class: 'number' }, formatNumber(value)),
      );
    return h(
      'div',
      { class: `option${chosen ? ' taken' : ''}` },
      h('h5', {}, `${strategy}${chosen ? ' (chosen)' : ''}`),
      h('p', { class: 'muted' }, h('bdi', {}, words), probability === null ? '' : `; probability ${formatNumber(probability)}`),
      h('table', {}, h('tbody', {}, ...rows.map((one) => row(one)), row(['total', total], 'total'))),
    );
  });
  return h('div', {}, turns > 1 ? h('h5', {}, `Turn ${number + 1}`) : '', h('div', { class: 'options' }, ...bars));
}

/** A bar to the right for a term in favour of the option, to the left for one against it. */
function bar(share: number): SVGElement {
  const width = Math.abs(share) * 50;
  return s(
    'svg',
    { viewBox: '0 0 100 10', class: `bar ${share < 0 ? 'against' : 'for'}`, 'aria-hidden': true, preserveAspectRatio: 'none' },
    s('path', { class: 'grid', d: 'M50 0V10' }),
    s('rect', { x: share < 0 ? 50 - width : 50, y: 1.5, width, height: 7 }),
  );
}
