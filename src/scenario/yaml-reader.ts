import { isAlias, isMap, isScalar, isSeq, type Document, type Node, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Problem } from '../base/errors.ts';
import { formatValue, put, type Mapping } from './values.ts';

/** What is read from one file at most. */
export const LIMITS = {
  /** 4 MB: some 2,000 states, or all pairs of 200 with a relation each. */
  bytes: 4_000_000,
  depth: 32,
  /** Words and signs of the text; what keeps the parser's time within seconds. */
  tokens: 1_600_000,
  /** Values after aliases are expanded. */
  values: 500_000,
  problems: 50,
} as const;

export const TOO_DEEP: Problem = {
  expected: `at most ${LIMITS.depth} levels of nesting`,
  found: 'more',
  remedy: 'flatten the file: a scenario needs no more than 8',
};

/** Line and column, both from 1, and the line with a caret under the place. */
export interface Place {
  line: number;
  column: number;
  excerpt: string;
}

/** Where a value and its parts start in the text. */
export interface Located {
  start: number;
  keys: Map<string, number>;
  parts: Map<string | number, Located>;
}

/**
 * Turns the parser's tree into plain values and remembers where each of them stands. `problems` collects what is wrong; nothing is thrown.
 */
export class Reader {
  readonly problems: Problem[] = [];
  private readonly doc: Document.Parsed;
  private readonly place: (offset: number) => Place;
  private readonly open = new Set<Node>();
  private readonly anchors = new Map<string, Node>();
  private inAlias = false;
  private values = 0;
  private overflow = false;

  constructor(doc: Document.Parsed, place: (offset: number) => Place) {
    this.doc = doc;
    this.place = place;
  }

  /** Syntax errors and warnings of the parser. */
  complain(): void {
    for (const error of [...this.doc.errors, ...this.doc.warnings]) {
      if (error.code === 'TAG_RESOLVE_FAILED') continue; // reported in our own words
      if (error.code === 'MULTIPLE_DOCS')
        this.tell(error.pos[0], { expected: 'one document', found: 'a second one after "---"', remedy: 'put it into a file of its own' });
      else
        this.tell(error.pos[0], {
          expected: 'well-formed YAML or JSON',
          found: trimmed(error.message),
          remedy: SYNTAX_REMEDIES[error.code] ?? 'correct the line shown',
        });
    }
  }

  read(node: unknown, depth: number): { value: unknown; located: Located } {
    const located: Located = { start: startOf(node), keys: new Map(), parts: new Map() };
    if (node === null || node === undefined || this.overflow) return { value: null, located };
    this.values += 1;
    if (this.values > LIMITS.values) {
      this.overflow = true;
      this.tell(located.start, {
        expected: `at most ${LIMITS.values} values after aliases are expanded`,
        found: 'more',
        remedy: 'write out what the aliases stand for, or fewer of them',
      });
      return { value: null, located };
    }
    if (depth > LIMITS.depth) {
      this.tell(located.start, TOO_DEEP);
      return { value: null, located };
    }
    if (isAlias(node)) return { value: this.alias(node.source, located.start, depth), located };
    this.checkTag(node as Node);
    this.anchor(node as Node);
    if (isMap(node)) return { value: this.map(node, located, depth), located };
    if (isSeq(node)) return { value: this.list(node, located, depth), located };
    return { value: isScalar(node) ? scalarValue(node) : null, located };
  }

  private alias(name: string, start: number, depth: number): unknown {
    const target = this.anchors.get(name);
    if (target === undefined) {
      this.tell(start, {
        expected: 'an alias of an anchor above it',
        found: `*${name}`,
        remedy: `write &${name} before the value that it stands for`,
      });
      return null;
    }
    if (this.open.has(target)) {
      this.tell(start, { expected: 'an alias that does not contain itself', found: `*${name}`, remedy: 'write out what it stands for' });
      return null;
    }
    const outer = this.inAlias;
    this.inAlias = true;
    const { value } = this.read(target, depth);
    this.inAlias = outer;
    return value;
  }

  private map(node: YAMLMap, located: Located, depth: number): Mapping {
    return this.within(node, () => {
      const out: Mapping = {};
      const merged: unknown[] = [];
      for (const pair of node.items as Pair[]) {
        const key = this.key(pair.key);
        if (key === undefined) continue;
        const start = startOf(pair.key);
        if (located.keys.has(key)) {
          this.tell(start, { path: key, expected: 'each key once', found: `"${key}" again`, remedy: 'remove one of the two' });
          continue;
        }
        located.keys.set(key, start);
        const part = this.read(pair.value, depth + 1);
        if (part.located.start < 0) part.located.start = start;
        if (key === '<<' && isPlain(pair.key)) {
          merged.push(...(Array.isArray(part.value) ? (part.value as unknown[]) : [part.value]));
          continue;
        }
        located.parts.set(key, part.located);
        put(out, key, part.value);
      }
      for (const source of merged) this.merge(out, source, located.keys.get('<<') ?? located.start);
      return out;
    });
  }

  private merge(out: Mapping, source: unknown, start: number): void {
    if (typeof source !== 'object' || source === null || Array.isArray(source)) {
      this.tell(start, {
        path: '<<',
        expected: 'a mapping to merge',
        found: formatValue(source),
        remedy: 'let << name an anchor of a mapping',
      });
      return;
    }
    for (const [key, value] of Object.entries(source)) if (!Object.hasOwn(out, key)) put(out, key, value);
  }

  private list(node: YAMLSeq, located: Located, depth: number): unknown[] {
    return this.within(node, () =>
      node.items.map((item, s) => {
        const part = this.read(item, depth + 1);
        if (part.located.start < 0) part.located.start = located.start;
        located.parts.set(s, part.located);
        return part.value;
      }),
    );
  }

  /** A key as text, as it was written: 010 stays 010. */
  private key(node: unknown): string | undefined {
    if (isScalar(node)) {
      this.checkTag(node);
      if (isPlain(node) && node.source !== undefined) return node.source;
      if (typeof node.value === 'string') return node.value;
    }
    this.tell(startOf(node), {
      expected: 'a word or a whole number as a key',
      found: node === null ? 'nothing' : 'something else',
      remedy: 'write key: value',
    });
    return undefined;
  }

  private checkTag(node: Node): void {
    const tag = (node as Scalar).tag; // set only where it is written out
    if (typeof tag !== 'string' || tag === '') return;
    this.tell(startOf(node), {
      expected: 'a value without a tag',
      found: `the tag ${trimmed(tag)}`,
      remedy: 'remove the tag: types follow from the value',
    });
  }

  /** Anchors as they come in the text, so that an alias means the last one above it. */
  private anchor(node: Node): void {
    const name = (node as Scalar).anchor;
    if (typeof name === 'string' && !this.inAlias) this.anchors.set(name, node);
  }

  private within<T>(node: Node, f: () => T): T {
    const outer = this.open.has(node);
    this.open.add(node);
    const result = f();
    if (!outer) this.open.delete(node);
    return result;
  }

  private tell(offset: number, problem: Problem): void {
    if (this.problems.length > LIMITS.problems) return;
    this.problems.push(offset < 0 ? problem : { ...this.place(offset), ...problem });
  }
}

const SYNTAX_REMEDIES: Record<string, string> = {
  TAB_AS_INDENT: 'indent with spaces',
  BAD_INDENT: 'line it up with the keys next to it',
  MISSING_CHAR: 'add what is missing, or quote the text',
  BLOCK_AS_IMPLICIT_KEY: 'put one key a line, and quote a text that contains ": "',
  MULTILINE_IMPLICIT_KEY: 'put the key and its colon on one line',
  UNEXPECTED_TOKEN: 'remove it, or quote the text',
  BAD_DIRECTIVE: 'remove the line that starts with %',
};

function trimmed(message: string): string {
  const line = message.split('\n', 1)[0] ?? '';
  return line.length > 80 ? `${line.slice(0, 77)}...` : line;
}

/** Offset of a node; -1 where the text has none. */
function startOf(node: unknown): number {
  return (node as { range?: readonly number[] | null } | null | undefined)?.range?.[0] ?? -1;
}

function isPlain(node: unknown): boolean {
  return isScalar(node) && node.type === 'PLAIN';
}

function scalarValue(node: Scalar): unknown {
  const { value } = node;
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return node.source ?? null; // binary data and other tagged values: refused already
}
