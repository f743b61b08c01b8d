import type { AddCommand } from '../command.ts';
import { addBranch } from './branch.ts';
import { addCompare } from './compare.ts';
import { addDescribe } from './describe.ts';
import { addExplain } from './explain.ts';
import { addImport } from './import.ts';
import { addInit } from './init.ts';
import { addRun } from './run.ts';
import { addSchema } from './schema.ts';
import { addScore } from './score.ts';
import { addValidate } from './validate.ts';

/** Every command, in the order in which the help lists them. */
export const COMMANDS: readonly AddCommand[] = [
  addRun,
  addValidate,
  addDescribe,
  addInit,
  addSchema,
  addExplain,
  addBranch,
  addCompare,
  addImport,
  addScore,
];
