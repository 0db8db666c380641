export type Point = readonly [x: number, y: number];

interface Corner {
  readonly at: Point;
  readonly height: number;
}

/**
 * Where a function of the plane is lowest, near the start: a triangle that walks downhill and
 * shrinks. Source: J. A. Nelder and R. Mead, "A simplex method for function minimization",
 * The Computer Journal 7 (1965).
 */
export function lowestPoint(heightAt: (point: Point) => number, start: Point): Point {
  const corner = (at: Point): Corner => ({ at, height: heightAt(at) });
  const between = (a: Corner, b: Corner, share: number): Corner => corner(mix(a.at, b.at, share));
  const [x, y] = start;
  let corners = [start, [x + 0.1, y] as const, [x, y + 0.01] as const].map(corner);
  for (let step = 0; step < MOST_STEPS; step++) {
    const [best, middle, worst] = corners.sort((a, b) => a.height - b.height) as Triangle;
    if (distance(best.at, worst.at) < SMALLEST) break;
    const centre = mix(best.at, middle.at, 0.5);
    const along = (far: number) => corner(mix(centre, worst.at, -far));
    const moved = nextCorner(along, best, middle, worst);
    corners =
      moved.height < worst.height
        ? [best, middle, moved]
        : [best, between(best, middle, 0.5), between(best, worst, 0.5)];
  }
  return corners.reduce((lowest, one) => (one.height < lowest.height ? one : lowest)).at;
}

type Triangle = [best: Corner, middle: Corner, worst: Corner];

const MOST_STEPS = 200;
const SMALLEST = 1e-9;

/** The worst corner mirrored, further still where that pays, or drawn in where it does not. */
function nextCorner(along: (far: number) => Corner, ...[best, middle, worst]: Triangle): Corner {
  const mirrored = along(1);
  if (mirrored.height < best.height) {
    const further = along(2);
    return further.height < mirrored.height ? further : mirrored;
  }
  if (mirrored.height < middle.height) return mirrored;
  return along(mirrored.height < worst.height ? 0.5 : -0.5);
}

const mix = (a: Point, b: Point, share: number): Point => [
  a[0] + share * (b[0] - a[0]),
  a[1] + share * (b[1] - a[1]),
];

const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
