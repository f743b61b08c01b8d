import type { ChartData, Payload } from '../payload.ts';
import { KINDS } from '../payload.ts';
import { part } from './dom.ts';
import { createModel, type Model } from './model.ts';
import { showNetwork } from './network.ts';
import { showPlayer } from './player.ts';
import { enableSaving, enableTables } from './save.ts';
import { showStates, stateChartData } from './states.ts';
import { showTimeline } from './timeline.ts';

/** The data behind a chart: written into the page, or what is shown now. */
function dataOf(model: Model): (chart: string) => ChartData | null {
  const { data, view } = model;
  const id = (state: number) => data.states[state]?.id ?? '';
  return (chart) => {
    if (chart === 'network')
      return {
        columns: ['run', 'tick', 'time', 'state_a', 'state_b', ...KINDS],
        rows: model
          .ties(view.tick)
          .map(({ a, b, kinds }) => [
            model.replay().run,
            view.tick,
            data.start + view.tick,
            id(a),
            id(b),
            ...KINDS.map((_, k) => (kinds >> k) & 1),
          ]),
      };
    if (chart === 'timeline')
      return {
        columns: ['run', 'tick', 'time', 'event', 'actor', 'other', 'agreement', 'detail'],
        rows: model
          .replay()
          .events.map(([tick, event, actor, other, agreement, words]) => [
            model.replay().run,
            tick,
            data.start + tick,
            event,
            id(actor),
            id(other),
            model.replay().agreements[agreement]?.[0] ?? '',
            words,
          ]),
      };
    if (chart.startsWith('state-')) return stateChartData(model, chart.slice('state-'.length));
    return data.charts[chart] ?? null;
  };
}

const data = JSON.parse(part('payload').textContent ?? '') as Payload;
const model = createModel(data);
if (data.replays.length > 0) {
  showPlayer(model);
  showNetwork(model);
  showTimeline(model);
  showStates(model);
}
enableSaving({ name: data.name, data: dataOf(model) });
enableTables(dataOf(model));
document.documentElement.dataset['ready'] = 'true';
