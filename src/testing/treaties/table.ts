import { boundInAttacks, readTreaty } from './attacks.ts';
import { TREATIES, type Attack } from './cases.ts';

/** Treaty by attack: who is bound to what, as the phase of disputes has it, as a page. */
export function boundPage(): string {
  const parts = TREATIES.map((treaty) => {
    const scenario = readTreaty(treaty.file);
    const members = new Set(
      [...(scenario.agreements ?? []), ...scenario.shocks.flatMap(({ sign }) => sign ?? [])]
        .filter(({ name }) => treaty.agreements.includes(name))
        .flatMap((a) => a.members.map(({ state }) => state)),
    );
    const rows = treaty.attacks.map((attack) => {
      const duties = boundInAttacks(treaty, scenario, attack, 1)[0] ?? [];
      const busy = new Set([attack.from, attack.on, ...duties.map((duty) => duty.split(' ')[0] ?? '')]);
      const free = [...members].filter((id) => !busy.has(id));
      return [attackInWords(attack, scenario.start), duties.map(dutyInWords).join('; ') || 'nobody', free.join(', ')];
    });
    return `## [${scenario.title}](${treaty.file}.yaml)\n\n${aligned([['attack', 'bound', 'member not bound'], ...rows])}`;
  });
  return `# Who is bound when\n\n${INTRODUCTION}\n\n${parts.join('\n\n')}\n`;
}

const INTRODUCTION =
  'Made by `npx vitest run src/testing/treaties -u` from the phase of disputes, run on the files in this folder; a test compares it. A row is an\n' +
  'attack: by whom, on whom, who fights on their side, and the circumstances. The last column omits states that start the attack, are attacked or are bound.';

function attackInWords({ from, on, with: joiners = [], alongside = [], provoked, ongoing, tick }: Attack, start: number): string {
  const parts = [
    `${[from, ...joiners].join(' and ')} on ${[on, ...alongside].join(' and ')}`,
    provoked === true ? 'provoked' : '',
    ongoing === true ? 'in a conflict under way' : '',
    tick === undefined ? '' : `in ${start + tick}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

const WORDS: Record<string, string> = {
  defence: 'to defend',
  offence: 'to join the attack of',
  neutrality: 'to stay out, toward',
  nonaggression: 'not to attack',
};

function dutyInWords(duty: string): string {
  const [k = '', type = '', toward = ''] = duty.split(' ');
  return `${k} ${WORDS[type] ?? type} ${toward}`;
}

/** A table of Markdown with its columns aligned. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, c) => Math.max(...rows.map((row) => (row[c] ?? '').length)));
  const line = (row: readonly string[]) => `| ${row.map((cell, c) => cell.padEnd(widths[c] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
