import { LEVELS, TOTALS, type Level, type Total } from '../experiment/run-entry.ts';
import type { Spread, Summary } from './summary.ts';

/** Agreements of one fate that are named. */
const NAMED = 5;

/** What happened, in words and numbers, for somebody who sees it for the first time. */
export function summaryText(summary: Summary, replicates: number): string {
  const { runs, same, stopped, failures } = summary;
  const several = replicates > 1;
  const lines = runs.done === 0 ? [] : [...levelLines(summary, several), totalsLine(summary, several), ...fateLines(summary)];
  for (const [condition, n] of Object.entries(stopped)) lines.push(`stopped early: ${n} of ${runs.done} (${condition})`);
  if (runs.failed > 0) lines.push(`failed: ${runs.failed} of ${replicates}`, ...failures.map((failure) => `  ${failure}`));
  if (runs.failed > failures.length) lines.push(`  and ${runs.failed - failures.length} more, in errors.csv`);
  const [twins] = same;
  if (twins !== undefined)
    lines.push(
      `note: replicates ${twins[0]} and ${twins[1]} came out the same to the last bit${same.length > 1 ? ` (and ${same.length - 1} more)` : ''}`,
    );
  return lines.map((line) => `${line}\n`).join('');
}

function levelLines({ start, end }: Summary, several: boolean): string[] {
  const width = Math.max(...Object.values(LEVELS).map((words) => words.length));
  const head = `${' '.repeat(width)}  ${'start'.padStart(7)}  ${'end'.padStart(7)}${several ? '  range at the end' : ''}`;
  const lines = (Object.keys(LEVELS) as Level[]).flatMap((level) => {
    const [before, after] = [start[level], end[level]];
    if (before === undefined || after === undefined) return [];
    const range = several ? `  ${threeDigits(after.min)} to ${threeDigits(after.max)}` : '';
    return [`${LEVELS[level].padEnd(width)}  ${threeDigits(before.mean).padStart(7)}  ${threeDigits(after.mean).padStart(7)}${range}`];
  });
  return [head, ...lines];
}

function totalsLine({ totals }: Summary, several: boolean): string {
  const parts = (Object.keys(TOTALS) as Total[]).flatMap((total) => {
    const spread = totals[total];
    return spread === undefined ? [] : [`${TOTALS[total]} ${spreadText(spread, several)}`];
  });
  return `${several ? 'in a run, on average' : 'in the run'}: ${parts.join(', ')}`;
}

function spreadText({ mean, min, max }: Spread, several: boolean): string {
  return several ? `${threeDigits(mean)} (${threeDigits(min)} to ${threeDigits(max)})` : threeDigits(mean);
}

function fateLines({ fates, runs }: Summary): string[] {
  return (['ended', 'matured', 'hollowed'] as const).flatMap((what) => {
    const those = fates.filter((fate) => fate.what === what);
    if (those.length === 0) return [];
    const named = those.slice(0, NAMED).map(({ name, runs: n }) => (runs.done === 1 ? name : `${name} (${n} of ${runs.done} runs)`));
    const rest = those.length > NAMED ? `, and ${those.length - NAMED} more` : '';
    return [`agreements of the scenario that ${FATE_WORDS[what]}: ${named.join(', ')}${rest}`];
  });
}

const FATE_WORDS = { ended: 'ended', matured: 'matured into alliances', hollowed: 'were hollowed out into partnerships' } as const;

/** A number with three digits, as people read them: 12.4, 0.0312, 205. */
export function threeDigits(x: number): string {
  if (Number.isInteger(x)) return String(x);
  return Math.abs(x) >= 100 ? x.toFixed(0) : String(Number(x.toPrecision(3)));
}
