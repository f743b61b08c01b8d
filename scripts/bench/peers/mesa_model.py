"""The bilateral core (docs/bilateral-core.md) in Mesa: states are agents, activated in order, and a data collector keeps the counts of each tick.

python mesa_model.py STATES TICKS SEED
"""

import json
import math
import sys

import mesa

THREATS, REACH, HELP, ENTRAPMENT, STAKE, ABANDONMENT, GROWTH, DISPUTE, WAR = 5, 0.3, 0.6, 0.04, 0.25, 0.5, 0.1, 0.2, 0.3
LOSS, COST, ALLY_COST = 0.9, 0.97, 0.99
COUNTS = ["formed", "dissolved", "disputes", "wars", "entrapped"]


def contest(x, y):
    return 1 / (1 + y / x)


class State(mesa.Agent):
    def __init__(self, model):
        super().__init__(model)
        self.x = model.uniform()
        self.y = model.uniform()
        self.capability = 1 / (0.2 + model.uniform())
        self.revisionism = model.uniform()
        self.allies = []
        self.threats = []

    def grow(self):
        self.capability *= 1 + GROWTH * (self.model.uniform() - 0.4)

    def perceive(self):
        others = [s for s in self.model.states if s is not self and s not in self.allies]
        others.sort(key=lambda s: -(s.revisionism * s.capability * self.arrival[s.index]))
        self.threats = others[:THREATS]

    def defence(self, threat, without=None):
        total = self.capability
        for ally in self.allies:
            if ally is not without:
                total += HELP * ally.capability * threat.arrival[ally.index]
        return total

    def value(self, other):
        """Value of an alliance with another state."""
        gain = risk = 0.0
        shared = 0
        for threat in self.threats:
            force = threat.capability * self.arrival[threat.index]
            strength = self.defence(threat, other)
            alone = contest(force, strength)
            helped = contest(force, strength + HELP * other.capability * threat.arrival[other.index])
            gain += threat.revisionism * (alone * alone - helped * helped)
            if threat in other.threats:
                shared += 1
        for threat in other.threats:
            if threat is self:
                continue
            odds = contest(threat.capability * other.arrival[threat.index], other.capability)
            risk += threat.revisionism * (odds * odds) * (STAKE if threat in self.threats else 1)
        alone = 1 - shared / len(self.threats) if self.threats else 0
        return gain - ENTRAPMENT * risk - ABANDONMENT * gain * alone

    def align(self):
        counts = self.model.counts
        worst, least = None, 0
        for ally in self.allies:
            worth = self.value(ally)
            if worth < least:
                worst, least = ally, worth
        if worst is not None:
            self.allies.remove(worst)
            worst.allies.remove(self)
            counts["dissolved"] += 1
        best, most = None, 0
        for other in self.model.states:
            if other is self or other is worst or other in self.allies or other in self.threats or self in other.threats:
                continue
            worth = self.value(other)
            if worth > most:
                best, most = other, worth
        if best is not None and best.value(self) > 0:
            for state, ally in ((self, best), (best, self)):
                state.allies.append(ally)
                state.allies.sort(key=lambda s: s.index)
            counts["formed"] += 1

    def dispute(self):
        model = self.model
        pick, start, escalate, outcome = (model.uniform() for _ in range(4))
        if not self.threats:
            return
        target = self.threats[math.floor(pick * len(self.threats))]
        if target in self.allies:
            return
        odds = contest(target.capability * self.arrival[target.index], self.defence(target))
        if start >= DISPUTE * self.revisionism * (1 - odds):
            return
        model.counts["disputes"] += 1
        if escalate >= WAR:
            return
        model.counts["wars"] += 1
        joining = [s for s in target.allies if s is not self and s not in self.allies]
        strength = target.capability
        for ally in joining:
            strength += HELP * ally.capability * target.arrival[ally.index]
        wins = outcome < contest(self.capability * target.arrival[self.index], strength)
        for ally in joining:
            ally.capability *= ALLY_COST
            model.counts["entrapped"] += 1
        self.capability *= COST if wins else LOSS
        target.capability *= LOSS if wins else COST


class Core(mesa.Model):
    def __init__(self, n, seed):
        super().__init__(seed=seed)
        self.generator = seed
        self.counts = dict.fromkeys(COUNTS, 0)
        State.create_agents(self, n)
        self.states = list(self.agents)
        for index, state in enumerate(self.states):
            state.index = index
            state.arrival = [1 / (1 + math.sqrt((state.x - s.x) * (state.x - s.x) + (state.y - s.y) * (state.y - s.y)) / REACH) for s in self.states]
        self.collector = mesa.DataCollector({name: lambda model, name=name: model.counts[name] for name in COUNTS})

    def uniform(self):
        x = self.generator
        x ^= (x << 13) & (2**32 - 1)
        x ^= x >> 17
        x ^= (x << 5) & (2**32 - 1)
        self.generator = x
        return x / 4294967296

    def step(self):
        for phase in ("grow", "perceive", "align", "dispute"):
            self.agents.do(phase)
        self.collector.collect(self)


states, ticks, given = (int(text) for text in sys.argv[1:4])
core = Core(states, given)
for _ in range(ticks):
    core.step()
alliances = sum(len(s.allies) for s in core.states) / 2
total = 0.0
for s in core.states:
    total += s.capability
print(json.dumps({**core.counts, "alliances": alliances, "capability": total}))
