import type { Layer } from './ties.ts';

/** A prediction task: the candidate pairs, and the event that may occur. */
export interface Task {
  readonly name: string;
  readonly title: string;
  readonly layer: Layer;
  /** Whether pairs must be tied in the first year, or not tied, or either. */
  readonly among: 'tied' | 'untied' | 'all';
}

/** Every task, in the order in which they are shown. */
export const TASKS: readonly Task[] = [
  { name: 'defence_new', title: 'new defence ties', layer: 'defence', among: 'untied' },
  { name: 'partnership_new', title: 'new partnerships', layer: 'partnership', among: 'untied' },
  { name: 'defence_end', title: 'endings of defence ties', layer: 'defence', among: 'tied' },
  { name: 'defence_all', title: 'all defence ties at the end', layer: 'defence', among: 'all' },
  { name: 'partnership_all', title: 'all partnerships at the end', layer: 'partnership', among: 'all' },
];

/** Whether a pair is among those of a task. */
export const isAmong = ({ among }: Task, tied: boolean) => among === 'all' || (among === 'tied') === tied;
/** Whether the event of a task occurred: a tie at the end, or its ending. */
export const isPositive = ({ among }: Task, tied: boolean) => (among === 'tied') !== tied;
