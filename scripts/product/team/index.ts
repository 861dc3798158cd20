export { matrixOf, type Matrix } from './matrix.ts';
export { syncTeams, type Synced } from './sync.ts';
export { matrixText, syncedText, workloadText } from './text.ts';
export { workloadOf, type Workload } from './workload.ts';
