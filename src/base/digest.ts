import { sha256 as portableSha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * SHA-256 of the platform: Node's own, several times as fast, asked for when the program runs so that the same module works in a browser, where it
 * is undefined.
 */
const native = globalThis.process?.getBuiltinModule?.('node:crypto')?.hash;

/** JSON with keys in code-point order at every level, so that equal values have equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const out: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const key of Object.keys(value).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)))
    out[key] = sorted((value as Record<string, unknown>)[key]);
  return out;
}

/** SHA-256 of a text or bytes, in hexadecimal. */
export function sha256(data: string | Uint8Array): string {
  return native === undefined ? sha256Anywhere(data) : native('sha256', data);
}

/** The same without anything of the platform. */
export function sha256Anywhere(data: string | Uint8Array): string {
  return bytesToHex(portableSha256(typeof data === 'string' ? utf8ToBytes(data) : data));
}

/** The key of a run's random streams: its seed and replicate, nothing else, so that the points of a sweep share their random draws. */
export function runKey(seed: number, replicate: number): string {
  return sha256(`run/${seed}/${replicate}`).slice(0, 32);
}
