import { expect, it } from 'vitest';
import { read, runScript } from './project.ts';

/** Numbers of the claims of docs/context.md. */
export const CLAIMS = [...read('docs/context.md').matchAll(/^## (\d+)\. /gm)].map((match) => Number(match[1]));

/** Files that the claims are parted among, so that they run beside each other. */
const PARTS = 4;

/** Tests that carry out the commands of every fourth claim, the first being `part`, and compare table, figure and prose with what comes out. */
export function testClaims(part: number): void {
  it.each(CLAIMS.filter((number) => number % PARTS === part))(
    'claim %i is shown by what its commands print and draw',
    (number) => {
      expect(runScript('scripts/context.mjs', '--check', String(number))).toEqual({ code: 0, said: '' });
    },
    300_000,
  );
}
