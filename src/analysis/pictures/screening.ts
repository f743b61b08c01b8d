import type { AnalysisInput } from '../analyses/analysis.ts';
import { COLOURS, groupedBy, percent, saysN, lines, type Picture, type TableRecord } from '../../charts/picture.ts';

/** mu* of each factor against sigma: inert factors are at the corner, factors with interactions or non-linear effects high up. */
export function screeningPicture(rows: readonly TableRecord[], { study, options }: AnalysisInput): Picture[] {
  const whole = rows.filter(({ tick, mu_star: size }) => tick === null && size !== null);
  return [...groupedBy(whole, 'metric')].map(([metric, of]) => {
    const y = { field: 'sigma', type: 'quantitative' as const, title: 'sigma' };
    const x = { field: 'mu_star', type: 'quantitative' as const, title: 'mu*' };
    return {
      name: `morris-${String(metric)}`,
      spec: {
        title: {
          text: `${String(metric)}: elementary effects`,
          subtitle: lines(`${study.name}: mu* with ${percent(options.level)} bootstrap interval, ${saysN(of, 'trajectories')}`),
        },
        data: { values: of as object[] },
        width: 420,
        height: 320,
        layer: [
          {
            mark: { type: 'rule', color: COLOURS[0] ?? '', opacity: 0.5 },
            encoding: { y, x: { ...x, field: 'mu_star_low' }, x2: { field: 'mu_star_high' } },
          },
          { mark: { type: 'point', filled: true, size: 50, color: COLOURS[0] ?? '', opacity: 1 }, encoding: { x, y } },
          { mark: { type: 'text', align: 'left', dx: 6, dy: -6, fontSize: 11 }, encoding: { x, y, text: { field: 'factor' } } },
        ],
      },
    };
  });
}
