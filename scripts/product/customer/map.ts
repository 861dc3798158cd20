/** What the component of the record page needs: bundled for it as it is. */
export { circlesIn, mapLayout } from './layout.ts';
export { mapScore, missingIn, stanceOf, type Person } from './score.ts';
