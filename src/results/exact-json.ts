/**
 * JSON that gives back every bit: numbers that JSON cannot hold (NaN, infinities, -0) and bytes are written as marked objects. All other
 * numbers come back exactly as they are from JSON's own shortest digits.
 */
const NUMBER = '$number';
const BYTES = '$bytes';
const SPECIAL: Record<string, number> = { NaN: NaN, Infinity: Infinity, '-Infinity': -Infinity, '-0': -0 };

/** Text of plain data: objects, arrays, texts, numbers, booleans, null and Uint8Array. */
export function toExactJson(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key) {
    const one = this[key];
    if (typeof one === 'number' && (!Number.isFinite(one) || Object.is(one, -0)))
      return { [NUMBER]: Object.is(one, -0) ? '-0' : String(one) };
    if (one instanceof Uint8Array) return { [BYTES]: Buffer.from(one.buffer, one.byteOffset, one.byteLength).toString('base64') };
    return one;
  });
}

/** The data of such a text. @throws SyntaxError when it is not JSON. */
export function fromExactJson(text: string): unknown {
  return JSON.parse(text, (_key, one: unknown) => {
    if (typeof one !== 'object' || one === null) return one;
    const { [NUMBER]: special, [BYTES]: bytes } = one as Record<string, unknown>;
    if (typeof special === 'string' && Object.hasOwn(SPECIAL, special)) return SPECIAL[special];
    // A copy of its own, as a slice of a shared pool would keep the whole pool alive.
    if (typeof bytes === 'string') return new Uint8Array(Buffer.from(bytes, 'base64'));
    return one;
  });
}
