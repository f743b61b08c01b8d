import { memberOf, type Agreement } from '../../model/treaty/treaty.ts';
import { agree, obligation, oppose } from '../measure-worlds.ts';
import { binds, type DisputeFacts } from '../../model/treaty/casus.ts';
import type { ModelEvent } from '../../model/events.ts';
import { disputes } from '../../model/phases/disputes.ts';
import { shocks } from '../../model/phases/shocks.ts';
import { initialise } from '../../model/tick.ts';
import type { World } from '../../model/world.ts';
import { compileScenario } from '../../scenario/compile.ts';
import { readScenario } from '../../files/read-scenario.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Attack, TreatyCases } from './cases.ts';

/** A dispute is an attack, comes about where there is a reason, and promises are kept; no random draw hides whether one bound. */
const SURE = [
  'dispute_onset=1',
  'onset_content=0',
  'attack_share=1',
  'dispute_partners=1',
  'dispute_allies=1',
  'escalation=0',
  'honour_depth=20',
  'honour_formal=10',
  'honour_neutrality=10',
  'honour_cost=0',
  // who is bound to the two that began, without what follows from who comes
  'chain_call=0',
].map((set) => `parameters.${set}`);

/** The promises of third states that an attack is set up with. */
const ASIDE = 'made for the test';

export const readTreaty = (file: string): Scenario => readScenario(`scenarios/treaties/${file}.yaml`, { sets: SURE });

const quiet = { event: () => undefined };

/** The world of a treaty in which only this attack can occur in this tick. */
function scene(scenario: Scenario, attack: Attack, run: number): World {
  const w = compileScenario(scenario, { seed: 1902, replicate: run });
  const at = (id: string) => w.ids.indexOf(id);
  const [from, on] = [at(attack.from), at(attack.on)];
  for (w.tick = 1; w.tick < (attack.tick ?? 1); w.tick++) shocks(w, quiet);
  shocks(w, quiet);
  w.hostility.fill(0);
  w.revisionism.fill(0);
  oppose(w, from, on, 1);
  // a dissatisfied state may have provoked the attack; it starts nothing itself
  w.hostility[on * w.n + from] = 0;
  w.revisionism[from] = 1;
  if (attack.provoked === true) w.revisionism[on] = 1;
  for (const id of attack.with ?? []) promise(w, at(id), from, 'offence');
  for (const id of attack.alongside ?? []) promise(w, at(id), on, 'defence');
  if (attack.ongoing === true) w.lastDispute[from * w.n + on] = w.lastDispute[on * w.n + from] = w.tick - 1;
  w.intent.fill(NaN);
  initialise(w);
  return w;
}

function promise(w: World, k: number, toward: number, type: 'offence' | 'defence'): void {
  const owed = (state: number) => (state === k ? [obligation(type)] : [obligation('consultation')]);
  agree(w, 'alliance', [k, toward], { name: `${ASIDE} ${k} ${toward}`, depth: 1, owed });
}

const KEPT_OR_BROKEN = new Set<ModelEvent['kind']>(['honoured', 'reneged']);

/** The duties that bound in each of several attacks, by the phase of disputes, as `GBR defence JPN`. */
export function boundInAttacks(treaty: TreatyCases, scenario: Scenario, attack: Attack, wanted = 4): string[][] {
  const found: string[][] = [];
  for (let run = 0; found.length < wanted && run < 400; run++) {
    const w = scene(scenario, attack, run);
    const events: ModelEvent[] = [];
    disputes(w, { event: (e) => events.push(e) });
    const dispute = events.find((e) => e.kind === 'dispute');
    const present = [...(attack.with ?? []), ...(attack.alongside ?? [])].map((id) => w.ids.indexOf(id));
    // a third state may break its promise, which makes it a different attack
    if (dispute === undefined || !present.every((k) => dispute.states.includes(k))) continue;
    if (w.ids[dispute.actor] !== attack.from || w.ids[dispute.other] !== attack.on) throw new Error('another attack came about');
    found.push(
      events
        .filter((e) => KEPT_OR_BROKEN.has(e.kind) && ofTreaty(w, treaty, e))
        .flatMap((e) => dutyOf(w, treaty, e.actor, e.obligation, e.other)),
    );
  }
  return found;
}

/** A duty as `GBR defence JPN`; none between a possession and its owner. */
function dutyOf(w: World, { possession }: TreatyCases, k: number, type: string, toward: number): string[] {
  const pair = [w.ids[k] ?? '', w.ids[toward] ?? ''];
  if (possession !== undefined && pair.includes(possession.owner) && pair.includes(possession.of)) return [];
  return [`${pair[0] ?? ''} ${type} ${pair[1] ?? ''}`];
}

function ofTreaty(w: World, treaty: TreatyCases, e: ModelEvent): boolean {
  return treaty.agreements.includes(w.book.all[e.agreement]?.name ?? '');
}

/** The same by the predicate alone, with facts made up from the attack. */
export function boundByPredicate(treaty: TreatyCases, scenario: Scenario, attack: Attack): string[] {
  const w = scene(scenario, attack, 0);
  const at = (id: string) => w.ids.indexOf(id);
  const [from, on] = [at(attack.from), at(attack.on)];
  const attackers = [from, ...(attack.with ?? []).map(at)];
  const defenders = [on, ...(attack.alongside ?? []).map(at)];
  const common = { territory: on, ongoing: attack.ongoing === true, demandsRefused: false };
  const forTarget = { ...common, protectedState: on, adversary: from, adversaries: attackers, provoked: attack.provoked === true };
  const forInitiator = { ...common, protectedState: from, adversary: on, adversaries: defenders, provoked: true };
  return w.book.active
    .filter((a) => treaty.agreements.includes(a.name))
    .flatMap((a) => [
      ...owed(w, treaty, a, forTarget, ['defence', 'neutrality']),
      ...owed(w, treaty, a, forInitiator, ['offence', 'neutrality']),
    ]);
}

function owed(w: World, treaty: TreatyCases, a: Agreement, facts: DisputeFacts, types: readonly string[]): string[] {
  if (memberOf(a, facts.protectedState) === undefined) return [];
  return a.members
    .filter((m) => m.state !== facts.protectedState && m.state !== facts.adversary)
    .flatMap((m) =>
      m.obligations
        .filter((o) => types.includes(o.type) && binds(o.when, facts))
        .flatMap((o) => dutyOf(w, treaty, m.state, o.type, facts.protectedState)),
    );
}
