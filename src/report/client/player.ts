import { countTies } from '../history.ts';
import { h, part } from './dom.ts';
import type { Model } from './model.ts';

/** The choice of run, the slider and playback. */
export function showPlayer(model: Model): void {
  const { data, view } = model;
  const run = part<HTMLSelectElement>('run');
  const slider = part<HTMLInputElement>('tick');
  const play = part<HTMLButtonElement>('play');
  const speed = part<HTMLSelectElement>('speed');
  const when = part('when');
  const now = part('now');
  let timer = 0;

  data.replays.forEach(({ label }, k) => run.append(h('option', { value: k }, label)));

  const stop = () => {
    window.clearInterval(timer);
    timer = 0;
    play.textContent = 'Play';
    play.setAttribute('aria-pressed', 'false');
    say();
  };
  const start = () => {
    if (view.tick >= model.replay().ticks) model.go({ tick: 0 });
    play.textContent = 'Pause';
    play.setAttribute('aria-pressed', 'true');
    window.clearInterval(timer);
    timer = window.setInterval(() => {
      if (view.tick >= model.replay().ticks) stop();
      else model.go({ tick: view.tick + 1 });
    }, Number(speed.value));
  };
  const step = (by: number) => {
    if (timer !== 0) stop();
    model.go({ tick: Math.min(model.replay().ticks, Math.max(0, view.tick + by)) });
  };
  /** What there is at the tick, read out when the reader has come to rest: not at every step of the playback. */
  const say = () => {
    const text = tickInWords(model);
    slider.setAttribute('aria-valuetext', text);
    if (timer === 0) now.textContent = text;
  };
  const show = () => {
    const { ticks } = model.replay();
    slider.max = String(ticks);
    slider.value = String(view.tick);
    run.value = String(view.run);
    when.textContent = `${model.label(view.tick)} (tick ${view.tick} of ${ticks})`;
    if (timer !== 0) now.textContent = '';
    say();
  };

  play.addEventListener('click', () => (timer === 0 ? start() : stop()));
  speed.addEventListener('change', () => (timer === 0 ? undefined : start()));
  part('back').addEventListener('click', () => step(-1));
  part('forth').addEventListener('click', () => step(1));
  slider.addEventListener('input', () => step(Number(slider.value) - view.tick));
  run.addEventListener('change', () => model.go({ run: Number(run.value) }));
  for (const box of document.querySelectorAll<HTMLInputElement>('input[data-tie]'))
    box.addEventListener('change', () => {
      const kind = box.dataset['tie'] ?? '';
      if (box.checked) view.hidden.delete(kind);
      else view.hidden.add(kind);
      model.changed('filter');
    });
  part('changes').addEventListener('change', () => model.changed('filter'));
  document.getElementById('layout')?.addEventListener('change', (event) => {
    model.go({ layout: (event.target as HTMLSelectElement).value === 'free' ? 'free' : 'map' });
  });
  for (const link of document.querySelectorAll<HTMLElement>('button.goto'))
    link.addEventListener('click', () => {
      const at = Number(link.dataset['run']);
      model.go({ run: at < data.replays.length ? at : view.run, tick: Number(link.dataset['tick']) });
      part('replay').scrollIntoView();
    });
  model.listen(show);
  show();
}

function tickInWords(model: Model): string {
  const { tick } = model.view;
  const { byKind } = countTies(model.ties(tick));
  const count = (event: string) => model.eventsAt(tick).filter(([, kind]) => kind === event).length;
  const plural = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;
  return `${model.label(tick)}: ${plural(byKind[0] ?? 0, 'alliance tie')}, ${plural(byKind[1] ?? 0, 'partnership tie')}, ${plural(byKind[2] ?? 0, 'minilateral tie')}, ${plural(count('dispute'), 'dispute')}, ${plural(count('war'), 'war')}`;
}
