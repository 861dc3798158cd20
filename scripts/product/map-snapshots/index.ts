export { takeSnapshots, type Snapshots } from './take.ts';
export { snapshotsText } from './text.ts';
