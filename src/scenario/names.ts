/**
 * Least number of letters to insert, delete, replace or swap with their neighbour to get from one word to another, at most `limit`;
 * `limit + 1` stands for more.
 */
export function editDistance(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) > limit) return limit + 1;
  let before: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, y) => y);
  for (let x = 1; x <= from.length; x++) {
    const row = [x];
    for (let y = 1; y <= to.length; y++) {
      const same = from[x - 1] === to[y - 1] ? 0 : 1;
      let least = Math.min((above[y] ?? 0) + 1, (row[y - 1] ?? 0) + 1, (above[y - 1] ?? 0) + same);
      if (x > 1 && y > 1 && from[x - 1] === to[y - 2] && from[x - 2] === to[y - 1]) least = Math.min(least, (before[y - 2] ?? 0) + 1);
      row.push(least);
    }
    before = above;
    above = row;
  }
  return Math.min(above[to.length] ?? limit + 1, limit + 1);
}

/** The known word nearest to a mistyped one, or undefined when none is near (a third of its letters). */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  if (word.length > 80) return undefined;
  const limit = Math.floor(word.length / 3);
  const folded = word.toLowerCase();
  let best: string | undefined;
  let least = limit + 1;
  for (const candidate of known) {
    const distance = editDistance(folded, candidate.toLowerCase(), limit);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

/** `did you mean "x"?`, or else the words that there are, or else the remedy given. */
export function suggest(word: string, known: readonly string[], otherwise?: string): string {
  const near = nearest(word, known);
  if (near !== undefined) return `did you mean "${near}"?`;
  if (otherwise !== undefined) return otherwise;
  const shown = known.slice(0, 12).join(', ');
  if (known.length === 0) return 'there are none';
  return known.length > 12 ? `there are ${shown} and ${known.length - 12} more` : `there are ${shown}`;
}
