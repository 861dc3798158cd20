export { benchRows, contenders, type Contender } from './bench-rows.ts';
export { targetsOf } from './targets.ts';
export { rowsText } from './text.ts';
