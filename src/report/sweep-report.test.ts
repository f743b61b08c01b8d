import { beforeAll, expect, it } from 'vitest';
import { useBench } from '../testing/cli.ts';

const bench = useBench();
const { entente } = bench;

beforeAll(async () => {
  bench.write('world.yaml', 'entente: 1\nname: world\nticks: 3\ngenerate: {states: 5}\n');
  bench.write(
    'plane.yaml',
    `entente: 1
experiment: plane
scenario: world.yaml
factors:
  - { name: e, label: "<b>fear</b>", path: parameters.entrapment_cost, values: [0, 4] }
  - { name: a, path: parameters.abandonment_cost, values: [0, 2] }
replicates: 3
seed: 1
`,
  );
  const { code } = await entente('sweep', 'plane.yaml', '--out', 'plane', '--quiet');
  expect(code).toBe(0);
});

it('a report of a sweep shows its factors, what prevails over the plane and one configuration', async () => {
  const { code, stderr } = await entente('report', 'plane', '--out', 'plane.html', '--config', '2', '--quiet');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const page = bench.read('plane.html');
  expect(page).toContain('id="sweep"');
  expect(page).toContain('4 points, 3 replicates');
  for (const text of ['What prevails: posture', 'What prevails: tie', 'parameters.entrapment_cost']) expect(page).toContain(text);
  expect(page).not.toContain('<b>fear</b>');
});

it('a configuration that the sweep has not is refused', async () => {
  const { code, stderr } = await entente('report', 'plane', '--out', 'none.html', '--config', '9');
  expect(code).toBe(2);
  expect(stderr).toMatch(/--config: expected a configuration with a run that came to its end, found 9/);
});
