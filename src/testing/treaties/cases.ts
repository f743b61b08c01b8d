/** An attack on or by a member of a treaty, and the duties that then bind. */
export interface Attack {
  /** The attacker and the attacked. */
  from: string;
  on: string;
  /** The states that fight on either side by promises made for the test. */
  with?: readonly string[];
  alongside?: readonly string[];
  /** The attacked state provoked it. */
  provoked?: boolean;
  /** The two had a dispute in the tick before. */
  ongoing?: boolean;
  /** Tick of the attack; dated events up to then have happened. */
  tick?: number;
  /** The duties that bind, such as `GBR defence JPN`: who owes it, of what type, toward whom. By the texts of the treaties, not by the code. */
  bound: readonly string[];
}

/** A shipped treaty, the agreements in its file that it consists of, and attacks in which it binds or does not. */
export interface TreatyCases {
  file: string;
  agreements: readonly string[];
  /** A member that is another's possession: what the two owe each other is not part of the treaty. */
  possession?: { owner: string; of: string };
  attacks: readonly Attack[];
}

export const TREATIES: readonly TreatyCases[] = [
  {
    file: 'britain-japan-1902',
    agreements: ['Britain-Japan 1902'],
    possession: { owner: 'GBR', of: 'HKG' },
    attacks: [
      { from: 'RUS', on: 'JPN', bound: ['GBR neutrality JPN'] },
      { from: 'RUS', on: 'JPN', with: ['FRA'], bound: ['GBR defence JPN'] },
      { from: 'RUS', on: 'JPN', provoked: true, with: ['FRA'], bound: ['GBR defence JPN'] },
      { from: 'JPN', on: 'RUS', bound: ['GBR neutrality JPN'] },
      { from: 'JPN', on: 'RUS', alongside: ['FRA'], bound: ['GBR offence JPN'] },
      { from: 'JPN', on: 'FRA', alongside: ['RUS'], bound: [] },
      { from: 'FRA', on: 'GBR', bound: [] },
      { from: 'FRA', on: 'GBR', with: ['RUS'], bound: [] },
      { from: 'FRA', on: 'HKG', bound: ['JPN neutrality HKG'] },
      { from: 'FRA', on: 'HKG', with: ['RUS'], bound: ['JPN defence HKG'] },
      { from: 'GBR', on: 'RUS', bound: ['JPN neutrality GBR'] },
      { from: 'GBR', on: 'RUS', alongside: ['FRA'], bound: ['JPN offence GBR'] },
    ],
  },
  {
    file: 'britain-japan-1905',
    agreements: ['Britain-Japan 1905'],
    possession: { owner: 'GBR', of: 'IND' },
    attacks: [
      { from: 'RUS', on: 'JPN', bound: ['GBR defence JPN'] },
      { from: 'RUS', on: 'JPN', with: ['FRA'], bound: ['GBR defence JPN'] },
      { from: 'RUS', on: 'JPN', provoked: true, bound: [] },
      { from: 'RUS', on: 'JPN', provoked: true, with: ['FRA'], bound: [] },
      { from: 'RUS', on: 'IND', bound: ['JPN defence IND'] },
      { from: 'RUS', on: 'IND', provoked: true, bound: [] },
      { from: 'RUS', on: 'GBR', bound: [] },
      { from: 'RUS', on: 'GBR', with: ['FRA'], bound: [] },
      { from: 'JPN', on: 'RUS', bound: [] },
      { from: 'JPN', on: 'RUS', ongoing: true, bound: ['GBR neutrality JPN'] },
      { from: 'JPN', on: 'RUS', alongside: ['FRA'], bound: [] },
      { from: 'JPN', on: 'RUS', alongside: ['FRA'], ongoing: true, bound: ['GBR offence JPN'] },
      { from: 'GBR', on: 'RUS', alongside: ['FRA'], ongoing: true, bound: [] },
    ],
  },
  {
    file: 'france-russia-1893',
    agreements: ['France-Russia 1891', 'France-Russia 1893'],
    attacks: [
      { from: 'DEU', on: 'FRA', tick: 1, bound: [] },
      { from: 'DEU', on: 'RUS', with: ['AUT'], tick: 1, bound: [] },
      { from: 'DEU', on: 'FRA', tick: 2, bound: ['RUS defence FRA'] },
      { from: 'DEU', on: 'RUS', tick: 2, bound: ['FRA defence RUS'] },
      { from: 'DEU', on: 'FRA', provoked: true, tick: 2, bound: ['RUS defence FRA'] },
      { from: 'ITA', on: 'FRA', tick: 2, bound: [] },
      { from: 'ITA', on: 'FRA', with: ['DEU'], tick: 2, bound: ['RUS defence FRA'] },
      { from: 'ITA', on: 'FRA', with: ['AUT'], tick: 2, bound: [] },
      { from: 'AUT', on: 'RUS', tick: 2, bound: [] },
      { from: 'AUT', on: 'RUS', with: ['DEU'], tick: 2, bound: ['FRA defence RUS'] },
      { from: 'FRA', on: 'DEU', tick: 2, bound: [] },
      { from: 'RUS', on: 'DEU', alongside: ['AUT'], tick: 2, bound: [] },
    ],
  },
  {
    file: 'north-atlantic-1949',
    agreements: ['North Atlantic 1949'],
    possession: { owner: 'PRT', of: 'GOA' },
    attacks: [
      { from: 'SUN', on: 'FRA', bound: ['USA defence FRA', 'GBR defence FRA', 'PRT defence FRA'] },
      { from: 'SUN', on: 'USA', bound: ['GBR defence USA', 'FRA defence USA', 'PRT defence USA'] },
      { from: 'SUN', on: 'PRT', with: ['IND'], bound: ['USA defence PRT', 'GBR defence PRT', 'FRA defence PRT'] },
      { from: 'SUN', on: 'GBR', provoked: true, bound: ['USA defence GBR', 'FRA defence GBR', 'PRT defence GBR'] },
      { from: 'IND', on: 'GOA', bound: [] },
      { from: 'IND', on: 'GOA', with: ['SUN'], bound: [] },
      { from: 'USA', on: 'SUN', bound: [] },
      { from: 'USA', on: 'SUN', alongside: ['IND'], bound: [] },
      { from: 'FRA', on: 'GBR', bound: ['FRA nonaggression GBR', 'USA defence GBR', 'PRT defence GBR'] },
    ],
  },
  {
    file: 'us-japan-1951',
    agreements: ['US-Japan 1951'],
    attacks: [
      { from: 'SUN', on: 'JPN', bound: ['USA defence JPN'] },
      { from: 'SUN', on: 'JPN', with: ['CHN'], bound: ['USA defence JPN'] },
      { from: 'SUN', on: 'USA', bound: [] },
      { from: 'SUN', on: 'USA', with: ['CHN'], bound: [] },
      { from: 'JPN', on: 'CHN', bound: [] },
      { from: 'USA', on: 'CHN', alongside: ['SUN'], bound: [] },
      { from: 'USA', on: 'JPN', bound: [] },
    ],
  },
  {
    file: 'us-japan-1960',
    agreements: ['US-Japan 1960'],
    attacks: [
      { from: 'SUN', on: 'JPN', bound: ['USA defence JPN'] },
      { from: 'SUN', on: 'JPN', with: ['CHN'], bound: ['USA defence JPN'] },
      { from: 'SUN', on: 'JPN', provoked: true, bound: ['USA defence JPN'] },
      { from: 'SUN', on: 'USA', bound: [] },
      { from: 'SUN', on: 'USA', with: ['CHN'], bound: [] },
      { from: 'JPN', on: 'CHN', bound: [] },
      { from: 'USA', on: 'CHN', alongside: ['SUN'], bound: [] },
      { from: 'USA', on: 'JPN', bound: ['USA nonaggression JPN'] },
      { from: 'JPN', on: 'USA', bound: ['JPN nonaggression USA'] },
    ],
  },
  {
    file: 'ussr-india-1971',
    agreements: ['USSR-India 1971'],
    attacks: [
      { from: 'PAK', on: 'IND', bound: ['SUN neutrality IND'] },
      { from: 'PAK', on: 'IND', with: ['CHN'], bound: ['SUN neutrality IND'] },
      { from: 'IND', on: 'PAK', bound: ['SUN neutrality IND'] },
      { from: 'IND', on: 'PAK', alongside: ['CHN'], bound: ['SUN neutrality IND'] },
      { from: 'CHN', on: 'SUN', bound: ['IND neutrality SUN'] },
      { from: 'SUN', on: 'IND', bound: ['SUN nonaggression IND'] },
      { from: 'CHN', on: 'PAK', bound: [] },
    ],
  },
  {
    file: 'china-russia-2001',
    agreements: ['China-Russia 2001'],
    attacks: [
      { from: 'USA', on: 'CHN', bound: [] },
      { from: 'USA', on: 'CHN', with: ['JPN'], bound: [] },
      { from: 'USA', on: 'RUS', bound: [] },
      { from: 'CHN', on: 'JPN', bound: [] },
      { from: 'CHN', on: 'JPN', alongside: ['USA'], bound: [] },
      { from: 'CHN', on: 'RUS', bound: ['CHN nonaggression RUS'] },
      { from: 'RUS', on: 'CHN', bound: ['RUS nonaggression CHN'] },
    ],
  },
];
