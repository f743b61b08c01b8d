import { testClaims } from './context.ts';

testClaims(3);
