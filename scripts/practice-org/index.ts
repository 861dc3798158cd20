export type { PageHandler } from './api/server.ts';
export { startPracticeOrg, type PracticeOrg, type PracticeOrgOptions } from './start.ts';
