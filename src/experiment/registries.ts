import { METRICS } from '../measure/metrics/index.ts';
import { PARAMETER_KEYS, PARAMETERS } from '../model/parameters.ts';
import { RULE_REGISTRY } from '../model/rules/index.ts';
import { VALUE_TERMS } from '../model/terms/index.ts';
import { DESIGNS } from './designs/index.ts';

/** The registries of the program, read-only: lists of named entries in the order of the files, those of plugins last. */
export const registries = {
  /** Parameters with default, range, unit, meaning and source. */
  get parameters() {
    return PARAMETER_KEYS.map((name) => ({ name, ...PARAMETERS[name] }));
  },
  /** Terms of the value of a change, in the order in which they are added up. */
  get terms() {
    return [...VALUE_TERMS];
  },
  /** Decision rules. */
  get rules() {
    return [...RULE_REGISTRY.all];
  },
  /** Metrics of the whole system: the columns of system.csv. */
  get metrics() {
    return [...METRICS];
  },
  /** Designs of experiments. */
  get designs() {
    return Object.entries(DESIGNS).map(([name, { meaning, source }]) => ({ name, meaning, source }));
  },
} as const;
