import type { FirstDifference } from './first-difference.ts';
import type { ExplainedOption, ExplainedTurn, Explanation } from './explain.ts';
import type { LeverResult, WhyNot } from './why-not.ts';

/** Cells of the longest bar. */
const BAR = 24;

const signed = (x: number) => `${x < 0 ? '-' : '+'}${Math.abs(x).toFixed(4)}`;
const share = (x: number) => `${(100 * x).toFixed(1)}%`;
const formatNumber = (x: number) => String(Number(x.toPrecision(4)));

/** An explanation for a terminal: four strategies, their best options, every value term as a signed bar. */
export function explanationText(e: Explanation): string {
  const head = `${e.state.name} (${e.state.id}) at tick ${e.tick} (${e.at}) of ${e.scenario}, seed ${e.seed}, replicate ${e.replicate}`;
  return `${[head, ...e.turns.flatMap((turn) => turnLines(turn, e.turns.length > 1))].join('\n')}\n`;
}

function turnLines(turn: ExplainedTurn, several: boolean): string[] {
  const threats = turn.threats.map((t) => `${t.state} (threat ${t.threat.toFixed(2)}, intent ${t.intent.toFixed(2)})`).join(', ');
  const options = turn.strategies.flatMap(({ options: list }) => list);
  const scale = Math.max(...options.flatMap(({ terms }) => Object.values(terms).map(Math.abs)), Number.MIN_VALUE);
  return [
    ...(several ? ['', `turn ${turn.turn}`] : []),
    `holds the posture ${turn.posture}; entrapment cost ${formatNumber(turn.costs.entrapment)}, abandonment cost ${formatNumber(turn.costs.abandonment)}`,
    `threats it attends to: ${threats === '' ? 'none' : threats}`,
    ...turn.strategies.flatMap((s) => [
      '',
      `${s.strategy}: probability ${share(s.probability)}, ${s.weighed === 0 ? 'no option' : s.weighed === 1 ? 'one option' : `${s.weighed} options`} weighed`,
      ...s.options.flatMap((option) => optionLines(option, scale)),
    ]),
    '',
    `chosen: ${turn.chosen.words}`,
    `outcome: ${turn.outcome.length === 0 ? 'nothing changed' : turn.outcome.join('; ')}`,
  ];
}

function optionLines(option: ExplainedOption, scale: number): string[] {
  const marks = [
    option.chosen ? 'chosen' : '',
    option.best && !option.chosen ? 'the best of its strategy' : '',
    option.consent === null ? '' : `consent ${share(option.consent)}`,
  ];
  const notes = marks.filter((mark) => mark !== '').join(', ');
  const terms = Object.entries(option.terms).filter(([, value]) => value !== 0);
  return [
    `  ${option.words}${notes === '' ? '' : ` [${notes}]`}`,
    ...terms.map(([name, value]) => `    ${name.padEnd(13)} ${signed(value)} ${bar(value, scale)}`),
    `    ${'total'.padEnd(13)} ${signed(option.total)}`,
  ];
}

/** Full cells for a gain, light ones for a loss, so that colour is not needed to distinguish them. */
function bar(value: number, scale: number): string {
  const cells = Math.max(1, Math.round((BAR * Math.abs(value)) / scale));
  return (value < 0 ? '░' : '█').repeat(cells);
}

/** The answer to --why-not for a terminal. */
export function whyNotText(answer: WhyNot): string {
  const lines = [`why not ${answer.wish}?`];
  if (answer.already) return `${[...lines, `  it is what was chosen: ${answer.chosen}`].join('\n')}\n`;
  lines.push(`  chosen instead: ${answer.chosen}`);
  lines.push(
    answer.best === null
      ? '  no such option was weighed: the state is no candidate, the tie exists already, or nothing of the kind is feasible'
      : `  best of the kind: ${answer.best.words}, total ${signed(answer.best.total)}${answer.best.consent === null ? '' : `, consent ${share(answer.best.consent)}`}`,
  );
  lines.push('  the smallest change of one value that flips the choice, with the same random draws:');
  for (const lever of answer.levers) lines.push(`    ${lever.lever.padEnd(16)} ${leverText(lever)}`);
  return `${lines.join('\n')}\n`;
}

function leverText({ from, to, change, min, max, path, meaning }: LeverResult): string {
  if (to === null || change === null) return `from ${formatNumber(from)}: no value tried between ${min} and ${max} does (${meaning})`;
  return `from ${formatNumber(from)} to ${formatNumber(to)} (${change < 0 ? '' : '+'}${formatNumber(change)}): --set ${path}=${to}`;
}

/** The first difference of two runs for a terminal. */
export function firstDifferenceText(d: FirstDifference): string {
  if (d.of === 'event') return [`  in A: ${d.a ?? 'nothing more happens'}`, `  in B: ${d.b ?? 'nothing more happens'}`].join('\n');
  const value = (option: ExplainedOption | null) => (option === null ? 'not weighed' : signed(option.total));
  const lines = [
    `  the choice of ${d.state}`,
    `    in A: ${d.a.chosen.words} (worth ${value(d.a.chosen)} in A, ${value(d.a.inB)} in B)`,
    `    in B: ${d.b.chosen.words} (worth ${value(d.b.inA)} in A, ${value(d.b.chosen)} in B)`,
  ];
  if (d.because.length > 0)
    lines.push(
      `    because the lead of A's choice shrank by: ${d.because
        .slice(0, 4)
        .map(({ term, fall }) => `${term} ${signed(-fall)}`)
        .join(', ')}`,
    );
  return lines.join('\n');
}
