import { expect, it } from 'vitest';
import { read, runScript } from './project.ts';

/** Numbers of the claims of docs/context.md. */
export const CLAIMS = [...read('docs/context.md').matchAll(/^## (\d+)\. /gm)].map((match) => Number(match[1]));

/** Number of test files over which the claims are spread, so that they run in parallel. */
const FILES = 4;

/** Tests that run the commands of every fourth claim, the first being `file`, and compare the table, the picture and the prose with the output. */
export function testClaims(file: number): void {
  it.each(CLAIMS.filter((number) => number % FILES === file))('claim %i is shown by what its commands print and draw', checkClaim, 300_000);
}

/** Runs the commands of one claim and compares their output with the page. */
export function checkClaim(number: number): void {
  expect(runScript('scripts/page.mjs', 'context', String(number), '--check')).toEqual({ code: 0, said: '' });
}
