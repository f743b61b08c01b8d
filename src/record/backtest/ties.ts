import { agreementsOf } from '../treaties.ts';
import { Notices } from '../notices.ts';
import { membersOf } from '../members.ts';
import { keyStates, pairKey, type RecordData } from '../record-data.ts';

/** Layers of ties that are predicted. */
export const LAYERS = {
  defence: 'one of the two owes the other defence',
  partnership: 'the two are in an agreement without a duty to fight or to stay out, or have a defence cooperation agreement',
} as const;
export type Layer = keyof typeof LAYERS;

/** Keys of the pairs that are tied, by layer. */
export type Ties = Readonly<Record<Layer, ReadonlySet<number>>>;

/** The ties of the record in a year: defence by the file of pairs where there is one, else by treaties. */
export function recordTies(record: RecordData, year: number): Ties {
  const defence = new Set<number>();
  const partnership = new Set<number>();
  const duties = record.duties.get(year);
  for (const [key, obligations] of duties ?? []) if (obligations.defence) defence.add(pairKey(...keyStates(key)));
  for (const { kind, members } of agreementsOf(record, membersOf(record, year), year, new Notices()))
    for (const one of members)
      for (const two of members) {
        if (one.ccode >= two.ccode) continue;
        const key = pairKey(one.ccode, two.ccode);
        if (kind === 'partnership') partnership.add(key);
        else if (duties === undefined && [one, two].some((member) => member.duties.some(({ type }) => type === 'defence')))
          defence.add(key);
      }
  return { defence, partnership };
}
