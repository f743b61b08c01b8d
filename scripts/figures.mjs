// Makes the figures of the documentation, each by the command that its page names. Needs dist.
//   npm run figures                       all of them: hours, most of it for the findings
//   npm run figures -- --only plane       one group (repeatable)
//   npm run figures -- --list             the groups, with their files and commands
//   npm run figures -- --check            exit code 1 where a figure of docs is of no group, a group names one that is not there, or no page its command
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PLANE = 'results/entrapment-abandonment-plane';

/**
 * Groups of figures: `files` by pattern, from docs; `steps` are command lines, or work of a script; `named` is how a page says it, in one of `pages`.
 */
const GROUPS = {
  'first-picture': {
    files: /^figures\/first-picture\.svg$/,
    steps: ['npm start', 'npm run figure'],
    pages: ['docs/gallery.md'],
    named: ['npm start && npm run figure'],
  },
  plane: {
    files: /^figures\/plane-(postures|ties)\.svg$/,
    steps: [
      `npx entente sweep scenarios/experiments/entrapment-abandonment-plane.yaml`,
      `npx entente analyse ${PLANE} --force`,
      () => copy(`${PLANE}/analysis/regions-posture.svg`, 'docs/figures/plane-postures.svg'),
      () => copy(`${PLANE}/analysis/regions-tie.svg`, 'docs/figures/plane-ties.svg'),
    ],
    pages: ['docs/gallery.md'],
    named: ['npx entente sweep scenarios/experiments/entrapment-abandonment-plane.yaml', `npx entente analyse ${PLANE}`],
  },
  report: {
    files: /^figures\/report-(network|dark|phone)\.png$/,
    steps: [
      'npm start',
      'npx entente report results/indo-pacific-2022 --force',
      'node scripts/picture-report.mjs results/indo-pacific-2022',
    ],
    pages: ['docs/gallery.md'],
    named: ['npx entente report results/indo-pacific-2022', 'node scripts/picture-report.mjs results/indo-pacific-2022'],
  },
  sensitivity: {
    files: /^figures\/sensitivity\.svg$/,
    steps: ['node scripts/page.mjs sensitivity'],
    pages: ['docs/gallery.md'],
    named: ['node scripts/page.mjs sensitivity'],
  },
  context: {
    files: /^figures\/context\/\d\d\.svg$/,
    steps: ['node scripts/page.mjs context'],
    pages: ['docs/gallery.md'],
    named: ['node scripts/page.mjs context'],
  },
  findings: {
    files: /^findings\/[a-z0-9-]+\.svg$/,
    steps: ['npm run findings -- --write'],
    pages: ['docs/gallery.md'],
    named: ['npm run findings -- --write'],
  },
  // from files of the record that its user has: ENTENTE_RECORD is the folder with them
  'partnership-turn': {
    files: /^figures\/partnership-turn\.svg$/,
    steps: ['node scripts/page.mjs partnership-turn --data "${ENTENTE_RECORD:?the folder with your files of the record}"'],
    pages: ['docs/gallery.md', 'docs/partnership-turn.md'],
    named: ['node scripts/page.mjs partnership-turn --data'],
  },
};

const flag = { type: 'boolean', default: false };
const { values: options } = parseArgs({ options: { only: { type: 'string', multiple: true }, list: flag, check: flag } });
const talk = (text) => process.stderr.write(`${text}\n`);
const copy = (from, to) => copyFileSync(join(ROOT, from), join(ROOT, to));

/** Pictures of docs, from there. */
function pictures(folder = '') {
  return readdirSync(join(ROOT, 'docs', folder), { withFileTypes: true }).flatMap((entry) => {
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? pictures(name) : /\.(svg|png|gif|jpg)$/.test(name) ? [name] : [];
  });
}

/** What is wrong, a line each. */
function faults() {
  const there = pictures();
  const groups = Object.entries(GROUPS);
  return [
    ...there
      .filter((file) => !groups.some(([, { files }]) => files.test(file)))
      .map((file) => `docs/${file} is made by no group of figures`),
    ...groups.flatMap(([name, { files, pages, named }]) => [
      ...(there.some((file) => files.test(file)) ? [] : [`the group ${name} has no figure that is there`]),
      ...named
        .filter((command) => !pages.some((page) => readFileSync(join(ROOT, page), 'utf8').includes(command)))
        .map((command) => `${pages.join(' and ')} do not say \`${command}\`, which makes ${name}`),
    ]),
  ];
}

function make(name) {
  for (const step of GROUPS[name].steps) {
    if (typeof step !== 'string') step();
    else {
      talk(`${name}: ${step}`);
      execFileSync(step, { cwd: ROOT, shell: true, stdio: ['ignore', 'ignore', 'inherit'] });
    }
  }
}

if (options.check) {
  for (const fault of faults()) talk(fault);
  process.exitCode = faults().length > 0 ? 1 : 0;
} else if (options.list) {
  for (const [name, { files, steps }] of Object.entries(GROUPS)) {
    const own = pictures().filter((file) => files.test(file));
    process.stdout.write(`${name}: ${own.length} in ${[...new Set(own.map((file) => `docs/${dirname(file)}`))].join(', ')}\n`);
    for (const step of steps) if (typeof step === 'string') process.stdout.write(`  ${step}\n`);
  }
} else {
  const names = options.only ?? Object.keys(GROUPS);
  const unknown = names.filter((name) => !Object.hasOwn(GROUPS, name));
  if (unknown.length > 0 || !existsSync(join(ROOT, 'dist'))) {
    talk(
      unknown.length > 0
        ? `no group is named ${unknown.join(', ')}; there are ${Object.keys(GROUPS).join(', ')}`
        : 'run npm run build first',
    );
    process.exitCode = 2;
  } else for (const name of names) make(name);
}
