import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { CONSTANTS } from '../model/constants.ts';
import { projectFiles, read } from './project.ts';

/** Files whose numbers are declarations: tables of parameters and constants, bounds of what a scenario can set, indices of words in their lists. */
const TABLES = ['parameter-table.ts', 'constants.ts', 'fields.ts', 'vocabulary.ts'].map((name) => `src/model/${name}`);
const PLAIN = ['0', '1', '2'];

/** Numbers in a source other than 0, 1 and 2 that are not in the parameter table of a term or rule, with their lines. */
function strayNumbers(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'parameters' && /\/(?:terms|rules)\//.test(path)) return;
    if (ts.isNumericLiteral(node) && !PLAIN.includes(node.text))
      found.push(`${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${node.getText()}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('every number of the model', () => {
  const files = projectFiles().filter((path) => /^src\/model\/.*\.ts$/.test(path) && !path.endsWith('.test.ts') && !TABLES.includes(path));

  it('is a parameter or a constant with unit and basis, but for 0, 1 and 2', () => {
    expect(files.length).toBeGreaterThan(40);
    expect(files.flatMap((path) => strayNumbers(path, read(path)))).toEqual([]);
  });

  it('would be found', () => {
    const planted = 'const a = 1;\nconst b = a * 0.2;\nexport const c = { parameters: { x: { default: 0.5 } }, y: -3 };';
    expect(strayNumbers('src/model/terms/planted.ts', planted)).toEqual([
      'src/model/terms/planted.ts:2: 0.2',
      'src/model/terms/planted.ts:3: 3',
    ]);
    expect(strayNumbers('src/model/phases/planted.ts', planted)).toHaveLength(3);
  });

  it('that is a constant is read somewhere', () => {
    const code = projectFiles().flatMap((path) => (/^src\/(?!testing).*\.ts$/.test(path) ? [read(path)] : []));
    const unread = Object.keys(CONSTANTS).filter(
      (name) => !code.some((text) => text.includes(`FIXED.${name}`) || text.includes(`CONSTANTS.${name}`)),
    );
    expect(unread).toEqual([]);
  });
});
