/** Leads: their two elements, keys of customers and phones, and whether two are one pursuit. Bundled for the panel. */
export * as leadDealField from './deal-fields.ts';
export { elementsIn, refusesConversion, type LeadValues } from './elements.ts';
/** @public The panel asks it. */
export { missingOf } from './elements.ts';
export { customerKey, phoneKey, phoneKeyOf, projectKey } from './key.ts';
export * as leadField from './lead-fields.ts';
export { areSimilar, likenessOf, projectPart, type Pursuit } from './likeness.ts';
/** @public The panel sorts by it. */
export { likenesses } from './likeness.ts';
