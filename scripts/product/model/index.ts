/** Sales models: read, checked, and walked through. */
export { chancesFileOf, readChances, type Chances } from './chances.ts';
export { briefLength } from './check/lead-checks.ts';
export { storedWarnings } from './check/stored-checks.ts';
export * from './fields.ts';
export * from './file.ts';
export * from './hash.ts';
export * from './lock-schema.ts';
export * from './lock.ts';
export * from './problem.ts';
export * from './read.ts';
export { reviewReasons } from './reasons.ts';
export * from './schema.ts';
export { parseSource } from './source.ts';
export * from './walk.ts';
