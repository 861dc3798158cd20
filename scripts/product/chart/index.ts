export { bars, type Bars } from './bars.ts';
export { funnel, type Funnel } from './funnel.ts';
export { heatMap, type HeatMap } from './heat-map.ts';
export { lines, type Lines, type LinePoint } from './lines.ts';
export type { Anchor, Rect, Size, Tick } from './shapes.ts';
