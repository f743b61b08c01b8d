import { Lexer, LineCounter, parseDocument } from 'yaml';
import type { Problem } from '../base/errors.ts';
import type { Path } from './values.ts';
import { LIMITS, Reader, TOO_DEEP, type Located, type Place } from './yaml-reader.ts';

export { LIMITS, type Place };

/** Finds the place of a path in the file it was read from: of the key where `key` is given, else of the value or its nearest parent. */
export type Locate = (path: Path, key?: string) => Place | undefined;

/** The value of a text with the means to find its parts again. */
export interface ParsedText {
  value: unknown;
  locate: Locate;
  /** The keys of a mapping in the order of the text, which an object does not keep for numbers. */
  order: (path: Path) => readonly string[] | undefined;
  problems: Problem[];
}

/**
 * Reads YAML 1.2 (and so JSON) into plain values: no tags, no second document, no repeated keys, no alias that contains itself; merge keys
 * `<<` are followed. Problems are collected, never thrown, and the value is as whole as they allow. Keys named `__proto__` come out as own
 * properties, for the check that refuses them.
 */
export function parseYaml(text: string): ParsedText {
  const lines = new LineCounter();
  const early = tooMuch(text);
  if (early !== undefined) return { value: undefined, locate: () => undefined, order: () => undefined, problems: [early] };
  const doc = parseDocument(text, { version: '1.2', uniqueKeys: false, lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const place = (offset: number): Place => placeOf(text, lines, offset);
  const reader = new Reader(doc, place);
  reader.complain();
  const root = reader.read(doc.contents, 0);
  return {
    value: root.value,
    problems: reader.problems,
    locate: (path, key) => find(root.located, path, key, place),
    order: (path) => orderOf(root.located, path),
  };
}

/** Depth and number of tokens, from the lexer alone: the parser itself is recursive and would run out of stack. */
function tooMuch(text: string): Problem | undefined {
  let depth = 0;
  let dashes = 0;
  let count = 0;
  let line = 1;
  for (const token of new Lexer().lex(text)) {
    count += 1;
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth = Math.max(0, depth - 1);
    else if (token === '-' || token === '?' || token === ':') dashes += 1;
    else if (token === ',') dashes = 0;
    else if (token.includes('\n')) {
      line += token.split('\n').length - 1;
      dashes = 0;
    }
    if (depth > LIMITS.depth || dashes > 2 * LIMITS.depth) return { line, ...TOO_DEEP };
    if (count > LIMITS.tokens)
      return {
        line,
        expected: `at most ${LIMITS.tokens} words and signs in a file`,
        found: 'more',
        remedy: 'shorten the file: let `defaults` or `generate` fill in what is repeated',
      };
  }
  return undefined;
}

function orderOf(root: Located, path: Path): string[] | undefined {
  let here: Located | undefined = root;
  for (const step of path) here = here?.parts.get(step) ?? here?.parts.get(String(step));
  return here === undefined || here.keys.size === 0 ? undefined : [...here.keys.keys()];
}

function find(root: Located, path: Path, key: string | undefined, place: (offset: number) => Place): Place | undefined {
  let here = root;
  for (const step of path) {
    const next = here.parts.get(step) ?? here.parts.get(String(step));
    if (next === undefined) {
      const start = here.keys.get(String(step));
      return start === undefined ? placed(here.start, place) : place(start);
    }
    here = next;
  }
  const start = key === undefined ? here.start : (here.keys.get(key) ?? here.start);
  return placed(start, place);
}

function placed(offset: number, place: (offset: number) => Place): Place | undefined {
  return offset < 0 ? undefined : place(offset);
}

const EXCERPT_WIDTH = 100;

function placeOf(text: string, lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(Math.min(offset, text.length));
  const safe = Math.max(1, line);
  const column = Math.max(1, col);
  const start = lines.lineStarts[safe - 1] ?? 0;
  const from = Math.max(0, column - 1 - EXCERPT_WIDTH / 2);
  const shown = text.slice(start + from, start + from + EXCERPT_WIDTH).split(/[\r\n]/, 1)[0] ?? '';
  const clean = shown.replaceAll(/[^\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd]/g, ' ');
  return { line: safe, column, excerpt: `    ${clean}\n    ${' '.repeat(column - 1 - from)}^` };
}
