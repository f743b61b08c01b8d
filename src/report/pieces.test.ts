import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml, html, jsonForScript, raw } from './escape.ts';
import { packShares, shareAt } from './pack.ts';
import { DARK, LIGHT } from './palette.ts';
import { STAGE } from './payload.ts';
import { freeLayout, mapOf } from './place.ts';
import { seriesChart } from './series.ts';
import { formatNumber, percent, spread } from './statistics.ts';

describe('text of others', () => {
  it('is escaped where a template takes it, but not what is HTML already', () => {
    const hostile = `<script>alert("1" & '2')</script>`;
    expect(html`<p title="${hostile}">${[hostile]}${raw('<b>ours</b>')}</p>`.html).toBe(
      '<p title="&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;">&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;<b>ours</b></p>',
    );
  });

  it('cannot be markup, whatever it is', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[<>"']/.test(escapeHtml(text))));
  });

  it('loses what would turn the direction of the page, control characters and halves of characters', () => {
    expect(escapeHtml('a\u202eb\u0000c\ud800d\u2067')).toBe('a\ufffdb\ufffdc\ufffdd\ufffd');
    expect(escapeHtml('👩‍👩‍👧 עברית العربية')).toBe('👩‍👩‍👧 עברית العربية');
  });

  it('cannot end a script element, and comes back the same', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom('</script>', '<!--', ']]>', '\u2028')), (text) => {
        const json = jsonForScript({ text });
        return !/<|>|\u2028/.test(json) && (JSON.parse(json) as { text: string }).text === text;
      }),
    );
  });
});

describe('packed shares', () => {
  it('come back to within a part in four thousand of their root', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (shares) => {
        const packed = packShares(shares);
        return shares.every((share, k) => Math.abs(Math.sqrt(shareAt(packed, k)) - Math.sqrt(share)) <= 1 / 4095);
      }),
    );
  });

  it('take what is not defined for nothing', () => {
    expect(shareAt(packShares([NaN, 1]), 0)).toBe(0);
    expect(shareAt(packShares([NaN, 1]), 1)).toBe(1);
  });
});

describe('a spread', () => {
  it('is the mean and the tenth and ninetieth percentile of what is defined', () => {
    const eleven = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    expect(spread([...eleven.reverse(), NaN])).toEqual({ n: 11, mean: 5, low: 1, high: 9 });
    expect(spread([NaN])).toEqual({ n: 0, mean: null, low: null, high: null });
    expect(spread([7])).toEqual({ n: 1, mean: 7, low: 7, high: 7 });
  });

  it('is shown to three significant digits', () => {
    expect([formatNumber(1234), formatNumber(68.533), formatNumber(0.018111), formatNumber(0), formatNumber(null)]).toEqual([
      '1234',
      '68.5',
      '0.0181',
      '0',
      'not defined',
    ]);
    expect([percent(0.027027), percent(0.8117), percent(0), percent(1)]).toEqual(['2.7 %', '81 %', '0 %', '100 %']);
  });
});

describe('places', () => {
  const state = (id: string, lat: number, lon: number) => ({ id, name: id, region: '', place: { lat, lon } });

  it('are on the map where every state has one, inside the picture and never under one another', () => {
    const close = Array.from({ length: 12 }, (_, k) => state(`S${k}`, 50, 5 + k / 100));
    const map = mapOf([...close, state('far', -40, 175), state('west', 40, -100)]);
    expect(map?.land.length).toBeGreaterThan(10_000);
    const points = map?.points ?? [];
    for (const [x, y] of points) {
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(STAGE.width);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(STAGE.height);
    }
    const apart = points.flatMap(([x, y], i) => points.slice(i + 1).map(([u, v]) => Math.hypot(u - x, v - y)));
    expect(Math.min(...apart)).toBeGreaterThan(12);
  });

  it('put the edge of the map where nobody is: across the Pacific, states on either side of the date line are near', () => {
    const points = mapOf([state('JPN', 36, 140), state('FJI', -18, 178), state('WSM', -14, -172), state('NZL', -41, 175)])?.points ?? [];
    expect(Math.abs((points[1]?.[0] ?? 0) - (points[2]?.[0] ?? 0))).toBeLessThan(STAGE.width / 3);
  });

  it('are none where a state has none', () => {
    expect(mapOf([state('A', 0, 0), { ...state('B', 0, 0), place: null }])).toBeNull();
  });

  it('by ties are the same again, inside the picture, with tied states nearer than the others', () => {
    const pairs = [
      { a: 0, b: 1, weight: 5 },
      { a: 1, b: 2, weight: 5 },
      { a: 0, b: 2, weight: 5 },
      { a: 3, b: 4, weight: 5 },
    ];
    const points = freeLayout(5, pairs);
    expect(freeLayout(5, pairs)).toEqual(points);
    const apart = (i: number, j: number) =>
      Math.hypot((points[i]?.[0] ?? 0) - (points[j]?.[0] ?? 0), (points[i]?.[1] ?? 0) - (points[j]?.[1] ?? 0));
    expect(apart(0, 1)).toBeLessThan(apart(0, 3));
    expect(freeLayout(1, []).flat().every(Number.isFinite)).toBe(true);
  });
});

describe('a figure of series', () => {
  const lines = [
    { label: 'one', colour: 'one' as const, dash: [], spreads: [spread([1, 2]), spread([3, 5])] },
    { label: '</svg><script>two', colour: 'two' as const, dash: [4, 2], spreads: [spread([2, 2]), spread([NaN])] },
  ];
  const panel = { id: 'x', title: 'X', caption: 'About x.' };

  it('is the same again, takes its colours from the scheme and escapes its labels', async () => {
    const made = await seriesChart(panel, lines, [0, 1], 2000);
    expect((await seriesChart(panel, lines, [0, 1], 2000)).svg).toBe(made.svg);
    expect(made.svg).toContain('stroke="var(--one)"');
    expect(made.svg).toContain('stroke-dasharray="4,2"');
    expect(made.svg).not.toContain('<script');
  });

  it('has its data, a description in words, and says what the bands are', async () => {
    const { data, description, caption } = await seriesChart(panel, lines, [0, 1], 2000);
    expect(data.rows[0]).toEqual([0, 2000, 'one', 2, 1.5, 1.1, 1.9]);
    expect(data.rows[3]).toEqual([1, 2001, '</svg><script>two', 0, null, null, null]);
    expect(description).toContain('one: 1.5 in 2000, 4 in 2001, greatest 4 in 2001.');
    expect(caption).toContain('mean of 2 runs');
  });

  it('says that there is no band where there is one run', async () => {
    const { caption, svg } = await seriesChart(panel, [{ ...lines[0], spreads: [spread([1]), spread([2])] } as never], [0, 1], 0);
    expect(caption).toContain('One run');
    expect(svg).not.toContain('fill-opacity');
  });
});

/** Relative luminance of sRGB, after the accessibility guidelines of the W3C. */
function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** Colours of lines and areas, as against those of text. */
const DRAWN = [
  'alliance',
  'partnership',
  'minilateral',
  'balancing',
  'bandwagoning',
  'partnering',
  'unaligned',
  'dispute',
  'war',
  'one',
  'two',
  'three',
  'four',
  'five',
] as const;

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
])('the %s scheme', (_, scheme) => {
  it('sets text off from its ground by 4.5 to 1 and drawings by 3 to 1', () => {
    const ground = [scheme.ground, scheme.panel];
    for (const under of ground) {
      for (const text of [scheme.ink, scheme.muted, scheme.accent]) expect(contrast(text, under)).toBeGreaterThan(4.5);
      for (const drawn of DRAWN) expect(contrast(scheme[drawn], under)).toBeGreaterThan(3);
    }
  });
});
