import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { tieOf } from '../model/treaty/book.ts';
import { owedBy } from '../model/treaty/ties.ts';
import { situationOf } from '../measure/situation.ts';
import { checkWorld } from '../model/invariants.ts';
import { step } from '../model/tick.ts';
import { compileScenario } from '../scenario/compile.ts';
import { withRecord } from '../testing/record-folder.ts';
import { Notices } from './notices.ts';
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
      const notices = new Notices();
      record = await readRecord(await filesIn(folder, new Notices()), spanOf(1903, 1906, 1925, 1952, 1961, 1972, ...YEARS), notices);
      notices.throwIfAny();
    }, 120_000);
    const scenarioOf = (year: number) => {
      const made = imports.get(year) ?? buildScenario(record, { year, ticks: 10, name: `record-${year}` }, new Notices());
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
            const tie = tieOf(w.book, at.get(a) ?? 0, at.get(b) ?? 0);
            const duty = tie === null ? undefined : owedBy(tie, at.get(a) ?? 0);
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

    it('has NATO with defence within its area, nonaggression and consultation, until it is left', () => {
      const nato = treaty(1950, 3180);
      // twenty years, but in force until it is left, as treaties of more than two with a provision for renewal are
      expect(nato).toMatchObject({ kind: 'alliance', term: 0, start: 1949 });
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

    it('of 2000 takes a file of distances in place of capitals: one for each pair of states', { timeout: 120_000 }, async () => {
      const files = { ...(await filesIn(folder, new Notices())), distance: join(folder, 'capital_distance.csv') };
      const { states, nmc, distance } = files;
      if (states === undefined || nmc === undefined) throw new Error('no files');
      const own = await readRecord({ states, nmc, distance }, spanOf(2000), new Notices());
      const { scenario } = buildScenario(own, { year: 2000, ticks: 10, name: 'record-2000' }, new Notices());
      const given = own.capitalDistance.get(2000) ?? new Map<number, number>();
      const members = membersOf(own, 2000);
      expect(scenario.relations?.length).toBe((members.size * (members.size - 1)) / 2);
      const w = compileScenario(scenario, { seed: 1, replicate: 0 });
      const at = new Map([...members.values()].map(({ ccode, id }) => [ccode, w.ids.indexOf(id)]));
      for (const [key, km] of given) {
        const [a, b] = keyStates(key).map((ccode) => at.get(ccode));
        if (a !== undefined && b !== undefined) expect(w.distance[a * w.n + b]).toBe(Math.round(km));
      }
    });

    it.each(YEARS)('of %d runs for ten ticks and stays a sane world of alliances and partnerships', { timeout: 120_000 }, (year) => {
      const w = compileScenario(scenarioOf(year), { seed: 1, replicate: 0 });
      const before = situationOf(w, null);
      const events = new Map<string, number>();
      for (let tick = 1; tick <= 10; tick++) step(w, { event: ({ kind }) => void events.set(kind, (events.get(kind) ?? 0) + 1) });
      expect(() => checkWorld(w)).not.toThrow();
      const after = situationOf(w, before);
      expect(after.members).toEqual(before.members);
      // not all pairs tied, not none; postures of more than one kind
      expect(after.layers.ties.network.ties).toBeGreaterThan(0);
      expect(after.layers.ties.network.ties).toBeLessThan((w.n * (w.n - 1)) / 4);
      expect(new Set(w.posture).size).toBeGreaterThan(1);
      expect(w.power.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 6);
      // a dispute now and then, and no more than twice as many as the record of the time has: 8.4, 5.6 and 3.7 onsets in 1,000 pairs and years
      // of 1816-1913, 1919-38 and 1946-90 [PalmerEtAl2022]
      const [, rate] = [
        [1915, 8.4],
        [1945, 5.6],
        [9999, 3.7],
      ].find(([last]) => year < last!)!;
      expect(events.get('dispute') ?? 0).toBeGreaterThan(0);
      expect(events.get('dispute') ?? 0).toBeLessThan(2 * (rate! / 1000) * 10 * ((w.n * (w.n - 1)) / 2));
    });
  });
});
