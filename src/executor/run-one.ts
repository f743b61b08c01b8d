import type { RunOutput } from '../run/run-output.ts';
import type { RunSpec } from '../run/run-spec.ts';
import { outputOf, type Wanted } from '../run/simulate.ts';

/** The ticks done so far over all threads, for the progress bar. 64 bits: a large job has more ticks than 32 bits can count. */
export type TickCounter = BigInt64Array;

export function createTickCounter(): TickCounter {
  return new BigInt64Array(new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT));
}

export function countTicks(counter: TickCounter, ticks: number): void {
  Atomics.add(counter, 0, BigInt(ticks));
}

export function ticksCounted(counter: TickCounter): number {
  return Number(Atomics.load(counter, 0));
}

/** Executes one run and counts its ticks, at the end including those that it did not need. Yields after each tick; a run that fails is an output too. */
export function* countedOutput(spec: RunSpec, wanted: Wanted, counter: TickCounter): Generator<number, RunOutput> {
  const steps = outputOf(spec, wanted);
  let counted = 0;
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) {
      countTicks(counter, spec.scenario.ticks - counted);
      return value;
    }
    counted += value;
    countTicks(counter, value);
    yield value;
  }
}

/** The same without a pause. */
export function runOne(spec: RunSpec, wanted: Wanted, counter: TickCounter): RunOutput {
  const steps = countedOutput(spec, wanted, counter);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
