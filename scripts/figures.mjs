// Draws the pictures of the documentation, each by the commands that the gallery names. Needs dist.
//   npm run figures                       all of them: hours, most of it for the findings
//   npm run figures -- --only plane       one group (repeatable)
//   npm run figures -- --list             the groups, with their files and commands
//   npm run figures -- --check            exit code 1 where a picture of docs is in no group, a group has none, or the gallery does not name a command
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './page/make-page.mjs';

const PLANE = 'results/entrapment-abandonment-plane';

/** Groups of pictures: the files from docs, and the command lines that draw them. */
const GROUPS = {
  'first-picture': { files: /^figures\/first-picture\.svg$/, steps: ['npm start && npm run figure'] },
  plane: {
    files: /^figures\/plane-(postures|ties)\.svg$/,
    steps: [
      'npx entente sweep scenarios/experiments/entrapment-abandonment-plane.yaml',
      `npx entente analyse ${PLANE} --force`,
      `cp ${PLANE}/analysis/regions-posture.svg docs/figures/plane-postures.svg`,
      `cp ${PLANE}/analysis/regions-tie.svg docs/figures/plane-ties.svg`,
    ],
  },
  report: {
    files: /^figures\/report-(network|dark|phone)\.png$/,
    steps: [
      'npm start',
      'npx entente report results/indo-pacific-2022 --force',
      'node scripts/picture-report.mjs results/indo-pacific-2022',
    ],
  },
  sensitivity: { files: /^figures\/sensitivity\.svg$/, steps: ['node scripts/page.mjs sensitivity'] },
  performance: { files: /^figures\/performance\.svg$/, steps: ['node scripts/page.mjs performance'] },
  context: { files: /^figures\/context\/\d\d\.svg$/, steps: ['node scripts/page.mjs context'] },
  findings: { files: /^findings\/[a-z0-9-]+\.svg$/, steps: ['npm run findings -- --write'] },
  // ENTENTE_RECORD is the folder with the user's own files of the historical record
  'partnership-turn': {
    files: /^figures\/partnership-turn\.svg$/,
    steps: ['node scripts/page.mjs partnership-turn --data "${ENTENTE_RECORD:?the folder with your files of the record}"'],
  },
};

const groups = Object.entries(GROUPS);
const pictures = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).filter((file) => /\.(svg|png|gif|jpg)$/.test(file));
const talk = (text) => process.stderr.write(`${text}\n`);

/** What is wrong, a line each. The gallery names each command without what only repeats need, and without copies into place. */
function problems() {
  const gallery = readFileSync(join(ROOT, 'docs/gallery.md'), 'utf8');
  const named = (step) => step.startsWith('cp ') || gallery.includes(step.replace(/ --force| ".*/, ''));
  return [
    ...pictures
      .filter((file) => !groups.some(([, { files }]) => files.test(file)))
      .map((file) => `docs/${file} is in no group of pictures`),
    ...groups.filter(([, { files }]) => !pictures.some((file) => files.test(file))).map(([name]) => `the group ${name} has no picture`),
    ...groups.flatMap(([name, { steps }]) =>
      steps.filter((step) => !named(step)).map((step) => `docs/gallery.md does not name \`${step}\`, which draws ${name}`),
    ),
  ];
}

const flag = { type: 'boolean', default: false };
const { values: options } = parseArgs({ options: { only: { type: 'string', multiple: true }, list: flag, check: flag } });
const chosen = options.only ?? Object.keys(GROUPS);
const unknown = chosen.filter((name) => !Object.hasOwn(GROUPS, name));
if (unknown.length > 0) {
  talk(`no group is named ${unknown.join(', ')}; there are ${Object.keys(GROUPS).join(', ')}`);
  process.exitCode = 2;
} else if (options.check) {
  for (const problem of problems()) talk(problem);
  process.exitCode = problems().length > 0 ? 1 : 0;
} else if (options.list) {
  for (const [name, { files, steps }] of groups) {
    const own = pictures.filter((file) => files.test(file));
    process.stdout.write([`${name}: ${own.map((file) => `docs/${file}`).join(', ')}`, ...steps, ''].join('\n  ').trimEnd() + '\n');
  }
} else {
  for (const step of chosen.flatMap((name) => GROUPS[name].steps)) {
    talk(step);
    execFileSync(step, { cwd: ROOT, shell: true, stdio: ['ignore', 'ignore', 'inherit'] });
  }
}
