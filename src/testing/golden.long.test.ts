import { describe } from 'vitest';
import { QUICK, SHIPPED, testGolden } from './golden.ts';

describe('golden results', () => {
  testGolden(SHIPPED.filter((name) => !QUICK.includes(name)));
});
