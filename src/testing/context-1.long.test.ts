import { testClaims } from './context.ts';

testClaims(1);
