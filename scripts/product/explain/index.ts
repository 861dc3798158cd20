export { explain, stageMeant, type Explanation } from './explain.ts';
export { explanationText } from './text.ts';
