// Prints `passed failed` from vitest's JSON report and writes the names of what failed to a file, one a line:
//   node count-tests.mjs RECORD.json EXIT_STATUS FAULTS.txt
import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';

const [record, status, faultsFile] = process.argv.slice(2);
const { numPassedTests, testResults } = JSON.parse(readFileSync(record, 'utf8'));
const faults = testResults.flatMap(({ name, status: fileStatus, message, assertionResults }) => {
  const file = relative(process.cwd(), name);
  const tests = assertionResults.filter((test) => test.status === 'failed').map((test) => `${file}: ${test.fullName}`);
  // A file that cannot be loaded has no tests to fail.
  return fileStatus === 'failed' && tests.length === 0 ? [`${file}: ${message.split('\n')[0]}`] : tests;
});
if (numPassedTests + faults.length === 0) faults.push('no test was found');
if (Number(status) !== 0 && faults.length === 0) faults.push(`ended with exit code ${status} though no test failed`);
writeFileSync(faultsFile, faults.map((fault) => `${fault}\n`).join(''));
process.stdout.write(`${numPassedTests} ${faults.length}\n`);
