import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from 'd3-force';
import { geoNaturalEarth1, geoPath, type GeoPermissibleObjects } from 'd3-geo';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { STAGE } from './payload.ts';
import type { WorldState } from './world-states.ts';

/** A point in the units of the picture. */
export type Point = readonly [x: number, y: number];

/** Room around the outermost states. */
const MARGIN = 46;
/** Steps of the layouts: enough to come to rest. */
const STEPS = 300;
/** Radius that a state is given in the layouts. */
const ROOM = 13;

const tenth = (value: number) => Math.round(10 * value) / 10;

/** The states on the map, and the outline of the land under them. Null unless every state has a place. */
export function mapOf(states: readonly WorldState[]): { readonly points: readonly Point[]; readonly land: string } | null {
  const places = states.flatMap(({ place }) => (place === null ? [] : [place]));
  if (places.length < states.length || places.length < 2) return null;
  const coordinates = places.map(({ lat, lon }): [number, number] => [lon, lat]);
  const projection = geoNaturalEarth1()
    .rotate([-middle(places.map(({ lon }) => lon)), 0])
    .fitExtent(
      [
        [MARGIN, MARGIN],
        [STAGE.width - MARGIN, STAGE.height - MARGIN],
      ],
      { type: 'MultiPoint', coordinates },
    )
    .clipExtent([
      [0, 0],
      [STAGE.width, STAGE.height],
    ])
    .precision(0.5);
  const land = geoPath(projection).digits(1)(landOutline()) ?? '';
  const wanted = coordinates.map((place): Point => projection(place) ?? [STAGE.width / 2, STAGE.height / 2]);
  return { points: spaced(wanted), land };
}

/** The meridian opposite the widest gap between the states, so that the edge of the map runs where there are no states. */
function middle(longitudes: readonly number[]): number {
  const sorted = Float64Array.from(longitudes).sort();
  let widest = -1;
  let cut = 180;
  sorted.forEach((lon, k) => {
    const next = k + 1 < sorted.length ? (sorted[k + 1] ?? 0) : (sorted[0] ?? 0) + 360;
    if (next - lon > widest) {
      widest = next - lon;
      cut = lon + (next - lon) / 2;
    }
  });
  return cut - 180;
}

function landOutline(): GeoPermissibleObjects {
  const file = createRequire(import.meta.url).resolve('world-atlas/land-110m.json');
  const topology = JSON.parse(readFileSync(file, 'utf8')) as Topology<{ land: GeometryCollection }>;
  return feature(topology, topology.objects.land);
}

/** Points moved apart just enough to see each. */
function spaced(points: readonly Point[]): Point[] {
  const nodes = points.map(([x, y]) => ({ x, y, wantedX: x, wantedY: y }));
  forceSimulation(nodes)
    .force('x', forceX<(typeof nodes)[number]>(({ wantedX }) => wantedX).strength(0.35))
    .force('y', forceY<(typeof nodes)[number]>(({ wantedY }) => wantedY).strength(0.35))
    .force('apart', forceCollide(ROOM).strength(0.9).iterations(3))
    .stop()
    .tick(STEPS);
  return nodes.map(({ x, y }) => inside(x, y));
}

/**
 * A layout by ties alone, computed once over all ties that there ever are, so that no state moves from tick to tick. `weight` says in how many runs
 * and ticks a pair was tied.
 */
export function freeLayout(n: number, pairs: readonly { readonly a: number; readonly b: number; readonly weight: number }[]): Point[] {
  const nodes = Array.from({ length: n }, (_, index) => ({ index, x: NaN, y: NaN }));
  const most = pairs.reduce((greatest, { weight }) => Math.max(greatest, weight), 1);
  const links = pairs.map(({ a, b, weight }) => ({ source: a, target: b, share: weight / most }));
  forceSimulation(nodes)
    .force(
      'ties',
      forceLink<(typeof nodes)[number], (typeof links)[number]>(links)
        .distance(90)
        .strength(({ share }) => 0.25 * share),
    )
    .force('charge', forceManyBody().strength(-260).distanceMax(500))
    .force('x', forceX(0).strength(0.05))
    .force('y', forceY(0).strength(0.09))
    .force('apart', forceCollide(ROOM + 4))
    .stop()
    .tick(STEPS);
  return filled(nodes);
}

/** Stretches a layout over the picture. */
function filled(nodes: readonly { readonly x: number; readonly y: number }[]): Point[] {
  const span = (values: readonly number[]) => {
    const low = Math.min(...values);
    return { low, size: Math.max(1e-9, Math.max(...values) - low) };
  };
  const across = span(nodes.map(({ x }) => x));
  const down = span(nodes.map(({ y }) => y));
  return nodes.map(({ x, y }) =>
    inside(
      MARGIN + ((x - across.low) / across.size) * (STAGE.width - 2 * MARGIN),
      MARGIN + ((y - down.low) / down.size) * (STAGE.height - 2 * MARGIN),
    ),
  );
}

function inside(x: number, y: number): Point {
  const within = (value: number, end: number) => tenth(Math.min(end - ROOM, Math.max(ROOM, value)));
  return [within(x, STAGE.width), within(y, STAGE.height)];
}
