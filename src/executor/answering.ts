import { workerData } from 'piscina';
import { InputError, PluginError, type Problem } from '../base/errors.ts';
import { PLUGINS } from '../base/plugins.ts';
import { loadPlugin } from '../files/load-plugins.ts';

/** What a thread is given in addition to its data: the plugins of the thread that starts it. */
export interface GivenPlugins {
  plugins: { file: string; sha256: string }[];
}

/** What a thread answers where the user's input is at fault: errors lose their class on the way. */
export interface Refusal {
  refusedFor: readonly Problem[];
  byPlugin: boolean;
}

/** The plugins of this thread for those that it starts. @throws InputError where one is defined in the program itself, which threads do not see */
export function givenPlugins(): GivenPlugins {
  return {
    plugins: PLUGINS.map(({ name, sha256, file }) => {
      if (file !== undefined) return { file, sha256 };
      throw new InputError([
        {
          path: name,
          expected: 'plugins in files, which every thread loads',
          found: 'one that is defined in the program itself',
          remedy: 'move it to a file and load it with loadPlugin, or run with { workers: 1 }',
        },
      ]);
    }),
  };
}

/** Wraps what a thread does: its plugins are loaded first, and what is wrong with the user's input comes back as an answer. */
export function answering<Task, Answer>(work: (task: Task) => Answer): (task: Task) => Promise<Answer | Refusal> {
  const ready = loadGiven((workerData as GivenPlugins).plugins);
  ready.catch(() => undefined); // thrown by the first task
  return async (task) => {
    try {
      await ready;
      return work(task);
    } catch (error) {
      if (error instanceof InputError) return { refusedFor: error.problems, byPlugin: error instanceof PluginError };
      throw error;
    }
  };
}

async function loadGiven(plugins: GivenPlugins['plugins']): Promise<void> {
  for (const { file, sha256 } of plugins) {
    const loaded = await loadPlugin(file);
    if (loaded.sha256 !== sha256)
      throw new InputError([{ file, expected: 'the plugin that the program loaded', found: 'a changed file', remedy: 'start again' }]);
  }
}

/** The answer of a thread. @throws InputError or PluginError for a refusal */
export function answerOf<Answer>(answer: Answer | Refusal): Answer {
  if (typeof answer !== 'object' || answer === null || !('refusedFor' in answer)) return answer as Answer;
  throw answer.byPlugin ? new PluginError(answer.refusedFor) : new InputError(answer.refusedFor);
}
