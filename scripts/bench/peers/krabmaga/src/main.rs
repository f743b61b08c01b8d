//! The bilateral core (docs/bilateral-core.md) in krABMaga: each phase of each state is an agent, scheduled by phase and then by state.
//!
//! bilateral-core STATES TICKS SEED
use krabmaga::engine::{agent::Agent, schedule::Schedule, state::State};
use std::any::Any;

const THREATS: usize = 5;
const REACH: f64 = 0.3;
const HELP: f64 = 0.6;
const ENTRAPMENT: f64 = 0.04;
const STAKE: f64 = 0.25;
const ABANDONMENT: f64 = 0.5;
const GROWTH: f64 = 0.1;
const DISPUTE: f64 = 0.2;
const WAR: f64 = 0.3;
const LOSS: f64 = 0.9;
const COST: f64 = 0.97;
const ALLY_COST: f64 = 0.99;

#[derive(Default)]
struct Member { x: f64, y: f64, capability: f64, revisionism: f64, arrival: Vec<f64>, allies: Vec<usize>, threats: Vec<usize> }

#[derive(Default)]
struct Core { random: u32, members: Vec<Member>, formed: u64, dissolved: u64, disputes: u64, wars: u64, entrapped: u64 }

#[derive(Clone)]
struct Act { phase: usize, i: usize }

impl Agent for Act {
    fn step(&mut self, state: &mut dyn State) {
        let core = state.as_any_mut().downcast_mut::<Core>().expect("the core");
        match self.phase {
            0 => core.members[self.i].capability *= 1.0 + GROWTH * (core.uniform() - 0.4),
            1 => core.perceive(self.i),
            2 => core.align(self.i),
            _ => core.dispute(self.i),
        }
    }
}

fn contest(x: f64, y: f64) -> f64 { 1.0 / (1.0 + y / x) }

impl Core {
    fn new(n: usize, seed: u32) -> Core {
        let mut core = Core { random: seed, ..Core::default() };
        for _ in 0..n {
            let (x, y) = (core.uniform(), core.uniform());
            let capability = 1.0 / (0.2 + core.uniform());
            let revisionism = core.uniform();
            core.members.push(Member { x, y, capability, revisionism, ..Member::default() });
        }
        for i in 0..n {
            let m = &core.members[i];
            let row = core.members.iter().map(|s| 1.0 / (1.0 + ((m.x - s.x) * (m.x - s.x) + (m.y - s.y) * (m.y - s.y)).sqrt() / REACH)).collect();
            core.members[i].arrival = row;
        }
        core
    }

    fn uniform(&mut self) -> f64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 17;
        self.random ^= self.random << 5;
        f64::from(self.random) / 4294967296.0
    }

    fn perceive(&mut self, i: usize) {
        let m = &self.members[i];
        let mut sizes: Vec<(f64, usize)> = (0..self.members.len())
            .filter(|j| *j != i && !m.allies.contains(j))
            .map(|j| (self.members[j].revisionism * self.members[j].capability * m.arrival[j], j))
            .collect();
        sizes.sort_by(|a, b| b.0.partial_cmp(&a.0).expect("a number"));
        self.members[i].threats = sizes.iter().take(THREATS).map(|s| s.1).collect();
    }

    fn defence(&self, i: usize, j: usize, without: usize) -> f64 {
        let mut sum = self.members[i].capability;
        for &k in &self.members[i].allies {
            if k != without { sum += HELP * self.members[k].capability * self.members[j].arrival[k]; }
        }
        sum
    }

    /// Value to i of an alliance with k.
    fn value(&self, i: usize, k: usize) -> f64 {
        let (m, other) = (&self.members[i], &self.members[k]);
        let (mut gain, mut risk, mut shared) = (0.0, 0.0, 0.0);
        for &j in &m.threats {
            let threat = &self.members[j];
            let (force, strength) = (threat.capability * m.arrival[j], self.defence(i, j, k));
            let (alone, helped) = (contest(force, strength), contest(force, strength + HELP * other.capability * threat.arrival[k]));
            gain += threat.revisionism * (alone * alone - helped * helped);
            if other.threats.contains(&j) { shared += 1.0; }
        }
        for &l in other.threats.iter().filter(|l| **l != i) {
            let odds = contest(self.members[l].capability * other.arrival[l], other.capability);
            risk += self.members[l].revisionism * (odds * odds) * if m.threats.contains(&l) { STAKE } else { 1.0 };
        }
        let alone = if m.threats.is_empty() { 0.0 } else { 1.0 - shared / m.threats.len() as f64 };
        gain - ENTRAPMENT * risk - ABANDONMENT * gain * alone
    }

    fn align(&mut self, i: usize) {
        let (mut worst, mut least) = (usize::MAX, 0.0);
        for &k in &self.members[i].allies {
            let worth = self.value(i, k);
            if worth < least { (worst, least) = (k, worth); }
        }
        if worst != usize::MAX {
            self.members[i].allies.retain(|k| *k != worst);
            self.members[worst].allies.retain(|k| *k != i);
            self.dissolved += 1;
        }
        let (mut best, mut most) = (usize::MAX, 0.0);
        for k in 0..self.members.len() {
            let m = &self.members[i];
            if k == i || k == worst || m.allies.contains(&k) || m.threats.contains(&k) || self.members[k].threats.contains(&i) { continue; }
            let worth = self.value(i, k);
            if worth > most { (best, most) = (k, worth); }
        }
        if best != usize::MAX && self.value(best, i) > 0.0 {
            for (a, b) in [(i, best), (best, i)] {
                self.members[a].allies.push(b);
                self.members[a].allies.sort_unstable();
            }
            self.formed += 1;
        }
    }

    fn dispute(&mut self, i: usize) {
        let (pick, start, escalate, outcome) = (self.uniform(), self.uniform(), self.uniform(), self.uniform());
        let m = &self.members[i];
        if m.threats.is_empty() { return; }
        let j = m.threats[(pick * m.threats.len() as f64) as usize];
        if m.allies.contains(&j) { return; }
        let odds = contest(self.members[j].capability * m.arrival[j], self.defence(i, j, usize::MAX));
        if start >= DISPUTE * m.revisionism * (1.0 - odds) { return; }
        self.disputes += 1;
        if escalate >= WAR { return; }
        self.wars += 1;
        let target = &self.members[j];
        let joining: Vec<usize> = target.allies.iter().copied().filter(|k| *k != i && !m.allies.contains(k)).collect();
        let mut strength = target.capability;
        for &k in &joining { strength += HELP * self.members[k].capability * target.arrival[k]; }
        let wins = outcome < contest(m.capability * target.arrival[i], strength);
        self.entrapped += joining.len() as u64;
        for k in joining { self.members[k].capability *= ALLY_COST; }
        self.members[i].capability *= if wins { COST } else { LOSS };
        self.members[j].capability *= if wins { LOSS } else { COST };
    }
}

impl State for Core {
    fn init(&mut self, schedule: &mut Schedule) {
        for phase in 0..4 {
            for i in 0..self.members.len() { schedule.schedule_repeating(Box::new(Act { phase, i }), 0.0, (phase * self.members.len() + i) as i32); }
        }
    }
    fn as_any(&self) -> &dyn Any { self }
    fn as_any_mut(&mut self) -> &mut dyn Any { self }
    fn as_state(&self) -> &dyn State { self }
    fn as_state_mut(&mut self) -> &mut dyn State { self }
    fn reset(&mut self) {}
    fn update(&mut self, _step: u64) {}
}

fn main() {
    let given: Vec<u32> = std::env::args().skip(1).map(|text| text.parse().expect("a number")).collect();
    let mut core = Core::new(given[0] as usize, given[2]);
    let mut schedule = Schedule::new();
    core.init(&mut schedule);
    for _ in 0..given[1] { schedule.step(&mut core); }
    let alliances = core.members.iter().map(|m| m.allies.len()).sum::<usize>() / 2;
    let capability: f64 = core.members.iter().fold(0.0, |sum, m| sum + m.capability);
    let Core { formed, dissolved, disputes, wars, entrapped, .. } = core;
    println!("{{\"formed\":{formed},\"dissolved\":{dissolved},\"disputes\":{disputes},\"wars\":{wars},\"entrapped\":{entrapped},\"alliances\":{alliances},\"capability\":{capability}}}");
}
