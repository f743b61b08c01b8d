import { describe, expect, it } from 'vitest';
import { step } from '../../model/tick.ts';
import { checkWorld } from '../../model/invariants.ts';
import { compileScenario } from '../../scenario/compile.ts';
import { readScenario } from '../../files/read-scenario.ts';
import { projectFiles, read } from '../project.ts';
import { boundByPredicate, boundInAttacks, readTreaty } from './attacks.ts';
import { TREATIES, type Attack } from './cases.ts';
import { boundPage } from './table.ts';

const title = ({ bound, ...attack }: Attack) => JSON.stringify(attack).replace(/["{}]/g, '');
const sorted = (duties: readonly string[]) => [...duties].sort();
const toFight = (duties: readonly string[]) => duties.filter((duty) => / (?:defence|offence) /.test(duty));

describe.each(TREATIES)('the treaty $file', (treaty) => {
  const scenario = readTreaty(treaty.file);

  it.each(treaty.attacks.map((attack) => [title(attack), attack] as const))('binds when it should and only then: %s', (_, attack) => {
    const each = boundInAttacks(treaty, scenario, attack);
    expect(each.length).toBe(4);
    for (const duties of each) expect(sorted(duties)).toEqual(sorted(attack.bound));
  });

  it.each(treaty.attacks.map((attack) => [title(attack), attack] as const))('has a casus that says the same: %s', (_, attack) => {
    const withoutStarting = attack.bound.filter((duty) => !duty.includes('nonaggression'));
    expect(sorted(boundByPredicate(treaty, scenario, attack))).toEqual(sorted(withoutStarting));
  });

  it('runs as it is, and what it says stays sound', () => {
    const w = compileScenario(readScenario(`scenarios/treaties/${treaty.file}.yaml`), { seed: 0, replicate: 0 });
    for (let t = 0; t < 5; t++) step(w, { event: () => undefined });
    expect(() => {
      checkWorld(w);
    }).not.toThrow();
  });
});

describe('the treaties', () => {
  it('are all of those in the folder, with a line in its README for each', () => {
    const files = projectFiles().flatMap((path) => /^scenarios\/treaties\/([^/]+)\.yaml$/.exec(path)?.[1] ?? []);
    expect([...TREATIES.map(({ file }) => file)].sort()).toEqual(files);
    expect(files.filter((file) => !read('scenarios/treaties/README.md').includes(`](${file}.yaml)`))).toEqual([]);
  });

  it('cite works of the bibliography', () => {
    const cited = TREATIES.flatMap(({ file }) => readTreaty(file).sources.map(({ key }) => key));
    expect([...new Set(cited)].filter((key) => !read('docs/references.bib').includes(`{${key},`))).toEqual([]);
  });

  it('never bind to fight by consultation, nonaggression or neutrality alone', () => {
    for (const file of ['ussr-india-1971', 'china-russia-2001']) {
      const treaty = TREATIES.find((t) => t.file === file)!;
      const fights = treaty.attacks.flatMap((attack) => toFight(boundInAttacks(treaty, readTreaty(file), attack, 2).flat()));
      expect(fights).toEqual([]);
    }
  });

  it('have a page that says who is bound when, as the code has it', async () => {
    await expect(boundPage()).toMatchFileSnapshot('../../../scenarios/treaties/who-is-bound.md');
  });
});
