/** What charts are made of. Lengths are px from the top left corner, rounded to hundredths; nothing here is a colour. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rect extends Size {
  readonly x: number;
  readonly y: number;
}

/** Where a text stands: the middle of its line's height, and which end of it is at `x`. */
export interface Anchor {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

/** A round number of a scale and where it stands. */
export interface Tick {
  readonly value: number;
  /** px along its axis. */
  readonly at: number;
}

/** Room that is left free around what is drawn, in px. */
export interface Margin {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** Beyond these a number is drawn as if it were the largest, or nothing: differences of what is drawn stay numbers. */
const [largest, least] = [1e200, 1e-200];

/** A number as it can be drawn; null: there is none, or it is no number. */
export function drawn(value: number | null | undefined): number | null {
  if (value === null || value === undefined || Number.isNaN(value)) return null;
  return Math.abs(value) < least ? 0 : Math.max(-largest, Math.min(largest, value));
}

/** Hundredths of a px, without a negative zero. */
export const px = (value: number): number => Math.round(value * 100) / 100 + 0;

export const rect = (x: number, y: number, width: number, height: number): Rect => ({
  x: px(x),
  y: px(y),
  width: px(Math.max(0, width)),
  height: px(Math.max(0, height)),
});

/** What is left of a size within a margin; never less than nothing. */
export function within({ width, height }: Size, { top, right, bottom, left }: Margin): Rect {
  return rect(left, top, (drawn(width) ?? 0) - left - right, (drawn(height) ?? 0) - top - bottom);
}
