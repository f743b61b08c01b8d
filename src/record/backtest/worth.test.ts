import { changeOf } from '../../model/choice/change.ts';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluatorOf, valueChange } from '../../model/choice/evaluate.ts';
import { BALANCE, PARTNER } from '../../model/vocabulary.ts';
import { compileScenario } from '../../scenario/compile.ts';
import { ROOT } from '../../testing/project.ts';
import { Notices } from '../notices.ts';
import { importRecord } from '../import.ts';
import { pairKey } from '../record-data.ts';
import { filesIn } from '../read-record.ts';
import { modelScore } from './rules.ts';
import { TASKS } from './tasks.ts';
import { percentileRank, jointUtility } from './worth.ts';

const EXAMPLE = join(ROOT, 'docs', 'how-to', 'import-example');

describe('what a tie would be worth', () => {
  it('is known of every pair, whatever their order, and is more among the like-minded who are near', async () => {
    const files = await filesIn(EXAMPLE, new Notices());
    const { scenario } = await importRecord(files, { year: 1995, ticks: 1, name: 'example' });
    const members = new Map(scenario.states!.map(({ id }, k) => [k + 1, { ccode: k + 1, id, name: id }]));
    const worth = jointUtility(scenario, members, 'defence');
    expect(worth.size).toBe((members.size * (members.size - 1)) / 2);
    expect([...worth.values()].every(Number.isFinite)).toBe(true);
    const turned = jointUtility(scenario, new Map([...members].reverse()), 'defence');
    for (const [key, value] of worth) expect(turned.get(key)).toBeCloseTo(value, 12);

    // the same world with everyone a thousand times as far away
    const far = { ...scenario, relations: scenario.relations!.map((pair) => ({ ...pair, distance: 20_000 })) };
    const there = jointUtility(far, members, 'partnership');
    const here = jointUtility(scenario, members, 'partnership');
    const near = pairKey(1, 2);
    expect(there.get(near)).toBeLessThan(here.get(near)!);
  });

  it('is the sum of what the two gain, by an alliance or a partnership, though one of them may lose', async () => {
    const files = await filesIn(EXAMPLE, new Notices());
    const { scenario } = await importRecord(files, { year: 1995, ticks: 1, name: 'example' });
    const w = compileScenario(scenario, { seed: 1, replicate: 0 });
    const members = new Map(w.ids.map((id, i) => [i + 1, { ccode: i + 1, id, name: id }]));
    const evaluator = evaluatorOf(w);
    for (const [layer, template, strategy] of [
      ['defence', 'alliance', BALANCE],
      ['partnership', 'partnership', PARTNER],
    ] as const) {
      const option = { action: 'found', strategy, partner: 1, third: -1, template, agreement: null, adversaries: null } as const;
      const gains = [0, 1].map((i) => valueChange(evaluator, w, i, changeOf(w, 0, option)));
      expect(gains[0]).not.toBeCloseTo(gains[1] ?? 0, 6);
      expect(jointUtility(scenario, members, layer).get(pairKey(1, 2))).toBe((gains[0] ?? 0) + (gains[1] ?? 0));
    }
  });

  it('has its place among all, equal ones sharing theirs', () => {
    expect(percentileRank([3, 1, 2])).toEqual([1, 0, 0.5]);
    expect(percentileRank([5, 5, 1])).toEqual([0.75, 0.75, 0]);
    expect(percentileRank([7])).toEqual([0]);
    expect(percentileRank([])).toEqual([]);
  });

  it('decides where the shares are equal, and only there', () => {
    const [created] = TASKS.filter(({ name }) => name === 'defence_new');
    const [ended] = TASKS.filter(({ name }) => name === 'defence_end');
    const input = { worth: [0, 1], replicates: 20 };
    const score = (task: typeof created, share: number, k: number) => modelScore({ task: task!, ...input }, share, k);
    expect(score(created, 0.1, 1)).toBeGreaterThan(score(created, 0.1, 0));
    // a twentieth more is one run more
    expect(score(created, 0.15, 0)).toBeGreaterThan(score(created, 0.1, 1));
    // what is worth little ends sooner
    expect(score(ended, 0.1, 0)).toBeGreaterThan(score(ended, 0.1, 1));
  });
});
