/** Charts as SVG, by the geometry of `product/chart`. Each stands beside a table that says the same, and is hidden from whoever hears the page. */
import { bars, funnel, lines, type Anchor, type LinePoint, type Rect } from '../chart/index.ts';
import { html, nothing, type Html } from './html.ts';

const width = 440;
const labelWidth = 152;
const lineHeight = 24;
/** px of a letter of 12.5 px: half an em for what Latin writes, a whole one for Chinese. */
const [narrow, wide] = [6.7, 12.8];

/** What has room, with … for the rest. */
function fitted(text: string, room: number): string {
  let left = room;
  let end = 0;
  for (const letter of text) {
    left -= (letter.codePointAt(0) ?? 0) > 0x2e7f ? wide : narrow;
    if (left < 0) return `${text.slice(0, Math.max(0, end - 1)).trimEnd()}…`;
    end += letter.length;
  }
  return text;
}

const textAt = ({ x, y, anchor }: Anchor, text: string, look = ''): Html =>
  html`<text x="${x}" y="${y}" dy=".35em" text-anchor="${anchor}" class="${look}">${text}</text>`;

const rectOf = ({ x, y, width: w, height }: Rect, look: string): Html =>
  html`<rect x="${x}" y="${y}" width="${w}" height="${height}" rx="2" class="${look}" />`;

const svg = (height: number, parts: readonly Html[]): Html =>
  html`<svg viewBox="0 0 ${width} ${height}" aria-hidden="true">${parts}</svg>`;

export interface Named {
  readonly name: string;
  readonly value: number;
  readonly text: string;
}

/** Horizontal bars with their names and numbers. */
export function barChart(list: readonly Named[]): Html {
  const height = Math.max(1, list.length) * lineHeight;
  const drawn = bars(
    list.map(({ value }) => value),
    { width, height },
    { labels: labelWidth, values: 76 },
  );
  return svg(height, [
    html`<path class="grid" d="M${drawn.zero} 0V${height}" />`,
    ...drawn.bars.flatMap((bar, n) => [
      rectOf(bar.rect, 'bar'),
      textAt(bar.label, fitted(list[n]?.name ?? '', labelWidth - 6)),
      textAt(bar.value, list[n]?.text ?? '', 'soft'),
    ]),
  ]);
}

/** Two bars for each name, the first above the second. */
export function pairChart(list: readonly (Pick<Named, 'name'> & { readonly values: readonly [Named, Named] })[]): Html {
  const height = Math.max(1, list.length) * lineHeight * 1.6;
  const flat = list.flatMap(({ values }) => [...values]);
  const drawn = bars(
    flat.map(({ value }) => value),
    { width, height },
    { labels: labelWidth, values: 76 },
  );
  return svg(height, [
    html`<path class="grid" d="M${drawn.zero} 0V${height}" />`,
    ...drawn.bars.flatMap((bar, n) => [
      rectOf(bar.rect, n % 2 === 0 ? 'bar' : 'bar2'),
      textAt(bar.value, flat[n]?.text ?? '', 'soft'),
      n % 2 === 0
        ? textAt({ ...bar.label, y: bar.label.y + lineHeight * 0.4 }, fitted(list[n / 2]?.name ?? '', labelWidth - 6))
        : nothing,
    ]),
  ]);
}

/** Bands from the first stage to the last, with their numbers on or beside them. */
export function funnelChart(list: readonly Named[]): Html {
  const height = Math.max(1, list.length) * 32;
  const drawn = funnel(
    list.map(({ value }) => value),
    { width, height },
    labelWidth,
  );
  return svg(height, [
    ...drawn.ties.map((d) => html`<path class="tie" d="${d}" />`),
    ...drawn.bands.flatMap(({ rect, label, value }, n) => {
      const text = list[n]?.text ?? '';
      const fits = rect.width > text.length * wide;
      const beside: Anchor = { x: rect.x + rect.width + 6, y: value.y, anchor: 'start' };
      return [
        rectOf(rect, 'bar'),
        textAt(label, fitted(list[n]?.name ?? '', labelWidth - 10)),
        fits ? textAt(value, text, 'onbar') : textAt(beside, text),
      ];
    }),
  ]);
}

const lineMargin = { top: 10, right: 26, bottom: 24, left: 64 };
const lineSize = { width, height: 190 };

/** A line, with its band where it has one, over days that are named at both ends. */
export function lineChart(
  points: readonly LinePoint[],
  write: { readonly value: (value: number) => string; readonly place: (place: number) => string },
): Html {
  const drawn = lines([points], lineSize, lineMargin);
  const { plot, places } = drawn;
  const [first, ...more] = places;
  const last = more.at(-1);
  const ends = [
    ...(first === undefined ? [] : [{ tick: first, anchor: last === undefined ? 'middle' : 'start' } as const]),
    ...(last === undefined ? [] : [{ tick: last, anchor: 'end' } as const]),
  ];
  const foot = plot.y + plot.height + 14;
  return svg(lineSize.height, [
    ...drawn.ticks.flatMap(({ value, at }) => [
      html`<path class="grid" d="M${plot.x} ${at}H${plot.x + plot.width}" />`,
      textAt({ x: plot.x - 6, y: at, anchor: 'end' }, write.value(value), 'soft'),
    ]),
    ...drawn.lines.flatMap(({ path, band, dots }) => [
      html`<path class="band" d="${band}" /><path class="line" d="${path}" />`,
      ...dots.map(({ x, y }) => html`<circle class="dot" cx="${x}" cy="${y}" r="3.5" />`),
    ]),
    ...ends.map(({ tick, anchor }) => textAt({ x: tick.at, y: foot, anchor }, write.place(tick.value), 'soft')),
  ]);
}

/** Shares that came against shares that were foretold, each 0 to 1, with the line on which both are the same. */
export function reliabilityChart(
  points: readonly { readonly expected: number; readonly came: number }[],
  percent: (share: number) => string,
): Html {
  const size = { width, height: 300 };
  const drawn = lines(
    [[0, 1].map((at) => ({ at, value: at })), points.map(({ expected, came }) => ({ at: expected, value: came }))],
    size,
    lineMargin,
  );
  const [even, real] = drawn.lines;
  const { plot } = drawn;
  const foot = plot.y + plot.height;
  return svg(size.height, [
    ...drawn.ticks.flatMap(({ value, at }) => [
      html`<path class="grid" d="M${plot.x} ${at}H${plot.x + plot.width}" />`,
      textAt({ x: plot.x - 6, y: at, anchor: 'end' }, percent(value), 'soft'),
      textAt({ x: plot.x + value * plot.width, y: foot + 14, anchor: 'middle' }, percent(value), 'soft'),
    ]),
    html`<path class="even" d="${even?.path ?? ''}" /><path class="line" d="${real?.path ?? ''}" />`,
    ...(real?.dots ?? []).map(({ x, y }) => html`<circle class="dot" cx="${x}" cy="${y}" r="4" />`),
  ]);
}
