export { readVectors, runVector } from './vectors.ts';
