/** Horizontal bars, one below the other. */
import { scaleOf } from './scale.ts';
import { drawn, px, rect, within, type Anchor, type Rect, type Size, type Tick } from './shapes.ts';

interface Bar {
  /** Without width where the value is zero or there is none. */
  readonly rect: Rect;
  /** The name, left of all bars. */
  readonly label: Anchor;
  /** The number, at the end of the bar that is away from zero. */
  readonly value: Anchor;
}

export interface Bars {
  readonly bars: readonly Bar[];
  /** x of zero, where the bars begin. */
  readonly zero: number;
  readonly ticks: readonly Tick[];
  /** What the bars lie in. */
  readonly plot: Rect;
}

const gap = 4;

/**
 * A bar for each value, in equal parts of the height; negative ones reach to the left of zero. `labels`, `values`: px kept
 * free for the names on the left and the numbers at the ends.
 */
export function bars(
  values: readonly (number | null)[],
  size: Size,
  { labels, values: room }: { readonly labels: number; readonly values: number },
): Bars {
  const numbers = values.map((value) => drawn(value) ?? 0);
  const left = labels + (numbers.some((value) => value < 0) ? room : 0);
  const plot = within(size, { top: 0, right: room, bottom: 0, left });
  const scale = scaleOf(numbers, [plot.x, plot.x + plot.width], 5);
  const zero = scale.at(0);
  const part = plot.height / Math.max(1, values.length);
  return {
    bars: numbers.map((value, n) => {
      const [end, y] = [scale.at(value), n * part];
      return {
        rect: rect(Math.min(zero, end), y + part * 0.15, Math.abs(end - zero), part * 0.7),
        label: { x: px(Math.max(0, labels - gap)), y: px(y + part / 2), anchor: 'end' },
        value: { x: px(value < 0 ? end - gap : end + gap), y: px(y + part / 2), anchor: value < 0 ? 'end' : 'start' },
      };
    }),
    zero,
    ticks: scale.ticks,
    plot,
  };
}
