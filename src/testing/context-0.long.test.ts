import { testClaims } from './context.ts';

testClaims(0);
