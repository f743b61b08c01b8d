// Checks that every import is one that the table in layers.mjs allows, and none in a circle.
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { LAYERS, MAY_IMPORT, PURE_LAYERS, TESTING } from './layers.mjs';

/** The library's entries, which hand out what all layers have and are imported by none. */
const DOORS = '^src/(index|browser)(\\.test)?\\.ts$';
/** What both entries hand out. The build replaces the entry for browsers, so that neither can import the other. */
const BOTH = '^src/portable\\.ts$';

/** A check that sees few modules, because a parser is missing for example, would pass without having checked. */
const FEWEST_MODULES = 20;

const folder = (names) => `^src/(${names.join('|')})/`;
const TESTS = `\\.test\\.ts$|^src/${TESTING}/`;

const beyondTheTable = LAYERS.map((layer) => ({
  name: `${layer}-imports`,
  comment: `${layer} may import only from itself${MAY_IMPORT[layer].map((other) => `, ${other}`).join('')}`,
  severity: 'error',
  from: { path: folder([layer]), pathNot: TESTS },
  to: { path: folder(LAYERS.filter((other) => other !== layer && !MAY_IMPORT[layer].includes(other))) },
})).filter(({ to }) => to.path !== folder([]));

const forbidden = [
  ...beyondTheTable,
  {
    name: 'no-circle',
    comment: 'no imports in a circle',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'testing-is-for-tests',
    comment: 'only tests import testing',
    severity: 'error',
    from: { pathNot: TESTS },
    to: { path: folder([TESTING]) },
  },
  {
    name: 'doors-are-for-users',
    comment: 'only tests and users import the entries of the library',
    severity: 'error',
    from: { pathNot: TESTS },
    to: { path: DOORS },
  },
  {
    name: 'portable-is-for-doors',
    comment: 'only the entries of the library import what both hand out',
    severity: 'error',
    from: { pathNot: DOORS },
    to: { path: BOTH },
  },
  {
    name: 'tests-are-not-imported',
    comment: 'nothing imports a test',
    severity: 'error',
    from: {},
    to: { path: '\\.test\\.ts$' },
  },
  {
    name: 'pure-layers',
    comment: `${PURE_LAYERS.join(', ')} import nothing of Node, so that they run in a browser`,
    severity: 'error',
    from: { path: folder(PURE_LAYERS), pathNot: TESTS },
    to: { dependencyTypes: ['core'] },
  },
  { name: 'not-to-be-found', comment: 'every import leads to a file', severity: 'error', from: {}, to: { couldNotResolve: true } },
  {
    name: 'not-a-dependency',
    comment: 'what users run imports only what package.json lists under dependencies',
    severity: 'error',
    from: { path: '^src/', pathNot: TESTS },
    to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
  },
];

const { output } = await cruise(
  ['src'],
  {
    validate: true,
    ruleSet: { forbidden },
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
  undefined,
  { tsConfig: extractTSConfig('tsconfig.json') },
);

const own = output.modules.filter((module) => module.source.startsWith('src/'));
const faults = output.summary.violations.map(({ rule, from, to }) => {
  const { comment } = forbidden.find(({ name }) => name === rule.name);
  return `${from} -> ${to}: ${comment} (${rule.name})`;
});
for (const { source } of own) {
  if (!new RegExp(`${folder([...LAYERS, TESTING])}|${DOORS}|${BOTH}`).test(source))
    faults.push(`${source}: every folder of src is a layer or ${TESTING}`);
}
if (own.length <= FEWEST_MODULES) faults.push(`only ${own.length} modules were seen, expected more than ${FEWEST_MODULES}`);

if (faults.length > 0) {
  process.stderr.write(`${[...new Set(faults)].join('\n')}\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(`${own.length} modules, every import as scripts/layers.mjs allows, over ${LAYERS.length} layers\n`);
}
