import { hash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256, sha256Anywhere } from './digest.ts';

test('the digest without the platform is that of the platform, for texts and bytes', () => {
  expect(sha256Anywhere('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.uint8Array({ maxLength: 300 })), (data) => {
      expect(sha256Anywhere(data)).toBe(hash('sha256', data));
      expect(sha256(data)).toBe(hash('sha256', data));
    }),
  );
});
