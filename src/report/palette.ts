/**
 * Colours of the page, by scheme. Those of kinds and postures can be distinguished by readers who are colour-blind (they derive from the palette of
 * Okabe and Ito), have a contrast of at least 3:1 with the ground, and never stand alone: a dash, a shape or a word goes with each.
 */
export const LIGHT = {
  ground: '#ffffff',
  panel: '#f4f5f7',
  ink: '#1b1f24',
  muted: '#57606a',
  rule: '#c9d1d9',
  grid: '#e4e8ec',
  accent: '#0a58a8',
  land: '#e6e8e3',
  coast: '#b9bfb4',
  alliance: '#0067a5',
  partnership: '#b06a00',
  minilateral: '#00785a',
  balancing: '#0067a5',
  bandwagoning: '#c04a00',
  partnering: '#b06a00',
  unaligned: '#6e7781',
  dispute: '#b5498f',
  war: '#a40e26',
  one: '#0067a5',
  two: '#b06a00',
  three: '#00785a',
  four: '#b5498f',
  five: '#5b4db5',
} as const;
export type Colour = keyof typeof LIGHT;

/** The same for the dark scheme. */
export const DARK: Record<Colour, string> = {
  ground: '#14181d',
  panel: '#1d232a',
  ink: '#e8ebee',
  muted: '#a3adb8',
  rule: '#465059',
  grid: '#2c343c',
  accent: '#7fb7ff',
  land: '#262d31',
  coast: '#4a555a',
  alliance: '#5eb1ef',
  partnership: '#f0a73a',
  minilateral: '#3fc79a',
  balancing: '#5eb1ef',
  bandwagoning: '#ff8a4c',
  partnering: '#f0a73a',
  unaligned: '#a3adb8',
  dispute: '#ea8fc6',
  war: '#ff6b7a',
  one: '#5eb1ef',
  two: '#f0a73a',
  three: '#3fc79a',
  four: '#ea8fc6',
  five: '#a99bff',
};

/** A colour as the style sheet's variable, so that a chart follows the scheme. */
export function variable(colour: Colour): string {
  return `var(--${colour})`;
}

/** The variables of a scheme as declarations. */
export function declarations(scheme: Record<Colour, string>): string {
  return Object.entries(scheme)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');
}
