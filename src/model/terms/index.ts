import { createRegistry } from '../../base/registry.ts';
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
import { taste } from './taste.ts';
import { upkeep } from './upkeep.ts';
import type { ValueTerm } from './term.ts';

const BUILT_IN = [
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
  taste,
  payment,
] as const;
export type BuiltInTerm = (typeof BUILT_IN)[number];

/** Every value term; those of plugins come after the built-in ones. */
export const TERM_REGISTRY = createRegistry<ValueTerm>('value terms', BUILT_IN);

/** Every value term, in the order in which they are added up and recorded. */
export const VALUE_TERMS = TERM_REGISTRY.all;
