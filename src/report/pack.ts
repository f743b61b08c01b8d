/** Sixty-four characters that neither JSON nor HTML needs to escape. */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.';
const BASE = DIGITS.length;
/** Steps that a packed share has. */
const STEPS = BASE * BASE - 1;

/** Packs shares in [0,1] as two characters each. The square root is packed, so that small shares keep two significant digits. NaN becomes 0. */
export function packShares(shares: readonly number[]): string {
  return shares
    .map((share) => {
      const step = Math.round(Math.sqrt(Math.min(1, Math.max(0, Number.isNaN(share) ? 0 : share))) * STEPS);
      return `${DIGITS.charAt(Math.floor(step / BASE))}${DIGITS.charAt(step % BASE)}`;
    })
    .join('');
}

/** The share at an index of a packed text, to within 1/4095 of its square root. */
export function shareAt(packed: string, index: number): number {
  const high = DIGITS.indexOf(packed.charAt(2 * index));
  const low = DIGITS.indexOf(packed.charAt(2 * index + 1));
  const root = (high * BASE + low) / STEPS;
  return root * root;
}
