import { VALUE_TERMS } from '../model/terms/index.ts';
import type { ExplainedOption, Explanation, Replay } from './payload.ts';
import { hasTable, numberOf, rowsOfRuns, type ReportSource } from './read.ts';
import { rounded } from './statistics.ts';
import type { WorldState } from './world-states.ts';

/**
 * What states weighed, where decisions were recorded: the best option of each strategy in every turn, of as many of the runs as there is room for, in
 * characters.
 */
export async function readExplanations(
  source: ReportSource,
  replays: readonly Replay[],
  states: readonly WorldState[],
  room: number,
): Promise<Explanation[]> {
  if (!hasTable(source.results, 'decisions')) return [];
  const runs = new Map(replays.map(({ run }, index) => [run, index]));
  const index = new Map(states.map(({ id }, i) => [id, i]));
  const terms = VALUE_TERMS.map(({ name }) => `term_${name}`).filter((column) =>
    source.results.tables.get('decisions')?.some(({ name }) => name === column),
  );
  const columns = [
    'run',
    'tick',
    'state',
    'turn',
    'strategy',
    'action',
    'partner',
    'third',
    'agreement',
    'template',
    'total',
    'chance',
    'best',
    'chosen',
    ...terms,
  ];
  const found: (Explanation & { options: ExplainedOption[] })[] = [];
  let left = room;
  for await (const row of rowsOfRuns(source.results, 'decisions', columns, runs)) {
    const [
      run = '',
      tick = '',
      state = '',
      turn = '',
      strategy = '',
      action = '',
      partner = '',
      third = '',
      agreement = '',
      template = '',
    ] = row;
    const [total = '', probability = '', best, chosen, ...values] = row.slice(10);
    if (best !== 'true' && chosen !== 'true') continue;
    const at = { replicate: runs.get(run) ?? -1, tick: Number(tick), state: index.get(state) ?? -1, turn: Number(turn) };
    const last = found.at(-1);
    const same = last?.replicate === at.replicate && last.tick === at.tick && last.state === at.state && last.turn === at.turn;
    // The options of a state are in consecutive rows; the limit is checked between states, so that no state is cut in half.
    if (!same && left < 0) break;
    const option: ExplainedOption = {
      strategy,
      words: optionInWords(
        action,
        [partner, third].filter((id) => id !== ''),
        template,
        replays[at.replicate],
        agreement,
      ),
      terms: values.map((value) => rounded(numberOf(value))),
      total: rounded(numberOf(total)),
      probability: probability === '' ? null : rounded(Number(probability)),
      chosen: chosen === 'true',
    };
    left -= JSON.stringify(option).length;
    if (same) last.options.push(option);
    else found.push({ ...at, options: [option] });
  }
  return found;
}

/** An option in words, such as `found alliance with USA`. */
function optionInWords(
  action: string,
  partners: readonly string[],
  template: string,
  replay: Replay | undefined,
  agreement: string,
): string {
  const named = agreement === '' ? undefined : replay?.agreements[Number(agreement)]?.[0];
  const withWhom = partners.length === 0 ? '' : ` ${action === 'invite' ? '' : 'with '}${partners.join(' and ')}`;
  const what = template === '' ? '' : ` ${template.replaceAll('_', ' ')}`;
  return `${action}${what}${withWhom}${named === undefined ? '' : ` (${named})`}`;
}
