/** A heat map: a rectangle for each row and column, the hotter the greater its number. */
import { drawn, px, rect, within, type Anchor, type Rect, type Size, type Tick } from './shapes.ts';

interface HeatCell {
  readonly row: number;
  readonly column: number;
  readonly rect: Rect;
  readonly text: Anchor;
  /** 0 to 1; null: there is none here. */
  readonly heat: number | null;
  /** The same in steps, for a class each: 0 for nothing, else 1 to {@link heatSteps}. */
  readonly step: number;
}

export interface HeatMap {
  /** Row by row. */
  readonly cells: readonly HeatCell[];
  readonly rows: readonly Anchor[];
  readonly columns: readonly Anchor[];
  /** Zero and the number of the greatest heat, for a legend. */
  readonly scale: readonly Tick[];
  readonly plot: Rect;
}

export const heatSteps = 6;

const gap = 8;

export interface HeatMapOptions {
  /** px kept free for the names of rows on the left and of columns above. */
  readonly labels: number;
  readonly heads: number;
  /** The number of the greatest heat, such as 1 for shares; left out, or exceeded: the greatest number. */
  readonly most?: number;
}

/**
 * Cells of equal size; numbers below zero are as cold as zero. Rows may be of different lengths: what is missing is left
 * out.
 */
export function heatMap(
  values: readonly (readonly (number | null)[])[],
  size: Size,
  { labels, heads, most: given }: HeatMapOptions,
): HeatMap {
  const plot = within(size, { top: heads, right: 0, bottom: 0, left: labels });
  const numbers = values.map((row) => row.map(drawn));
  const greatest = numbers.flat().reduce((most: number, value) => Math.max(most, value ?? 0), 0);
  const most = Math.max(greatest, drawn(given) ?? 0);
  const columns = numbers.reduce((longest, row) => Math.max(longest, row.length), 0);
  const [width, height] = [plot.width / Math.max(1, columns), plot.height / Math.max(1, numbers.length)];
  const x = (column: number): number => plot.x + column * width;
  const y = (row: number): number => plot.y + row * height;
  const cells = numbers.flatMap((row, r) =>
    row.map((value, c): HeatCell => {
      const heat = value === null ? null : most === 0 ? 0 : Math.max(0, value) / most;
      return {
        row: r,
        column: c,
        rect: rect(x(c) + 1, y(r) + 1, width - 2, height - 2),
        text: { x: px(x(c) + width / 2), y: px(y(r) + height / 2), anchor: 'middle' },
        heat,
        step: Math.ceil((heat ?? 0) * heatSteps),
      };
    }),
  );
  return {
    cells,
    rows: numbers.map((_, r) => ({ x: px(Math.max(0, labels - gap)), y: px(y(r) + height / 2), anchor: 'end' })),
    columns: Array.from({ length: columns }, (_, c) => ({
      x: px(x(c) + width / 2),
      y: px(heads / 2),
      anchor: 'middle',
    })),
    scale: [
      { value: 0, at: 0 },
      { value: most, at: 1 },
    ],
    plot,
  };
}
