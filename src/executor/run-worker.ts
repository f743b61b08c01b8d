import { move, transferableSymbol, valueSymbol, workerData } from 'piscina';
import { InvariantError } from '../base/errors.ts';
import { answering } from './answering.ts';
import type { RunOutput } from '../run/run-output.ts';
import type { Request, WorkerData } from './run-specs.ts';
import { runOne } from './run-one.ts';

const { scenario: shared, wanted, ticksDone } = workerData as WorkerData;

/** The entry of a worker thread: outputs of the runs asked for, the memory of their numbers handed over and not copied. */
export default answering(work);

function work(requests: Request[]): unknown {
  const outputs = requests.map((request) => {
    const scenario = request.scenario ?? shared;
    if (scenario === undefined) throw new InvariantError('a run without a scenario');
    return runOne({ ...request, scenario }, wanted, ticksDone);
  });
  const handedOver = { [valueSymbol]: outputs, [transferableSymbol]: buffersOf(outputs) };
  return move(handedOver as unknown as Parameters<typeof move>[0]);
}

function buffersOf(outputs: readonly RunOutput[]): ArrayBuffer[] {
  const columns = outputs.flatMap(({ tables }) => Object.values(tables).flatMap((table) => Object.values(table.columns)));
  return columns.flatMap((values) => (values instanceof Float64Array ? [values.buffer as ArrayBuffer] : []));
}
