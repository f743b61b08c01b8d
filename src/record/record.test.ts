import { beforeAll, describe, expect, it } from 'vitest';
import { dutyOf, linkOf } from '../model/agreements.ts';
import { checkWorld } from '../model/invariants.ts';
import { step } from '../model/tick.ts';
import { compileScenario } from '../scenario/compile.ts';
import { withRecord } from '../testing/record-folder.ts';
import { Findings } from './findings.ts';
import { buildScenario, spanOf, type Imported } from './import.ts';
import { membersOf } from './members.ts';
import { filesIn, readRecord } from './read-record.ts';
import { keyStates, type RecordData } from './record-data.ts';

/** Number of states of each year in the list of the system, by the list itself (v2016). */
const STATES = { 1870: 37, 1914: 45, 1938: 66, 1950: 75, 1989: 161, 2000: 191 };
const YEARS = Object.keys(STATES).map(Number);

describe('the record', () => {
  withRecord((folder) => {
    let record: RecordData;
    const imports = new Map<number, Imported>();
    beforeAll(async () => {
      const findings = new Findings();
      record = await readRecord(await filesIn(folder, new Findings()), spanOf(1903, 1906, 1925, 1952, 1961, 1972, ...YEARS), findings);
      findings.throwIfAny();
    }, 120_000);
    const scenarioOf = (year: number) => {
      const made = imports.get(year) ?? buildScenario(record, { year, ticks: 10, name: `record-${year}` }, new Findings());
      imports.set(year, made);
      return made.scenario;
    };
    /** A treaty of a year by its number, with the obligations of each member in words. */
    const treaty = (year: number, atopid: number) => {
      const found = scenarioOf(year).agreements?.find(({ name }) => name.endsWith(`(ATOP ${atopid})`));
      if (found === undefined) throw new Error(`no treaty ${atopid} in ${year}`);
      const { kind, term, start, secret, members } = found;
      return { kind, term, start, secret, duties: Object.fromEntries(members.map(({ state, obligations }) => [state, obligations])) };
    };
    const kindsOf = (duties: readonly { type: string }[] | undefined) => duties?.map(({ type }) => type);

    it.each(YEARS)('of %d has the states of the list', (year) => {
      expect(scenarioOf(year).states?.length).toBe(STATES[year as keyof typeof STATES]);
    });

    it.each([...YEARS, 1925])('of %d has the defence ties of the file of pairs, in each direction', (year) => {
      const members = membersOf(record, year);
      const w = compileScenario(scenarioOf(year), { seed: 1, replicate: 0 });
      const at = new Map(w.ids.map((id, i) => [id, i]));
      const expected = [...(record.duties.get(year) ?? [])]
        .filter(([, { defence }]) => defence)
        .map(([key]) => keyStates(key).map((ccode) => members.get(ccode)?.id))
        .filter(([a, b]) => a !== undefined && b !== undefined)
        .map(([a, b]) => `${a}>${b}`);
      const found = w.ids.flatMap((a) =>
        w.ids
          .filter((b) => {
            const link = linkOf(w.book, at.get(a) ?? 0, at.get(b) ?? 0);
            const duty = link === null ? undefined : dutyOf(link, at.get(a) ?? 0);
            return duty !== undefined && (duty.defence > 0 || duty.conditional.some(({ type }) => type === 'defence'));
          })
          .map((b) => `${a}>${b}`),
      );
      expect(expected.length).toBeGreaterThan(0);
      expect(found.sort()).toEqual(expected.sort());
    });

    it('has the terms of the Anglo-Japanese alliance of 1902 and of 1905 [LeedsEtAl2002]', () => {
      const first = treaty(1903, 1415);
      expect(first).toMatchObject({ kind: 'alliance', term: 5, start: 1902 });
      for (const state of ['UKG', 'JPN']) {
        expect(kindsOf(first.duties[state])).toEqual(['defence', 'offence', 'neutrality', 'consultation']);
        expect(first.duties[state]?.[0]?.when).toEqual({ location: ['JPN', 'UKG'], min_adversaries: 2 });
        expect(first.duties[state]?.[2]?.when?.max_adversaries).toBe(1);
      }
      const second = treaty(1906, 1415);
      expect(second.term).toBe(10);
      expect(kindsOf(second.duties['UKG'])).toEqual(['defence', 'offence', 'neutrality', 'consultation']);
      expect(kindsOf(second.duties['JPN'])).toEqual(['defence', 'consultation']);
      expect(second.duties['JPN']?.[0]?.when).toEqual({ location: ['JPN', 'UKG'], non_provocation: true });
    });

    it('has France and Russia consult from 1891 and defend each other against named adversaries from 1893', () => {
      expect(treaty(1914, 1380)).toMatchObject({ kind: 'partnership', start: 1891, duties: { FRN: [{ type: 'consultation' }] } });
      const pact = treaty(1914, 1385);
      expect(pact).toMatchObject({ kind: 'alliance', start: 1893, secret: true });
      expect(pact.duties['RUS']?.[0]?.when?.adversaries).toContain('GMY');
    });

    it('has NATO with defence within its area, nonaggression and consultation, for twenty years', () => {
      const nato = treaty(1950, 3180);
      expect(nato).toMatchObject({ kind: 'alliance', term: 20, start: 1949 });
      expect(Object.keys(nato.duties).length).toBe(12);
      for (const duties of Object.values(nato.duties)) {
        expect(kindsOf(duties)).toEqual(['defence', 'nonaggression', 'consultation']);
        expect(duties[0]?.when?.location?.length).toBe(12);
      }
    });

    it('has the American treaties with Japan of 1951 and 1960 bind the two unequally', () => {
      expect(Object.fromEntries(Object.entries(treaty(1952, 3220).duties).map(([id, duties]) => [id, kindsOf(duties)]))).toEqual({
        USA: ['defence', 'consultation'],
        JPN: ['consultation'],
      });
      expect(Object.fromEntries(Object.entries(treaty(1961, 3375).duties).map(([id, duties]) => [id, kindsOf(duties)]))).toEqual({
        USA: ['defence', 'nonaggression', 'consultation'],
        JPN: ['nonaggression', 'consultation'],
      });
    });

    it('has the Soviet-Indian treaty of 1971 with consultation and nonaggression for twenty years', () => {
      const pact = treaty(1972, 3675);
      expect(pact.term).toBe(20);
      for (const duties of Object.values(pact.duties))
        expect(kindsOf(duties)).toEqual(expect.arrayContaining(['nonaggression', 'consultation']));
    });

    it.each([1870, 1914, 1938, 1950])('of %d runs for ten ticks and stays a world of alliances and partnerships', (year) => {
      const w = compileScenario(scenarioOf(year), { seed: 1, replicate: 0 });
      for (let tick = 1; tick <= 10; tick++) step(w, { event: () => undefined });
      expect(() => checkWorld(w)).not.toThrow();
      expect(w.book.active.length).toBeGreaterThan(0);
      expect(w.book.active.length).toBeLessThan(6 * w.n);
    });

    it.each([1989, 2000])('of %d, of a hundred and more states, runs', { timeout: 120_000 }, (year) => {
      const w = compileScenario(scenarioOf(year), { seed: 1, replicate: 0 });
      for (let tick = 1; tick <= 2; tick++) step(w, { event: () => undefined });
      expect(() => checkWorld(w)).not.toThrow();
      expect(w.book.active.length).toBeLessThan(12 * w.n);
    });
  });
});
