import { describe, expect, it } from 'vitest';
import { applyDiff, applySteps, fileIn, stepsOf } from './how-to.ts';
import { projectFiles, read, ROOT } from './project.ts';

const pages = projectFiles().filter((path) => /^docs\/how-to\/add-a-.*\.md$/.test(path));

describe('the steps of the how-to page', () => {
  it.each(pages)('%s fit the project as it is, and end with checks', (page) => {
    const steps = stepsOf(read(page));
    expect(applySteps(steps, fileIn(ROOT)).size).toBeGreaterThan(0);
    expect(steps.at(-1)?.do).toBe('run');
  });

  it('are there for a rule, a term, a parameter, a metric, a phase and a scenario', () => {
    const names = pages.map((page) => /add-a-(.*)\.md$/.exec(page)?.[1]);
    expect(names).toEqual(['metric', 'parameter', 'phase', 'rule', 'scenario', 'term']);
  });

  it('are refused where an edit does not fit or a new file is there already', () => {
    expect(applyDiff('a\nb\nc\n', ' a\n-b\n+x\n@@\n c\n+d\n')).toBe('a\nx\nc\nd\n');
    expect(() => applyDiff('a\nb\n', ' z\n+x\n')).toThrow('found 0 times instead of once:\nz');
    expect(() => applyDiff('a\na\n', ' a\n+x\n')).toThrow('found 2 times');
    const steps = stepsOf('```ts new.ts\nx\n```\n\n```sh\nnot a step\n```\n\n```sh run\nnpm run x\n```\n');
    expect(steps).toEqual([
      { do: 'write', file: 'new.ts', text: 'x\n' },
      { do: 'run', commands: ['npm run x'] },
    ]);
    expect(() => applySteps(steps, () => 'y')).toThrow('new.ts is there already');
  });
});
