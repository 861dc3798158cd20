/** Lines over a common axis, each with a band around it where its range is known. */
import { scaleOf, type Scale } from './scale.ts';
import { drawn, px, within, type Margin, type Rect, type Size, type Tick } from './shapes.ts';

export interface LinePoint {
  /** Along the axis, such as a day. */
  readonly at: number;
  /** Null: not known; the line is broken there. */
  readonly value: number | null;
  /** The range around the value; left out: none. */
  readonly low?: number | null;
  readonly high?: number | null;
}

interface Dot {
  readonly x: number;
  readonly y: number;
  /** Place of the point in what was given. */
  readonly point: number;
}

interface Line {
  /** Empty where less than two points that follow each other are known. */
  readonly path: string;
  /** Around the line; empty where no range is known of two points that follow each other. */
  readonly band: string;
  /** Every known point, so that one alone is seen too. */
  readonly dots: readonly Dot[];
}

export interface Lines {
  readonly lines: readonly Line[];
  /** Heights of round numbers, zero among them. */
  readonly ticks: readonly Tick[];
  /** Where the points lie along the axis, each once, rising. */
  readonly places: readonly Tick[];
  readonly plot: Rect;
}

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly point: number;
}

/**
 * Points are drawn in the order of `at`; those without a place are left out. The scale holds zero and every range, so that
 * no line is steeper than it is.
 */
export function lines(series: readonly (readonly LinePoint[])[], size: Size, margin: Margin): Lines {
  const plot = within(size, margin);
  const known = series.flat();
  const numbers = known.flatMap(({ value, low, high }) => [value, low, high].flatMap((one) => drawn(one) ?? []));
  const scale = scaleOf(numbers, [plot.y + plot.height, plot.y], 5);
  const places = [...new Set(known.flatMap(({ at }) => drawn(at) ?? []))].sort((a, b) => a - b);
  const [first, last] = [places[0] ?? 0, places.at(-1) ?? 0];
  // One place alone stands in the middle.
  const xOf = (at: number): number => px(plot.x + (first === last ? 0.5 : (at - first) / (last - first)) * plot.width);
  return {
    lines: series.map((points) => lineOf(points, xOf, scale)),
    ticks: scale.ticks,
    places: places.map((value) => ({ value, at: xOf(value) })),
    plot,
  };
}

function lineOf(points: readonly LinePoint[], xOf: (at: number) => number, scale: Scale): Line {
  const yOf = (value: number | null | undefined): number | null => {
    const number = drawn(value);
    return number === null ? null : scale.at(number);
  };
  const sorted = points
    .flatMap((one, point) => {
      const at = drawn(one.at);
      return at === null ? [] : [{ ...one, at, point }];
    })
    .sort((a, b) => a.at - b.at);
  const runs: Placed[][] = [[]];
  for (const { at, value, low, high, point } of sorted) {
    const y = yOf(value);
    if (y === null) runs.push([]);
    else runs.at(-1)?.push({ x: xOf(at), y, low: yOf(low), high: yOf(high), point });
  }
  return {
    path: runs.map((run) => (run.length < 2 ? '' : pathOf(run.map(({ x, y }) => [x, y])))).join(''),
    band: runs.map(bandOf).join(''),
    dots: runs.flat().map(({ x, y, point }) => ({ x, y, point })),
  };
}

function bandOf(run: readonly Placed[]): string {
  const parts: (readonly [x: number, low: number, high: number])[][] = [[]];
  for (const { x, low, high } of run) {
    if (low === null || high === null) parts.push([]);
    else parts.at(-1)?.push([x, low, high]);
  }
  return parts
    .filter((part) => part.length > 1)
    .map((part) => {
      const upper = part.map(([x, , high]) => [x, high] as const);
      const lower = part.map(([x, low]) => [x, low] as const).reverse();
      return `${pathOf([...upper, ...lower])}Z`;
    })
    .join('');
}

const pathOf = (points: readonly (readonly [x: number, y: number])[]): string =>
  points.map(([x, y], n) => `${n === 0 ? 'M' : 'L'}${x} ${y}`).join('');
