/** A verdict in words: one presenter for `tas explain` and the panel. Pure, and bundled for the browser. */
/** @public Checked by the compiler alone. */
export type { Agreement } from './agreement.ts';
export { approversOf } from './approvers.ts';
export { formatsOf } from './formats.ts';
export { present } from './present.ts';
/** @public Through the generated module. */
export { skippedBefore } from './present.ts';
export { reasonText, warningText } from './requirement.ts';
export type { Locale, Presentation, PresentedRequirement, PresentedStep } from './types.ts';
