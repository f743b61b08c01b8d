import { FIXED } from '../model/constants.ts';
import { formatOverTime, type AgreementDescription, type Description, type StateDescription } from './describe.ts';
import type { VariantWords } from './variants.ts';

/** More states than this are cut short in the text; `--json` has them all. */
const STATES_SHOWN = 40;

/** The description in words and numbers, for a person. */
export function describeText(d: Description): string {
  const parts = [
    heading(d),
    section(
      `States (${d.states.length}), the strongest first: share of power, posture at the start, threats as perceived (level from 0 to 1)`,
      statesText(d.states),
    ),
    section('Relations', [
      `${plural(d.relations.n_hostile_pairs, 'pair')} with a hostility of ${FIXED.rivalry_level} or more; mean trade dependence ${round(d.relations.mean_trade)}`,
    ]),
    d.generate.length > 0
      ? section(
          'Synthetic system',
          d.generate.map((g) => `${g.name} ${g.value}${g.value === g.default ? '' : ` (default ${g.default})`}: ${g.meaning}`),
        )
      : section(`Agreements in force (${d.agreements.length})`, d.agreements.length === 0 ? ['none'] : d.agreements.map(agreementText)),
    section(
      'Parameters that differ from their defaults',
      d.parameters.length === 0
        ? ['none']
        : d.parameters.map((p) => `${p.name} ${formatOverTime(p.value)} (default ${p.default}): ${p.meaning}`),
    ),
    section(
      'Shocks',
      d.shocks.length === 0
        ? ['none']
        : d.shocks.map((s) => `tick ${s.tick} (${d.start + s.tick}): ${s.label === '' ? s.does : `${s.label}: ${s.does}`}`),
    ),
  ];
  if (d.stop.length > 0)
    parts.push(
      section(
        'Stops early when',
        d.stop.map(
          (s) => `${s.metric} is ${s.above === undefined ? `below ${s.below}` : `above ${s.above}`} for ${plural(s.for, 'tick')} running`,
        ),
      ),
    );
  if (d.variants !== undefined)
    parts.push(section(`Variants (${d.variants.length}); --variant NAME for one of them`, d.variants.map(variantText)));
  return `${parts.join('\n\n')}\n`;
}

function variantText({ name, title, description }: VariantWords): string {
  return [name, title, description.replaceAll(/\s+/g, ' ').trim()].filter((part) => part !== '').join(': ');
}

function heading(d: Description): string {
  const title = d.title === '' ? d.name : `${d.title} (${d.name})`;
  return `${title}\n${plural(d.ticks, 'tick')}, from ${d.start} to ${d.start + d.ticks}; rule ${d.rule.name}: ${d.rule.meaning}`;
}

function section(title: string, lines: readonly string[]): string {
  return [title, ...lines.map((line) => `  ${line}`)].join('\n');
}

function statesText(states: readonly StateDescription[]): string[] {
  const width = Math.max(...states.map(({ id }) => id.length));
  const lines = states.slice(0, STATES_SHOWN).map((s) => {
    const threats = s.threats.length === 0 ? 'no threat' : s.threats.map((t) => `${t.state} ${round(t.level)}`).join(', ');
    const name = s.name === s.id ? '' : ` ${s.name}`;
    return `${s.id.padEnd(width)} ${(100 * s.power).toFixed(1).padStart(5)}%  ${s.active ? s.posture : 'not active'}; ${threats}${name === '' ? '' : `  [${s.name}]`}`;
  });
  const rest = states.length - STATES_SHOWN;
  return rest > 0 ? [...lines, `and ${rest} more (--json has them all)`] : lines;
}

function agreementText(a: AgreementDescription): string {
  const terms = [
    a.formality,
    `depth ${round(a.depth)}`,
    `since ${a.start}`,
    a.areas.join(', '),
    a.purpose.length > 0 ? `against ${a.purpose.join(', ')}` : '',
    a.term > 0 ? `terms of ${plural(a.term, 'tick')}` : '',
    a.secret ? 'secret' : '',
  ].filter((part) => part !== '');
  const members = a.members.map(
    ({ states, obligations }) => `    ${states.join(', ')}: ${obligations.length === 0 ? 'no obligation' : obligations.join('; ')}`,
  );
  return [`${a.name}: ${a.kind} (${terms.join('; ')})`, ...members].join('\n');
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function round(x: number): string {
  return String(Math.round(x * 1000) / 1000);
}
