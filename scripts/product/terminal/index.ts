export { named } from './named.ts';
export { plain } from './plain.ts';
export { progressLine, silentProgress, streamProgress, type Progress } from './progress.ts';
export { tableLines, type Column } from './table.ts';
