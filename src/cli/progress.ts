import { SingleBar } from 'cli-progress';
import { formatDuration } from './format-number.ts';

/** Where progress is shown: standard error, or something like it in tests. */
export interface ProgressStream {
  isTTY?: boolean;
  write(text: string): unknown;
}

/** Shows how far the runs are until it is stopped. */
export interface Progress {
  stop(): void;
}

/** How often a bar is drawn, and how often a line is written where there is no terminal; milliseconds. */
const BAR_EVERY = 200;
const LINE_EVERY = 5000;

/** Time left from the rate measured so far over all workers; nothing is promised before some of it is done. */
export function timeLeft(done: number, total: number, elapsed: number): string {
  return done === 0 ? 'measuring' : `about ${formatDuration((elapsed * (total - done)) / done)} left`;
}

/**
 * A bar on a terminal, now and then a plain line elsewhere, nothing when quiet. `done` says how many of `total` ticks have been run; it never
 * falls, so neither does the bar.
 */
export function showProgress(stream: NodeJS.WriteStream, total: number, done: () => number, quiet: boolean): Progress {
  if (quiet) return { stop: () => undefined };
  const start = performance.now();
  const left = () => timeLeft(done(), total, performance.now() - start);
  return stream.isTTY ? bar(stream, total, done, left) : lines(stream, total, done, left);
}

function bar(stream: NodeJS.WriteStream, total: number, done: () => number, left: () => string): Progress {
  const shown = new SingleBar({
    stream,
    format: '{bar} {percentage}% | {value} of {total} ticks | {left}',
    barsize: 30,
    clearOnComplete: true,
    hideCursor: true,
    emptyOnZero: true,
  });
  shown.start(total, 0, { left: left() });
  const timer = setInterval(() => shown.update(done(), { left: left() }), BAR_EVERY);
  return {
    stop() {
      clearInterval(timer);
      shown.stop();
    },
  };
}

function lines(stream: ProgressStream, total: number, done: () => number, left: () => string): Progress {
  const timer = setInterval(() => stream.write(`${done()} of ${total} ticks, ${left()}\n`), LINE_EVERY);
  return { stop: () => clearInterval(timer) };
}
