// Words to avoid and what to say instead. The table in CONTRIBUTING.md and the check in prose.mjs are both made from this list alone.
// `find` is looked for in prose, comments, strings and identifiers; camelCase and UPPER_CASE are read as separate words, snake_case names of columns and scenario keys
// are part of the interface and are not looked into. `unless` matches, in the text around what was found, the uses that are fine.
const PICTURE =
  /svg|png|pictur|chart|plot|draw|axis|axes|caption|gallery|figures\.mjs|run figures|docs\/figures|figures\/|figure\.mjs|vega|!\[|heat map|paper|a figure and a table/i;

export const AVOID = [
  { avoid: 'luck', say: 'random draws, random numbers', find: /\bluck(y|ily)?\b/ },
  {
    avoid: 'chance (of an event)',
    say: 'probability; "by chance" and "better than chance" are fine',
    find: /(?<!\b(?:than|by|to|is|above|below) |name: ')\bchances?\b/,
    // the column of decisions.csv keeps its name
    unless: /consent: null,\s+chance: 0\.25|'total',\s+'chance',|decisions\['chance'\]/,
  },
  { avoid: 'by lot', say: 'at random', find: /\bby lot\b|\blots? (drawn|cast)\b/ },
  { avoid: 'told, tells (of output)', say: 'reported, printed, says, shows', find: /\b(told|tells|telling)\b/ },
  { avoid: 'foretell', say: 'predict, forecast', find: /\bforet(ell|ells|elling|old)\b/ },
  {
    avoid: 'figure (a number)',
    say: 'number, value, metric; a figure is a picture',
    find: /\bfigures?\b/,
    unless: PICTURE,
  },
  { avoid: 'eve (of a tick)', say: 'state just before tick t', find: /\beves?\b/ },
  { avoid: 'anew', say: 'again, from the start', find: /\banew\b/ },
  {
    avoid: 'go on with, goes on, taken up again',
    say: 'resume, continue',
    find: /\b(go|goes|going|gone|went) on (with|from|where|as|to|at)\b|\b(take|takes|taken|took) (it |them )?up again\b/,
  },
  { avoid: 'so many', say: 'this many, the same number, too many', find: /\bso many\b/ },
  { avoid: 'how-manieth', say: 'index, position', find: /\bmanieth\b/ },
  { avoid: 'beside (in addition)', say: 'besides, as well as, next to, with', find: /\bbeside\b/ },
  {
    avoid: 'standard (not set by the user)',
    say: 'default; standard deviation, error, library, input and output are fine',
    find: /\b(the|a|at|its|their|as) standards?( (value|values|parameters?|rules?|setting|settings|for|is|are)\b|[.,;)])|\bstandard (values?|parameters?|rules?|settings?|depth|limits?)\b/,
  },
  {
    avoid: 'hold against, held against',
    say: 'compare with, check against',
    find: /\b(hold|holds|held|holding) (it |them |results )?against\b/,
  },
  { avoid: 'reckon', say: 'calculate, count', find: /\breckon(s|ed|ing)?\b/ },
  { avoid: 'what became of', say: 'outcome, what happened to', find: /\b(became|becomes|become) of\b/ },
  { avoid: 'stranger (of a file)', say: 'untrusted', find: /\bstrangers?\b/ },
  { avoid: 'mend', say: 'fix, correct', find: /\bmend(s|ed|ing)?\b/ },
  { avoid: 'parted by', say: 'separated by; comma-separated', find: /\bparted\b/ },
  { avoid: 'goes otherwise', say: 'differs, diverges', find: /\b(go|goes|went|gone|be|choose|chose|chosen) otherwise\b/ },
  { avoid: 'carry out (a run)', say: 'run, execute', find: /\bcarr(y|ies|ied|ying) (it |them )?(all )?out\b/ },
  { avoid: 'share (of a sweep)', say: 'shard; a share is a fraction', find: /\bshares? (of (a|the) sweep|of runs? to do|\d+ of \d+)\b/ },
  { avoid: 'dear, dearer', say: 'costly, more costly', find: /\bdear(er|est|ly)?\b/ },
  {
    avoid: 'lest, whence, wherein, thereof, amongst, whilst, upon, thrice, hence',
    say: 'in case, from where, in which, of it, among, while, on, three times, so',
    find: /\b(lest|whence|wherein|thereof|amongst|whilst|upon|thrice|hence|hitherto|henceforth)\b/,
  },
  { avoid: 'to be had', say: 'available', find: /\bto be had\b/ },
  { avoid: 'at hand', say: 'this, your, available', find: /\bat hand\b/ },
  {
    avoid: 'some two, some ten',
    say: 'about two, about ten',
    find: /\bsome (two|three|four|five|six|ten|twenty|thirty|forty|fifty|hundred)\b/,
  },
  { avoid: 'whoever, who (without a noun)', say: 'states that, users who, anyone who', find: /\bwho(so)?ever\b/ },
  { avoid: 'no other than, nothing but', say: 'only', find: /\bnothing but\b|\bno other than\b/ },
  { avoid: 'made again', say: 'reproduced, regenerated', find: /\b(make|makes|made) (it |them |all )?again\b/ },
  { avoid: 'it wants (needs)', say: 'it needs', find: /\bwants? no\b|\b(page|file|interval|paper|analysis|metric|table|design) wants\b/ },
];

/** The table for CONTRIBUTING.md, with its columns aligned as the formatter has them. */
export function wordTable() {
  const rows = [{ avoid: 'avoid', say: 'say' }, ...AVOID];
  const widest = (column) => Math.max(...rows.map((row) => row[column].length));
  const [left, right] = [widest('avoid'), widest('say')];
  const [head, ...body] = rows.map(({ avoid, say }) => `| ${avoid.padEnd(left)} | ${say.padEnd(right)} |`);
  return [head, `| ${'-'.repeat(left)} | ${'-'.repeat(right)} |`, ...body].join('\n');
}
