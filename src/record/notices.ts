import { InputError, type Problem } from '../base/errors.ts';
import { entryOf } from './record-data.ts';

/** Most problems reported at once, and most notes on one subject; the others are counted. */
const MOST = { problems: 50, notes: 5 } as const;

/** Collects problems with files, which stop an import, and notes, which do not. */
export class Notices {
  private readonly problems: Problem[] = [];
  private more = 0;
  private readonly subjects = new Map<string, { details: string[]; more: number }>();

  problem(problem: Problem): void {
    if (this.problems.length < MOST.problems) this.problems.push(problem);
    else this.more += 1;
  }

  /** Adds a note. Notes on one subject are reported together, the first few in full; with `once`, each detail once. */
  note(subject: string, detail = '', once = false): void {
    const entry = entryOf(this.subjects, subject, () => ({ details: [], more: 0 }));
    if (detail === '' || (once && entry.details.includes(detail))) return;
    if (entry.details.length < MOST.notes) entry.details.push(detail);
    else entry.more += 1;
  }

  /** The notes on a subject that are reported in full. */
  noted(subject: string): readonly string[] {
    return this.subjects.get(subject)?.details ?? [];
  }

  get found(): number {
    return this.problems.length + this.more;
  }

  notes(): string[] {
    return [...this.subjects].map(([subject, { details, more }]) => {
      if (details.length === 0) return subject;
      return `${subject}: ${details.join('; ')}${more === 0 ? '' : `; and ${more} more`}`;
    });
  }

  /** @throws InputError with all problems, in order of file and row */
  throwIfAny(): void {
    if (this.problems.length === 0) return;
    const rest: Problem[] =
      this.more === 0 ? [] : [{ expected: 'no more problems', found: `${this.more} more`, remedy: 'fix these first' }];
    throw new InputError([...this.problems, ...rest]);
  }
}
