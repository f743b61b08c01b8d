import { abandonment } from './abandonment.ts';
import { accommodation } from './accommodation.ts';
import { autonomy } from './autonomy.ts';
import { cooperation } from './cooperation.ts';
import { denial } from './denial.ts';
import { division } from './division.ts';
import { entrapment } from './entrapment.ts';
import { exposure } from './exposure.ts';
import { leakage } from './leakage.ts';
import { payment } from './payment.ts';
import { security } from './security.ts';
import { spoils } from './spoils.ts';
import { switching } from './switching.ts';
import { upkeep } from './upkeep.ts';
import type { ValueTerm } from './term.ts';

/** Every value term, in the order in which they are added up and recorded. */
export const VALUE_TERMS: readonly ValueTerm[] = [
  security,
  denial,
  cooperation,
  entrapment,
  abandonment,
  autonomy,
  exposure,
  accommodation,
  spoils,
  division,
  leakage,
  upkeep,
  switching,
  payment,
];
