/** Numbers → px, between round numbers. */
import { px, type Tick } from './shapes.ts';

export interface Scale {
  /** px of a number. */
  readonly at: (value: number) => number;
  /** Round numbers from end to end of the scale, rising. */
  readonly ticks: readonly Tick[];
}

/** The least of 1, 2, 5 and 10 times a power of ten that is no smaller. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((one) => one * power >= least * (1 - 1e-9)) ?? 10) * power;
}

/**
 * A scale from the least of the values and zero to the greatest of them and zero, both rounded outward, with about `most`
 * steps. Where every value is zero, or there is none, it reaches from 0 to 1. `px`: where its ends lie, in any order.
 */
export function scaleOf(values: readonly number[], [from, to]: readonly [number, number], most: number): Scale {
  const low = values.reduce((least, value) => Math.min(least, value), 0);
  const top = values.reduce((greatest, value) => Math.max(greatest, value), 0);
  const high = low === top ? 1 : top;
  const step = niceStep((high - low) / Math.max(1, most));
  const [first, last] = [Math.floor(low / step + 1e-9), Math.ceil(high / step - 1e-9)];
  const at = (value: number): number => px(from + ((value / step - first) / (last - first)) * (to - from));
  const ticks = Array.from({ length: last - first + 1 }, (_, n) => {
    const value = roundTo(first + n, step);
    return { value, at: at(value) };
  });
  return { at, ticks };
}

/** So many steps, without the dust of binary fractions: 3 × 0.1 is 0.3. */
const roundTo = (steps: number, step: number): number => Number((steps * step).toPrecision(12)) + 0;
