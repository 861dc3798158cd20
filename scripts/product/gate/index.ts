/** The gate engine: one source for panel and scripts. Plain values in, plain values out (docs/rules.md). */
export { itemRefusals, type ItemDeal } from './item-refusals.ts';
export { itemVerdict } from './item-verdict.ts';
export { refusals } from './refusals.ts';
export type { Deal, Item, ItemStatus, Refusal, Value, Viewer } from './types.ts';
export { verdict } from './verdict.ts';
export type * from './verdict-types.ts';
