import { playCase, type Case } from './casus-worlds.ts';
import type { ExactHypothesis, Finding } from './finding.ts';

const ALWAYS = () => true;
const NEVER = () => false;
const plain = { twoAttackers: false, target: 'PRO', provoked: false, bound: 'ALY', protectedOne: ['consultation'] } as const;
const against2 = [{ type: 'defence' as const, when: { min_adversaries: 2 } }];
const unprovoked = [{ type: 'defence' as const, when: { non_provocation: true } }];
const within = (region: string) => [{ type: 'defence' as const, when: { location: [region] } }];

const CASES: readonly (Case & { id: string; statement: string })[] = [
  {
    ...plain,
    id: 'plain',
    statement: 'a duty without conditions binds in every attack',
    name: 'without conditions',
    ally: ['defence'],
    binds: ALWAYS,
  },
  {
    ...plain,
    id: 'one-attacker',
    statement: 'a duty against two adversaries or more does not bind against one (Britain and Japan 1902)',
    name: '1902, one attacker',
    ally: against2,
    binds: NEVER,
  },
  {
    ...plain,
    id: 'two-attackers',
    statement: 'it binds in the very attacks that a second state joins (1902)',
    name: '1902, a second attacker',
    ally: against2,
    twoAttackers: true,
    binds: (attackers) => attackers >= 2,
  },
  {
    ...plain,
    id: 'inside',
    statement: 'a duty for a region binds in an attack on territory inside it (North Atlantic 1949)',
    name: '1949, inside the region',
    ally: within('Home'),
    binds: ALWAYS,
  },
  {
    ...plain,
    id: 'outside',
    statement: 'it does not bind in an attack on territory outside (1949)',
    name: '1949, outside the region',
    ally: within('Away'),
    binds: NEVER,
  },
  {
    ...plain,
    id: 'unprovoked',
    statement: 'a duty with a clause of non-provocation binds where the protected state is content (Britain and Japan 1905)',
    name: '1905, unprovoked',
    ally: unprovoked,
    binds: ALWAYS,
  },
  {
    ...plain,
    id: 'provoked',
    statement: 'it does not bind where the protected state has provoked the attack (1905)',
    name: '1905, provoked',
    ally: unprovoked,
    provoked: true,
    binds: NEVER,
  },
  {
    ...plain,
    id: 'protector',
    statement: 'under a one-sided duty the protector is called when the protected state is attacked (United States and Japan 1960)',
    name: '1960, the protected state attacked',
    ally: ['defence', 'nonaggression', 'consultation'],
    protectedOne: ['nonaggression', 'consultation'],
    binds: ALWAYS,
  },
  {
    ...plain,
    id: 'protected',
    statement: 'and the protected state is not called when the protector is attacked (1960)',
    name: '1960, the protector attacked',
    ally: ['defence', 'nonaggression', 'consultation'],
    protectedOne: ['nonaggression', 'consultation'],
    target: 'ALY',
    bound: 'PRO',
    binds: NEVER,
  },
];

export const finding10: Finding = {
  number: 10,
  slug: 'casus-foederis',
  title: 'An obligation binds when its treaty says so, and only then',
  claim:
    'Conditions on the number of adversaries, on location and on provocation, and duties that differ between members, decide in which attacks an ally is called upon.',
  source: ['LeedsEtAl2002'],
  design:
    'A small world in which one state attacks whenever chance lets it and nobody changes an agreement. Every attack is looked at: the ally must be called upon (and honour or renege) in those where its obligation binds, and in no other.',
  replicates: { fast: 0, full: 0 },
  arms: [],
  hypotheses: [],
  exact: CASES.map((c): ExactHypothesis => ({ id: c.id, statement: c.statement, run: (seed, alter) => playCase(c, seed, alter) })),
};
