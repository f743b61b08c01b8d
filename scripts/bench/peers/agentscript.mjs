// The bilateral core (docs/bilateral-core.md) in AgentScript: states are turtles, alliances are links, and the turtles are asked in order.
//   node agentscript.mjs STATES TICKS SEED      AGENTSCRIPT names the folder of the package
import { pathToFileURL } from 'node:url';

// the package asks for a canvas of one pixel as it loads, to read colours with
globalThis.OffscreenCanvas ??= class {
  getContext() {}
};
const { Model } = await import(pathToFileURL(`${process.env.AGENTSCRIPT}/dist/agentscript2d.js`).href);
const [THREATS, REACH, HELP, ENTRAPMENT, STAKE, ABANDONMENT, GROWTH, DISPUTE, WAR] = [5, 0.3, 0.6, 0.04, 0.25, 0.5, 0.1, 0.2, 0.3];
const [LOSS, COST, ALLY_COST] = [0.9, 0.97, 0.99];
const contest = (x, y) => 1 / (1 + y / x);

class Core extends Model {
  constructor(n, seed) {
    super({ minX: 0, maxX: 1, minY: 0, maxY: 1 });
    this.random = seed;
    this.counts = { formed: 0, dissolved: 0, disputes: 0, wars: 0, entrapped: 0 };
    this.turtles.create(n, (state) => {
      Object.assign(state, { x: this.uniform(), y: this.uniform() });
      Object.assign(state, { capability: 1 / (0.2 + this.uniform()), revisionism: this.uniform(), threats: [], allies: [] });
    });
    this.turtles.ask((state) => {
      state.arrival = this.turtles.map((s) => {
        const [dx, dy] = [state.x - s.x, state.y - s.y];
        return 1 / (1 + Math.sqrt(dx * dx + dy * dy) / REACH);
      });
    });
  }

  uniform() {
    this.random ^= this.random << 13;
    this.random ^= this.random >>> 17;
    this.random ^= this.random << 5;
    return (this.random >>> 0) / 4294967296;
  }

  step() {
    this.turtles.ask((state) => (state.capability *= 1 + GROWTH * (this.uniform() - 0.4)));
    this.turtles.ask((state) => this.perceive(state));
    this.turtles.ask((state) => this.align(state));
    this.turtles.ask((state) => this.dispute(state));
    this.tick();
  }

  perceive(state) {
    const size = (s) => s.revisionism * s.capability * state.arrival[s.id];
    const others = this.turtles.filter((s) => s !== state && !state.allies.includes(s));
    state.threats = [...others].sort((a, b) => size(b) - size(a)).slice(0, THREATS);
  }

  defence(state, threat, without) {
    let sum = state.capability;
    for (const ally of state.allies) if (ally !== without) sum += HELP * ally.capability * threat.arrival[ally.id];
    return sum;
  }

  /** Value to a state of an alliance with another. */
  value(state, other) {
    let [gain, shared, risk] = [0, 0, 0];
    for (const threat of state.threats) {
      const force = threat.capability * state.arrival[threat.id];
      const strength = this.defence(state, threat, other);
      const alone = contest(force, strength);
      const helped = contest(force, strength + HELP * other.capability * threat.arrival[other.id]);
      gain += threat.revisionism * (alone * alone - helped * helped);
      if (other.threats.includes(threat)) shared += 1;
    }
    for (const threat of other.threats) {
      if (threat === state) continue;
      const odds = contest(threat.capability * other.arrival[threat.id], other.capability);
      risk += threat.revisionism * (odds * odds) * (state.threats.includes(threat) ? STAKE : 1);
    }
    const alone = state.threats.length === 0 ? 0 : 1 - shared / state.threats.length;
    return gain - ENTRAPMENT * risk - ABANDONMENT * gain * alone;
  }

  align(state) {
    let [worst, least] = [undefined, 0];
    for (const ally of state.allies) {
      const worth = this.value(state, ally);
      if (worth < least) [worst, least] = [ally, worth];
    }
    if (worst !== undefined) {
      this.links.find((link) => (link.end0 === state && link.end1 === worst) || (link.end0 === worst && link.end1 === state)).die();
      for (const [a, b] of [[state, worst], [worst, state]]) a.allies.splice(a.allies.indexOf(b), 1); // prettier-ignore
      this.counts.dissolved += 1;
    }
    let [best, most] = [undefined, 0];
    this.turtles.ask((other) => {
      if (other === state || other === worst || state.allies.includes(other) || state.threats.includes(other)) return;
      if (other.threats.includes(state)) return;
      const worth = this.value(state, other);
      if (worth > most) [best, most] = [other, worth];
    });
    if (best === undefined || this.value(best, state) <= 0) return;
    this.links.createOne(state, best);
    for (const [a, b] of [[state, best], [best, state]]) a.allies = [...a.allies, b].sort((s, t) => s.id - t.id); // prettier-ignore
    this.counts.formed += 1;
  }

  dispute(state) {
    const [pick, start, escalate, outcome] = [this.uniform(), this.uniform(), this.uniform(), this.uniform()];
    if (state.threats.length === 0) return;
    const target = state.threats[Math.floor(pick * state.threats.length)];
    if (state.allies.includes(target)) return;
    const odds = contest(target.capability * state.arrival[target.id], this.defence(state, target));
    if (start >= DISPUTE * state.revisionism * (1 - odds)) return;
    this.counts.disputes += 1;
    if (escalate >= WAR) return;
    this.counts.wars += 1;
    const joining = target.allies.filter((s) => s !== state && !state.allies.includes(s));
    const strength = joining.reduce((sum, s) => sum + HELP * s.capability * target.arrival[s.id], target.capability);
    const wins = outcome < contest(state.capability * target.arrival[state.id], strength);
    for (const ally of joining) ally.capability *= ALLY_COST;
    this.counts.entrapped += joining.length;
    state.capability *= wins ? COST : LOSS;
    target.capability *= wins ? LOSS : COST;
  }
}

const [n, ticks, seed] = process.argv.slice(2).map(Number);
const core = new Core(n, seed);
for (let t = 0; t < ticks; t++) core.step();
let capability = 0;
core.turtles.ask((state) => (capability += state.capability));
process.stdout.write(`${JSON.stringify({ ...core.counts, alliances: core.links.length, capability })}\n`);
