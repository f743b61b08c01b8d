/* oxlint-disable typescript/no-non-null-assertion -- states are read by indices below n */
import type { Agreement, Member, Obligation } from '../model/treaty/treaty.ts';
import type { Casus } from '../model/treaty/casus.ts';
import { AGREEMENT_KINDS, areasOf, CONSENT_RULES, ENDINGS, FORMALITIES, RENEWALS } from '../model/vocabulary.ts';
import type { World } from '../model/world.ts';
import { columnsOf, type Column, type Field, type Row } from './column.ts';

type AgreementColumn = Field<[w: World, a: Agreement]>;

const KINDS = Object.keys(AGREEMENT_KINDS);

const COLUMNS: readonly AgreementColumn[] = [
  { name: 'agreement', type: 'integer', unit: '', meaning: 'number of the agreement in the run, from 0', min: 0, read: (_, a) => a.id },
  text('name', 'name of the agreement', (_, a) => a.name),
  { ...text('kind', 'kind when it entered the run', (_, a) => a.kindAtStart), values: KINDS },
  { ...text('kind_end', 'kind at its end, or at the end of the run', (_, a) => a.kind), values: KINDS },
  { ...text('formality', 'formal or informal, at its end, or at the end of the run', (_, a) => a.formality), values: FORMALITIES },
  text('areas', 'areas of cooperation at its end, or at the end of the run, separated by spaces', (_, a) => areasOf(a.areas).join(' ')),
  {
    name: 'depth',
    type: 'number',
    unit: 'depth',
    meaning: 'depth when it entered the run',
    min: 0,
    max: 1,
    read: (_, a) => a.depthAtStart,
  },
  {
    name: 'depth_end',
    type: 'number',
    unit: 'depth',
    meaning: 'depth at its end, or at the end of the run',
    min: 0,
    max: 1,
    read: (_, a) => a.depth,
  },
  text('members', 'ids of its members when it entered the run, separated by spaces', (w, a) => idsOf(w, a.membersAtStart)),
  text('members_end', 'ids of its last members, or those at the end of the run, separated by spaces', (w, a) =>
    idsOf(
      w,
      a.members.map((m) => m.state),
    ),
  ),
  text(
    'obligations',
    'obligations at its end, or at the end of the run, as in `USA: defence(location JPN KOR; discretion), consultation | JPN: consultation`; `all` = every member',
    (w, a) => obligationsOf(w, a.members),
  ),
  text('purpose', 'ids of the named adversaries that it is for, separated by spaces; empty = general', (w, a) =>
    a.purpose === null ? null : idsOf(w, a.purpose),
  ),
  { ...text('consent', 'rule by which members admit a new one', (_, a) => a.consent), values: Object.keys(CONSENT_RULES) },
  { name: 'term', type: 'integer', unit: 'ticks', meaning: 'its term; 0 = without end', min: 0, read: (_, a) => a.term },
  { ...text('renewal', 'what happens at the end of a term', (_, a) => a.renewal), values: Object.keys(RENEWALS) },
  { name: 'secret', type: 'boolean', unit: '', meaning: 'whether it is known to its members alone', read: (_, a) => a.secret },
  {
    name: 'start',
    type: 'integer',
    unit: 'ticks',
    meaning: 'tick of its start; below 0 where it is older than the run',
    read: (_, a) => a.start,
  },
  {
    name: 'end',
    type: 'integer',
    unit: 'ticks',
    meaning: 'tick of its end; empty while in force',
    min: 0,
    read: (_, a) => (a.end < 0 ? null : a.end),
  },
  { ...text('ending', 'how it ended; empty while in force', (_, a) => (a.ending === '' ? null : a.ending)), values: Object.keys(ENDINGS) },
  text('template', 'template that it was made from; empty for agreements of the scenario', (_, a) =>
    a.template === '' ? null : a.template,
  ),
];

function text(name: string, meaning: string, read: (w: World, a: Agreement) => string | null): AgreementColumn {
  return { name, type: 'string', unit: '', meaning, read };
}

function idsOf(w: World, states: readonly number[]): string {
  return states.map((i) => w.ids[i]!).join(' ');
}

/** The obligations of all members in one text. */
function obligationsOf(w: World, members: readonly Member[]): string {
  const each = members.map((m) => m.obligations.map((o) => obligationText(w, o)).join(', '));
  if (each.every((one) => one === each[0])) return each[0] === '' ? '' : `all: ${each[0]}`;
  return members
    .map((m, x) => `${w.ids[m.state]!}: ${each[x]!}`)
    .filter((_, x) => each[x] !== '')
    .join(' | ');
}

function obligationText(w: World, { type, when }: Obligation): string {
  const conditions = conditionsOf(w, when);
  return conditions.length === 0 ? type : `${type}(${conditions.join('; ')})`;
}

function conditionsOf(w: World, when: Casus): string[] {
  const conditions: string[] = [];
  if (when.adversaries !== null) conditions.push(`adversaries ${idsOf(w, when.adversaries)}`);
  if (when.location !== null) conditions.push(`location ${w.ids.filter((_, i) => when.location![i] === 1).join(' ')}`);
  if (when.minAdversaries > 1) conditions.push(`min_adversaries ${when.minAdversaries}`);
  if (when.maxAdversaries > 0) conditions.push(`max_adversaries ${when.maxAdversaries}`);
  if (when.ongoingConflict) conditions.push('ongoing_conflict');
  if (when.nonProvocation) conditions.push('non_provocation');
  if (when.demands) conditions.push('demands');
  if (when.discretion) conditions.push('discretion');
  return conditions;
}

/** Columns of agreements.csv. */
export const AGREEMENT_COLUMNS: readonly Column[] = columnsOf(COLUMNS);

/** One agreement, as it stands or stood at its end. */
export function agreementRow(w: World, agreement: Agreement): Row {
  return COLUMNS.map((column) => column.read(w, agreement));
}
