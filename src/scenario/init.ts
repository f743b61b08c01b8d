import { toJsonSchema } from './schema/schema.ts';

/** A file to start from. */
export interface StarterFile {
  name: string;
  text: string;
}

const SCENARIO = `# yaml-language-server: $schema=scenario.schema.json
# A scenario: a system of states, what stands between them, and what they have agreed. Only the dozen lines
# that are not comments are in force; take away a "#" to try one of the others.
#   entente validate starter.yaml      checks the file
#   entente describe starter.yaml      says what it means before any run
#   entente run starter.yaml --seed 1 --out results/starter
entente: 1
name: starter
states:
  - {id: NOR, military: 30, economic: 40, revisionism: 0.8}
  - {id: EST, military: 10, economic: 15}
  - {id: SUD, military: 10, economic: 20}
  - {id: WES, military: 40, economic: 60}
relations:
  - {between: [NOR, EST], hostility: 0.6}
  - {between: [NOR, SUD], hostility: 0.4, trade: 0.1}
agreements:
  - {name: East-West, kind: alliance, members: [EST, WES]}

# start: 2025          # label of tick 0
# ticks: 30
# parameters:          # every one has a default: see \`entente schema scenario\`
#   entrapment_cost: 2                               # a number,
#   abandonment_cost: {at: {0: 1, 20: 3}}            # or a path in time
# defaults:            # for every state and every pair that does not say otherwise
#   states: {growth: 0.02}
#   relations: {trade: 0.02, distance: 1500}
#
# More of a state:     name, region, growth, place: {lat: 59, lon: 25}, projection, ideology, entrapment_cost, ...
# More of an agreement:
#   - name: Four
#     kind: minilateral                              # or partnership
#     purpose: [NOR]                                 # named adversaries
#     members: [EST, SUD, WES]
#   - name: South-West
#     kind: alliance
#     members:
#       - {state: WES, obligations: [{type: defence, when: {location: [SUD], non_provocation: true}}]}
#       - {state: SUD, obligations: [consultation, nonaggression]}
# shocks:              # dated events
#   - {at: 5, label: a richer north, multiply: {states.NOR.economic: 1.5}}
#   - {at: 10, end: East-West}
# record: {states: 1, dyads: 0, decisions: 1}        # every how many ticks; 0 = not
`;

const cell = (kind: 'markdown' | 'code', id: string, lines: readonly string[]) => ({
  cell_type: kind,
  id,
  metadata: {},
  source: lines.map((line, l) => (l < lines.length - 1 ? `${line}\n` : line)),
  ...(kind === 'code' ? { execution_count: null, outputs: [] } : {}),
});

const NOTEBOOK = {
  cells: [
    cell('markdown', 'about', [
      '# A first look at the results',
      '',
      'Run the scenario first: `entente run starter.yaml --seed 1 --replicates 20 --out results/starter`',
    ]),
    cell('code', 'read', [
      'import pandas as pd',
      'import matplotlib.pyplot as plt',
      '',
      "system = pd.read_csv('results/starter/system.csv')",
      'system.head()',
    ]),
    cell('markdown', 'ties-text', ['Ties by kind: the mean over replicates at each tick.']),
    cell('code', 'ties', [
      "columns = ['n_alliance_ties', 'n_partnership_ties', 'n_minilateral_ties']",
      "system.groupby('tick')[columns].mean().plot(ylabel='pairs of states')",
      'plt.show()',
    ]),
    cell('markdown', 'postures-text', ['What states do: the share of each posture.']),
    cell('code', 'postures', [
      "columns = ['share_balancing', 'share_bandwagoning', 'share_partnering', 'share_unaligned']",
      "system.groupby('tick')[columns].mean().plot.area(ylabel='share of states')",
      'plt.show()',
    ]),
  ],
  metadata: { kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' }, language_info: { name: 'python' } },
  nbformat: 4,
  nbformat_minor: 5,
};

/** The files of `entente init`: a commented scenario, the schema for editors and a notebook that reads the results. */
export function starterFiles(): StarterFile[] {
  return [
    { name: 'starter.yaml', text: SCENARIO },
    { name: 'scenario.schema.json', text: `${JSON.stringify(toJsonSchema(), null, 2)}\n` },
    { name: 'starter.ipynb', text: `${JSON.stringify(NOTEBOOK, null, 1)}\n` },
  ];
}
