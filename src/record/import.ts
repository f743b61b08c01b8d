import { basename } from 'node:path';
import { InputError, InvariantError } from '../base/errors.ts';
import { loadScenario } from '../scenario/load.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { CALIBRATION, CALIBRATION_STEPS } from './calibration.ts';
import { checkYears, requireFiles, setFor } from './check-files.ts';
import { CODING } from './coding.ts';
import { ROLE_NAMES, type DataSet, type Role, type Span } from './data-set.ts';
import { stateValues, type StateValues } from './state-values.ts';
import { Notices } from './notices.ts';
import { membersOf, noteMembership, type Members } from './members.ts';
import { pairValues, type PairValues } from './pairs.ts';
import { keyStates, type Coverage, type RecordData } from './record-data.ts';
import { readRecord, type RecordFiles } from './read-record.ts';
import { agreementText, comment, formatNumber, mapping, texts } from './scenario-text.ts';
import { agreementsOf, type RecordAgreement } from './treaties.ts';

/** A scenario made from the record, with notes and citations. */
export interface Imported {
  text: string;
  scenario: Scenario;
  counts: { states: number; pairs: number; alliances: number; partnerships: number };
  /** Missing data and their replacements, and what was left out. */
  notes: string[];
  /** What to cite. */
  citations: { key: string; text: string }[];
}

/** How a scenario is made from the record. */
export interface ImportOptions {
  year: number;
  ticks: number;
  name: string;
  /** Whether to use the calibrated parameters instead of the defaults; true if omitted. */
  calibrated?: boolean;
}

/** The years to read of the files for scenarios of some years. */
export function spanOf(...years: number[]): Span {
  const [first, last] = [Math.min(...years), Math.max(...years)];
  return { years: new Set(years), disputesFrom: first - CODING.window + 1, to: last };
}

/** Reads the files and makes the scenario of a year. @throws InputError with all that is wrong with the files */
export async function importRecord(files: RecordFiles, options: ImportOptions, notices = new Notices()): Promise<Imported> {
  requireFiles(files, notices);
  const record = await readRecord(files, spanOf(options.year), notices);
  notices.throwIfAny();
  checkYears(record, options.year, notices);
  notices.throwIfAny();
  return buildScenario(record, options, notices);
}

/** Makes the scenario of a year from the record. */
export function buildScenario(record: RecordData, options: ImportOptions, notices: Notices): Imported {
  const { year } = options;
  noteMembership(record, year, notices);
  const members = membersOf(record, year);
  noteMissing(record, members, year, notices);
  const states = stateValues(record, members, year, notices);
  const pairs = pairValues(record, members, states, year, notices);
  const agreements = agreementsOf(record, members, year, notices);
  const used = ROLE_NAMES.flatMap((role) => {
    const entry = setFor(record, role);
    return entry === undefined ? [] : [{ role, set: entry[0], coverage: entry[1] }];
  });
  const notes = notices.notes();
  const text = scenarioText({ options, used, notes, members, states, pairs, agreements });
  const kinds = (kind: string) => agreements.filter((agreement) => agreement.kind === kind).length;
  return {
    text,
    scenario: checked(text),
    counts: { states: members.size, pairs: pairs.length, alliances: kinds('alliance'), partnerships: kinds('partnership') },
    notes,
    citations: unique(used.flatMap(({ set }) => set.cite)),
  };
}

function unique(citations: readonly { key: string; text: string }[]): { key: string; text: string }[] {
  return citations.filter(({ key }, k) => citations.findIndex((other) => other.key === key) === k);
}

/** Parses the text as a scenario. @throws InvariantError where it is not one */
function checked(text: string): Scenario {
  try {
    return loadScenario('', text);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InvariantError(`the scenario made from the record is not valid: ${error.message.slice(0, 2000)}`);
  }
}

/** Notes the files that were not given, and rows that states lack. */
function noteMissing(record: RecordData, members: Members, year: number, notices: Notices): void {
  const standIns: Partial<Record<Role, string>> = {
    majors: `no list of major powers: states with ${CODING.largeShare * 100}% of the system's power have a projection of ${CODING.largeProjection}`,
    dcad: 'no cooperation agreements: partnerships come from treaties without a duty to fight alone',
    distance: 'no capitals: shortest distances, contiguity or the default of 1000 km stand in',
    contiguity: 'no contiguity: neighbours are as far from each other as their capitals',
    trade: 'no trade: nobody depends on anyone',
    democracy: 'no regimes: ideology comes from ideal points alone, or is 0.5',
    ideal_points: 'no ideal points: ideology comes from regimes',
    rivalries: 'no rivalries: hostility comes from disputes alone',
    disputes: `no disputes: hostility comes from rivalries alone, and revisionism is ${CODING.revisionismFloor} for everyone`,
  };
  for (const [role, text] of Object.entries(standIns)) if (setFor(record, role as Role) === undefined) notices.note(text);
  if (['atop_members', 'atop', 'atop_dyads'].every((role) => setFor(record, role as Role) === undefined))
    notices.note('no alliances: there are no treaties at the start');
  const have = record.capabilities.get(year);
  for (const { ccode, id } of members.values())
    if (have?.has(ccode) !== true) notices.note(`states of ${year} without a row of capabilities (capability 0)`, id);
  for (const ccode of have?.keys() ?? [])
    if (!members.has(ccode)) notices.note(`rows of capabilities of states that are not in the list in ${year}, left out`, String(ccode));
  const pairsOf = (keys: Iterable<number>) => [...keys].flatMap((key) => keyStates(key));
  const rivals = record.rivalries.filter(({ from, to }) => from <= year && to >= year);
  for (const [codes, name] of [
    [record.regimes.get(year)?.keys() ?? [], 'regimes'],
    [record.idealPoints.get(year)?.keys() ?? [], 'ideal points'],
    [pairsOf(record.trade.get(year)?.keys() ?? []), 'trade'],
    [pairsOf(record.contiguity.get(year)?.keys() ?? []), 'contiguity'],
    [pairsOf(record.capitalDistance.get(year)?.keys() ?? []), 'distances'],
    [pairsOf(record.minimumDistance.get(year)?.keys() ?? []), 'shortest distances'],
    [rivals.flatMap(({ a, b }) => [a, b]), 'rivalries'],
  ] as const)
    for (const ccode of new Set(codes))
      if (!members.has(ccode)) notices.note(`rows of ${name} of states that are not in the list in ${year}, left out`, String(ccode));
}

interface Parts {
  options: ImportOptions;
  used: { role: Role; set: DataSet; coverage: Coverage }[];
  notes: readonly string[];
  members: Members;
  states: ReadonlyMap<number, StateValues>;
  pairs: readonly PairValues[];
  agreements: readonly RecordAgreement[];
}

function scenarioText({ options, used, notes, members, states, pairs, agreements }: Parts): string {
  const { year, ticks, name, calibrated = true } = options;
  // a role cites the first work of its data set
  const keys = new Map(used.map(({ role, set }) => [role as string, set.cite[0]?.key ?? set.id]));
  const cited = (sets: readonly string[]) => texts.list([...new Set(sets.flatMap((role) => keys.get(role) ?? []))]);
  const sourceList = sourcesText(used);
  const id = (ccode: number) => texts.word(members.get(ccode)?.id ?? '');
  const stateText = [...members.values()].map(({ ccode, id: own, name: fullName }) => {
    const values = states.get(ccode);
    if (values === undefined) return '';
    const { military, economic, projection, revisionism, ideology, place, sets, remarks } = values;
    return [
      `  - id: ${texts.word(own)}${remarks.length === 0 ? '' : ` # ${remarks.join('; ')}`}`,
      `    name: ${JSON.stringify(fullName)}`,
      ...(place === undefined ? [] : [`    place: { lat: ${formatNumber(place.lat)}, lon: ${formatNumber(place.lon)} }`]),
      `    military: ${formatNumber(military)}`,
      `    economic: ${formatNumber(economic)}`,
      `    projection: ${projection}`,
      `    revisionism: ${formatNumber(revisionism, 2)}`,
      ...(ideology === undefined ? [] : [`    ideology: ${formatNumber(ideology, 3)}`]),
      `    sources: ${cited(sets)}`,
      '',
    ].join('\n');
  });
  const pairText = pairs.map(({ a, b, distance, hostility, trade, sets }) => {
    const [one, two] = trade.map((share) => Math.round(share * 10_000) / 10_000);
    return `  - ${mapping([
      ['between', `[${id(a)}, ${id(b)}]`],
      ['distance', distance === undefined ? undefined : String(Math.round(distance))],
      ['hostility', hostility === 0 ? undefined : formatNumber(hostility, 2)],
      [
        'trade',
        one === 0 && two === 0
          ? undefined
          : mapping([
              [id(a), String(one)],
              [id(b), String(two)],
            ]),
      ],
      ['sources', cited(sets)],
    ])}\n`;
  });
  return [
    comment(headText(options, used, notes)),
    'entente: 1\n',
    `name: ${name}\n`,
    `title: ${JSON.stringify(`The system of states in ${year}, from the record`)}\n`,
    `description: ${JSON.stringify(`${members.size} states, their relations and agreements in ${year}, imported from ${used.map(({ set }) => set.title).join('; ')}.`)}\n`,
    sourceList,
    `start: ${year}\nticks: ${ticks}\n`,
    calibrated ? parametersText() : '',
    'states:\n',
    ...stateText,
    ...(pairText.length === 0 ? [] : ['relations:\n', ...pairText]),
    ...(agreements.length === 0
      ? []
      : [
          'agreements:\n',
          ...agreements.map((agreement) => agreementText(agreement, [...new Set(agreement.sets.flatMap((role) => keys.get(role) ?? []))])),
        ]),
  ].join('');
}

/** The calibrated parameters, each with its step of the calibration. */
function parametersText(): string {
  const lines = Object.entries(CALIBRATION_STEPS).flatMap(([step, meaning]) => [
    comment(meaning, '  '),
    ...CALIBRATION.filter((fitted) => fitted.step === step).map(({ key, value }) => `  ${key}: ${value}\n`),
  ]);
  return `parameters:\n${lines.join('')}`;
}

function sourcesText(used: Parts['used']): string {
  const entries = unique(used.flatMap(({ set }) => set.cite)).map(
    ({ key, text }) =>
      `  - ${mapping([
        ['key', texts.word(key)],
        ['citation', JSON.stringify(text)],
      ])}\n`,
  );
  return `sources:\n${entries.join('')}`;
}

/** How each value was derived, from which files, and what is missing. */
function headText({ year, calibrated = true }: ImportOptions, used: Parts['used'], notes: readonly string[]): string {
  const c = CODING;
  return [
    `The record of ${year}, made by \`entente import\`. The data belong to their publishers: read their terms before you pass this file on.`,
    '',
    'Files:',
    ...used.map(
      ({ role, set, coverage: { file, version, sha256, rows } }) =>
        `  ${role}: ${basename(file)}, ${set.title}${version === '' ? '' : ` ${version}`}, ${rows} rows, sha256 ${sha256.slice(0, 16)}`,
    ),
    '',
    'Values (rules marked * are assumed, a first guess that is open to argument):',
    "  military: mean of the state's shares of military expenditure and personnel, in percent of the system",
    '  economic: mean of its shares of iron and steel, energy, population and urban population, in percent of the system',
    `  projection: * ${c.majorProjection} for major powers, 1 for others`,
    `  revisionism: * ${c.revisionismFloor} + ${c.revisionismRange} k / (k + ${c.revisionismHalf}), k disputes of the last ${c.window} years that it started to change the status quo`,
    `  ideology: ideal point / ${2 * c.idealPointSpan} + 0.5, within [0,1]; where there is none, its regime from 0 (autocratic) to 1 (democratic)`,
    `  parameters: ${calibrated ? 'fitted to the record of 1925 to 1980 where they are given' : 'the defaults of the program'}`,
    `  growth, perception: the defaults of the program; affinity: from ideology`,
    `  distance: between capitals; * at most ${c.contact.slice(1).join(', ')} km where they touch by land or over 12, 24, 150, 400 miles of water`,
    `  trade: * the partner's share of a state's trade times ${c.openness}; less than ${c.leastTrade} is left out`,
    `  hostility: * neighbours ${c.neighbours.filter((x) => x > 0).join(', ')} at least, the nearer the more; rivals ${c.rivalry}; disputes of the last ${c.window} years raise it by up to ${c.disputeRange}, by number and level`,
    '  agreements: treaties with the obligations of each member and their conditions; a partnership has none to fight or to stay out.',
    `    * depth by kind, the defaults; ${c.nonaggressionDepth} for nonaggression alone. One partnership for a pair with cooperation agreements.`,
    '    * a treaty of more than two with a provision for renewal has no term: such treaties are renewed without a word.',
    '  A state, treaty or tie of a part of the year counts for the year.',
    '',
    'What is missing, and what stands in for it:',
    ...(notes.length === 0 ? ['  nothing'] : notes.map((note) => `  ${note}`)),
  ].join('\n');
}
