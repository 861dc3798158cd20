export { findDuplicates, type Duplicates } from './duplicates.ts';
export { normaliseKeys, type Normalised } from './normalise.ts';
export { duplicatesCsv, duplicatesText, normalisedText } from './text.ts';
