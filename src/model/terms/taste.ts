import { SHARED_PARAMETERS } from '../parameter-table.ts';
import { attachment, dislikeOfAccession, dislikeOfFounding } from '../taste/tastes.ts';
import { memberOf } from '../treaty/treaty.ts';
import { optionTerm } from './term.ts';

/** Lasting reasons to keep what is in force and not to sign what is not, which the other terms do not know: see `Tastes`. */
export const taste = optionTerm({
  name: 'taste',
  meaning: 'lasting likes and dislikes that the start reveals',
  // prettier-ignore
  parameters: { taste_sd: SHARED_PARAMETERS.choice.taste_sd },
  weights: ['taste_sd'],
  source: ['Samuelson1938', 'Heckman1981'],
  value: ({ w, i, action, added, removed }) => {
    const { tastes } = w;
    if (tastes === null || w.parameters.taste_sd === 0) return 0;
    switch (action) {
      case 'found':
        return -dislikeOfFounding(
          w,
          tastes,
          added!.members.map((m) => m.state),
          added!.kind,
        );
      case 'mature':
        return -dislikeOfFounding(
          w,
          tastes,
          removed!.members.map((m) => m.state),
          'alliance',
        );
      case 'join':
      case 'invite': {
        const newcomer = added!.members.find((m) => memberOf(removed!, m.state) === undefined)!.state;
        return -dislikeOfAccession(w, tastes, newcomer, removed!);
      }
      case 'leave':
      case 'hollow':
        return -attachment(w, tastes, i, removed!);
      default:
        return 0;
    }
  },
});
