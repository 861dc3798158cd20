export { circlesIn, mapLayout, mapScore, missingIn, stanceOf, type Person } from './map.ts';
export * as mapField from './map-fields.ts';
export { copiedNumbers, snapshot, snapshotCopies, snapshotField, snapshotKey, snapshotNumbers } from './snapshots.ts';
export * as stakeholderField from './stakeholder-fields.ts';
export {
  influences,
  leastInfluence,
  ratings,
  stakeholder,
  stakeholderKey,
  stakeholderSum,
  unknownAnswer,
} from './stakeholders.ts';
