/** A funnel: one band for each stage, as wide as its number, tied to the next. */
import { drawn, px, rect, within, type Anchor, type Rect, type Size } from './shapes.ts';

interface Band {
  readonly rect: Rect;
  /** The middle of the band, for its number. */
  readonly value: Anchor;
  /** The name, left of the funnel. */
  readonly label: Anchor;
}

export interface Funnel {
  readonly bands: readonly Band[];
  /** Paths between two bands that follow each other: one less than there are bands. */
  readonly ties: readonly string[];
  readonly plot: Rect;
}

const gap = 8;

/**
 * Bands from top to bottom, centred; the greatest value has the whole width, zero and less have none. `labels`: px kept
 * free for the names on the left.
 */
export function funnel(values: readonly (number | null)[], size: Size, labels: number): Funnel {
  const plot = within(size, { top: 0, right: 0, bottom: 0, left: labels });
  const numbers = values.map((value) => Math.max(0, drawn(value) ?? 0));
  const most = numbers.reduce((greatest, value) => Math.max(greatest, value), 0);
  const part = plot.height / Math.max(1, values.length);
  const middle = plot.x + plot.width / 2;
  const bands = numbers.map((value, n): Band => {
    const width = most === 0 ? 0 : (value / most) * plot.width;
    const y = n * part;
    return {
      rect: rect(middle - width / 2, y, width, part * 0.72),
      value: { x: px(middle), y: px(y + part * 0.36), anchor: 'middle' },
      label: { x: px(Math.max(0, labels - gap)), y: px(y + part * 0.36), anchor: 'end' },
    };
  });
  return { bands, ties: bands.slice(1).map(({ rect: below }, n) => tie(bands[n]?.rect ?? below, below)), plot };
}

function tie(above: Rect, below: Rect): string {
  const [top, bottom] = [px(above.y + above.height), below.y];
  const [right, belowRight] = [px(above.x + above.width), px(below.x + below.width)];
  return `M${above.x} ${top}H${right}L${belowRight} ${bottom}H${below.x}Z`;
}
