import { createHash } from 'node:crypto';

/** SHA-256 of a text in base64, as a page's policy names its script. */
export function sha256Base64(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
