import { describe, expect, it } from 'vitest';
import { RUN_BY_CI, testCommands, WRITTEN } from './commands.ts';

describe('the commands in the documentation', () => {
  it('include those that are run elsewhere', () => {
    expect(WRITTEN.length).toBeGreaterThan(RUN_BY_CI.length);
    for (const line of RUN_BY_CI) expect(WRITTEN).toContain(line);
  });

  testCommands((page) => page === 'README.md');
});
