// A decision rule that looks at power alone [Waltz1979]: a state that some other outweighs takes its best offer to balance; a state that none outweighs
// keeps what it has. Intentions, distance and gains count for nothing in the choice, though partners still consent by their own interest.
//
//   entente run examples/plugins/capability-only.yaml --plugin examples/plugins/capability-only.js --seed 1

/** Index of the strategy `balance`. */
const BALANCE = 0;

export default ({ defineRule }) =>
  defineRule({
    name: 'capability-only',
    meaning: 'balances whenever another state has more than its own power times a margin, by capability alone',
    source: ['Waltz1979'],
    parameters: {
      capability_margin: {
        default: 1,
        min: 0.1,
        max: 10,
        swept: [0.5, 2],
        unit: 'multiple',
        meaning: 'power of another state, against its own, from which a state balances',
      },
    },
    choose: ({ state, best }, world) => {
      const limit = world.power[state] * world.parameters.capability_margin;
      const outweighed = world.power.some((power, other) => other !== state && world.active[other] === 1 && power > limit);
      // position 0 of the menu keeps everything as it is; -1 = there is nothing to balance with
      return outweighed && best[BALANCE] >= 0 ? best[BALANCE] : 0;
    },
  });
