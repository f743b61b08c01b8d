/** The ticks done so far over all threads, for whoever shows progress. 64 bits: a large job has more ticks than 32 bits can count. */
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
