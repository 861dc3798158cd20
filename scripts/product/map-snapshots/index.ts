export { MapError } from './error.ts';
export { takeSnapshots, type Snapshots, type SnapshotOptions } from './take.ts';
export { snapshotsText } from './text.ts';
