import { VALUE_TERMS } from '../../src/model/terms/index.ts';
import { between } from '../page/make-page.mjs';
import { table } from '../reference/markdown.mjs';
import { FINDINGS, type Finding, type Hypothesis, type Verdict } from './finding.ts';
import { together } from './judge.ts';
import type { EffectRecord, ExactRecord, Records } from './records.ts';

/** What the marks of the pages say. */
const MAKER = 'npm run findings -- --write';

/** A page with its made part replaced, and what was written by hand around it kept; a new page with `rest` below it where there is none. */
export function withMadePart(page: string | null, made: string, rest = ''): string {
  const empty = `<!-- made by ${MAKER}: begin -->\n<!-- made by ${MAKER}: end -->\n${rest === '' ? '' : `\n${rest.trim()}\n`}`;
  return between(page ?? empty, MAKER, made.trim()).whole;
}

/** File name of a finding's page. */
export function pageName({ number, slug }: Finding): string {
  return `${String(number).padStart(2, '0')}-${slug}.md`;
}

/** File name of a finding's chart. */
export function chartName(finding: Finding): string {
  return pageName(finding).replace(/\.md$/, '.svg');
}

const WORD: Record<Verdict, string> = { holds: 'holds', fails: '**fails**', open: '**open**' };

/** The verdict on a finding by the records. */
export function verdictOf(finding: Finding, records: Records): Verdict {
  const claims = finding.hypotheses.filter(({ part }) => part === 'claim').map(({ id }) => id);
  return together([
    ...records.effects.filter((r) => r.finding === finding.number && claims.includes(r.id)).map(({ verdict }) => verdict),
    ...records.exact.filter((r) => r.finding === finding.number).map(({ verdict }) => verdict),
  ]);
}

/** The made part of a finding's page. */
export function findingPage(finding: Finding, records: Records): string {
  const effects = records.effects.filter((r) => r.finding === finding.number);
  const exact = records.exact.filter((r) => r.finding === finding.number);
  const verdict = verdictOf(finding, records);
  return [
    `# ${finding.number} ${finding.title}`,
    `**Claim.** ${finding.claim}${finding.source.length === 0 ? '' : ` ${finding.source.map((key) => `[${key}]`).join(' ')}`}`,
    `**Verdict.** ${VERDICT_WORDS[verdict]}`,
    `**Design.** ${finding.design}`,
    `![Effects with their intervals](${chartName(finding)})`,
    ...(effects.length === 0 ? [] : [effectTable(finding, effects)]),
    ...(exact.length === 0 ? [] : [exactTable(finding, exact)]),
    ...(effects.length === 0 ? [] : [LEGEND]),
  ].join('\n\n');
}

const VERDICT_WORDS: Record<Verdict, string> = {
  holds: 'Holds: every part of the claim lies beyond its tolerance with its whole interval.',
  fails: 'Fails: at least one part of the claim is contradicted by its interval.',
  open: 'Open: nothing contradicts the claim, but at least one part of it cannot be distinguished from its tolerance.',
};

const LEGEND =
  'The effect is the mean, over pairs of runs with the same random draws, of the outcome in the second arm minus that in the first (times the factor, where there is one), with its 95 % t interval. ' +
  'A hypothesis holds when the whole interval lies beyond the tolerance, fails when none of it does, and is open otherwise. ' +
  'Detectable is the effect beyond the tolerance that this many pairs, with the deviation seen, would find four times in five. Lines in italics show how far the claim reaches and do not count towards the verdict.';

function effectTable(finding: Finding, effects: readonly EffectRecord[]): string {
  const rows = effects.map((r) => {
    const h = hypothesisOf(finding, r.id);
    const statement = h.part === 'reach' ? `_${h.statement}_` : h.statement;
    return [
      statement,
      h.outcome,
      number(r.from),
      number(r.to),
      `${number(r.effect)} [${number(r.low)}, ${number(r.high)}]`,
      number(h.tolerance),
      String(r.n),
      number(r.detectable),
      WORD[r.verdict],
    ];
  });
  return table(['hypothesis', 'outcome', 'first', 'second', 'effect', 'tolerance', 'pairs', 'detectable', 'verdict'], rows);
}

function exactTable(finding: Finding, exact: readonly ExactRecord[]): string {
  const rows = exact.map((r) => {
    const statement = finding.exact.find(({ id }) => id === r.id)?.statement ?? r.id;
    return [statement, String(r.cases), String(r.faults), WORD[r.verdict]];
  });
  return table(['exact hypothesis', 'cases', 'not as claimed', 'verdict'], rows);
}

function hypothesisOf(finding: Finding, id: string): Hypothesis {
  const found = finding.hypotheses.find((h) => h.id === id);
  if (found === undefined) throw new RangeError(`finding ${finding.number} has no hypothesis "${id}"`);
  return found;
}

/** The made part of the overview. */
export function overviewPage(records: Records): string {
  const rows = FINDINGS.map((finding) => {
    const [first] = finding.hypotheses.filter(({ part }) => part === 'claim');
    const record = records.effects.find((r) => r.finding === finding.number && r.id === first?.id);
    const exact = records.exact.filter((r) => r.finding === finding.number);
    const cases = exact.reduce((sum, r) => sum + r.cases, 0);
    const faults = exact.reduce((sum, r) => sum + r.faults, 0);
    const effect =
      exact.length > 0 || record === undefined || first === undefined
        ? `${faults} faults in ${cases} cases`
        : `${first.outcome}: ${number(record.effect)} [${number(record.low)}, ${number(record.high)}]`;
    const claim = `[${finding.title}](${pageName(finding)})`;
    return [
      String(finding.number),
      claim,
      effect,
      exact.length > 0 || record === undefined ? String(cases) : String(record.n),
      WORD[verdictOf(finding, records)],
    ];
  });
  return [
    '# Findings',
    'What the model shows, each claim tested over paired replicates that share their random draws. The effect is that of the first hypothesis of the page, with its 95 % interval.',
    table(['#', 'claim', 'effect', 'n', 'verdict'], rows),
    `Seed ${records.seed}. A claim of several hypotheses holds only when all of them do, so no correction for their number is needed.`,
    '## The plane of the two costs',
    'Means at the end of the run by entrapment cost (upward) and abandonment cost (to the right).',
    '![The plane on synthetic systems](plane-synthetic-30.svg)',
    '![The plane in the Indo-Pacific of 2022](plane-indo-pacific-2022.svg)',
  ].join('\n\n');
}

/** The made part of the page on ablation. */
export function ablationPage(records: Records): string {
  const cellOf = (term: string, finding: number) => {
    const r = records.ablation.find((x) => x.term === term && x.finding === finding);
    if (r === undefined) return '';
    return `${WORD[r.verdict]}${Number.isNaN(r.ratio) ? '' : ` ${number(r.ratio)}`}`;
  };
  const terms = ['', ...VALUE_TERMS.map(({ name }) => name)].filter((term) => records.ablation.some((r) => r.term === term));
  const rows = terms.map((term) => [term === '' ? '_all terms on_' : term, ...FINDINGS.map(({ number: f }) => cellOf(term, f))]);
  return [
    '# Which value term makes which finding',
    "Each value term is switched off in turn (its weights at 0) and the fast set of the findings is run again. A cell has the verdict and the effect of the finding's first hypothesis as a multiple of that with all terms on.",
    table(['switched off', ...FINDINGS.map(({ number: f }) => String(f))], rows),
  ].join('\n\n');
}

/** A number to three digits, without an exponent where possible. */
function number(x: number): string {
  if (!Number.isFinite(x)) return '';
  const size = x < 0 ? -x : x;
  const text = size >= 1000 ? x.toFixed(0) : String(Number(x.toPrecision(3)));
  return text === '-0' ? '0' : text;
}
