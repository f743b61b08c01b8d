import { finding01 } from './finding-01-entrapment.ts';
import { finding02 } from './finding-02-abandonment.ts';
import { finding03 } from './finding-03-plane.ts';
import { finding04 } from './finding-04-adversary-trade.ts';
import { finding05 } from './finding-05-walt.ts';
import { finding06 } from './finding-06-rising-threat.ts';
import { finding07 } from './finding-07-reliability.ts';
import { finding08 } from './finding-08-purpose.ts';
import { finding09 } from './finding-09-trade.ts';
import { finding10 } from './finding-10-casus-foederis.ts';
import { finding11 } from './finding-11-invariance.ts';
import { finding12 } from './finding-12-unipole.ts';
import type { Finding } from './finding.ts';

/** Every finding, by number. */
export const FINDINGS: readonly Finding[] = [
  finding01,
  finding02,
  finding03,
  finding04,
  finding05,
  finding06,
  finding07,
  finding08,
  finding09,
  finding10,
  finding11,
  finding12,
];
