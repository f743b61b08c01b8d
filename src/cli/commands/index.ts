import type { AddCommand } from '../command.ts';
import { addAnalyse } from './analyse.ts';
import { addBranch } from './branch.ts';
import { addCompare } from './compare.ts';
import { addDescribe } from './describe.ts';
import { addExplain } from './explain.ts';
import { addExport } from './export.ts';
import { addInit } from './init.ts';
import { addMerge } from './merge.ts';
import { addReport } from './report.ts';
import { addRun } from './run.ts';
import { addSchema } from './schema.ts';
import { addSweep } from './sweep.ts';
import { addValidate } from './validate.ts';

/** Every command, in the order in which the help lists them. */
export const COMMANDS: readonly AddCommand[] = [
  addRun,
  addSweep,
  addMerge,
  addAnalyse,
  addReport,
  addExplain,
  addBranch,
  addCompare,
  addExport,
  addValidate,
  addDescribe,
  addInit,
  addSchema,
];
