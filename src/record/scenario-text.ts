import type { RecordAgreement, Duty } from './treaties.ts';

/** A number for a file: rounded to significant digits, without an exponent. */
export function formatNumber(x: number, digits = 4): string {
  return String(Number(x.toPrecision(digits)));
}

const word = (text: string) =>
  /^[A-Za-z][A-Za-z0-9_]*$/.test(text) && !['true', 'false', 'null', 'yes', 'no', 'on', 'off'].includes(text.toLowerCase())
    ? text
    : JSON.stringify(text);
const list = (texts: readonly string[]) => `[${texts.map(word).join(', ')}]`;

/** A comment on lines of its own; text from files cannot end it. */
export function comment(text: string, indent = ''): string {
  return text
    .split('\n')
    .map((line) => `${indent}# ${line.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')}`.trimEnd() + '\n')
    .join('');
}

/** A flow mapping of the defined entries. */
export function mapping(entries: readonly (readonly [string, string | undefined])[]): string {
  return `{ ${entries.flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${value}`])).join(', ')} }`;
}

export const texts = { word, list };

function dutyText({ type, when }: Duty): string {
  const conditions = Object.entries(when) as [string, string[] | number | true][];
  if (conditions.length === 0) return type;
  const written = conditions.map(([key, value]) => [key, Array.isArray(value) ? list(value) : String(value)] as const);
  return mapping([
    ['type', type],
    ['when', mapping(written)],
  ]);
}

const dutiesText = (duties: readonly Duty[]) => `[${duties.map(dutyText).join(', ')}]`;

/** An agreement in YAML: with shared obligations where all members have the same. */
export function agreementText(agreement: RecordAgreement, sources: readonly string[]): string {
  const { name, kind, formality, areas, depth, purpose, term, renewal, secret, start, members, remarks } = agreement;
  const common = [...new Set(members.map(({ duties }) => dutiesText(duties)))];
  const [shared] = common.length === 1 ? common : [];
  const lines = [
    ...[...new Set(remarks)].map((remark) => comment(remark, '  ').trimEnd()),
    `  - name: ${JSON.stringify(name)}`,
    `    kind: ${kind}`,
    `    formality: ${formality}`,
    `    areas: ${list(areas)}`,
    ...(depth === undefined ? [] : [`    depth: ${formatNumber(depth)}`]),
    ...(purpose.length === 0 ? [] : [`    purpose: ${list(purpose)}`]),
    ...(term === 0 ? [] : [`    term: ${term}`, `    renewal: ${renewal}`]),
    ...(secret ? ['    secret: true'] : []),
    `    start: ${start}`,
    ...(shared === undefined ? [] : [`    obligations: ${shared}`]),
    `    members:`,
    ...members.map(({ id, since, duties }) => {
      if (shared !== undefined && since === start) return `      - ${word(id)}`;
      return `      - ${mapping([
        ['state', word(id)],
        ['since', since === start ? undefined : String(since)],
        ['obligations', shared === undefined ? dutiesText(duties) : undefined],
      ])}`;
    }),
    `    sources: ${list(sources)}`,
  ];
  return `${lines.join('\n')}\n`;
}
