import { InputError, type Problem } from '../base/errors.ts';

/** Most problems told at once, and most notes on one subject; the rest is counted. */
const MOST = { problems: 50, notes: 5 } as const;

/** Collects what is wrong with files, which stops an import, and what is only to be known, which does not. */
export class Findings {
  private readonly problems: Problem[] = [];
  private more = 0;
  private readonly subjects = new Map<string, { told: string[]; more: number }>();

  tell(problem: Problem): void {
    if (this.problems.length < MOST.problems) this.problems.push(problem);
    else this.more += 1;
  }

  /** Notes of one subject are told together, the first few of them in full; with `once`, each detail one time. */
  note(subject: string, detail = '', once = false): void {
    const entry = this.subjects.get(subject) ?? { told: [], more: 0 };
    this.subjects.set(subject, entry);
    if (detail === '' || (once && entry.told.includes(detail))) return;
    if (entry.told.length < MOST.notes) entry.told.push(detail);
    else entry.more += 1;
  }

  /** What was noted of a subject, as far as it is told in full. */
  noted(subject: string): readonly string[] {
    return this.subjects.get(subject)?.told ?? [];
  }

  get found(): number {
    return this.problems.length + this.more;
  }

  notes(): string[] {
    return [...this.subjects].map(([subject, { told, more }]) => {
      if (told.length === 0) return subject;
      return `${subject}: ${told.join('; ')}${more === 0 ? '' : `; and ${more} more`}`;
    });
  }

  /** @throws InputError with all problems, in order of file and row */
  throwIfAny(): void {
    if (this.problems.length === 0) return;
    const rest: Problem[] =
      this.more === 0 ? [] : [{ expected: 'no more problems', found: `${this.more} more`, remedy: 'mend these first' }];
    throw new InputError([...this.problems, ...rest]);
  }
}
