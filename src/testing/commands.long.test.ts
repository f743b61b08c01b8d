import { describe } from 'vitest';
import { testCommands } from './commands.ts';

describe('the commands in the documentation', () => {
  testCommands((page) => page !== 'README.md');
});
