// Makes a page of docs/ whose tables and charts are computed; its own options are in scripts/page/NAME.mjs. Needs dist.
//   node scripts/page.mjs NAME            runs what the page needs, and writes tables and charts
//   node scripts/page.mjs NAME --draw     writes tables and charts from the stored tables, without a run
//   node scripts/page.mjs NAME --check    exit code 1 with the differences where the page is not what the stored tables, or its commands, give
import { readdirSync } from 'node:fs';
import { makePage } from './page/make-page.mjs';

const names = readdirSync(new URL('page', import.meta.url)).flatMap((file) =>
  file.endsWith('.mjs') && file !== 'make-page.mjs' ? [file.slice(0, -'.mjs'.length)] : [],
);
const [name, ...args] = process.argv.slice(2);
const { code, lines } = names.includes(name)
  ? await makePage(name, (await import(`./page/${name}.mjs`)).page, args)
  : { code: 2, lines: [`expected one of the pages ${names.join(', ')}, found ${name ?? 'none'}`] };
for (const line of lines) process.stderr.write(`${line}\n`);
process.exitCode = code;
