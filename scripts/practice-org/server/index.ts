export type { PageHandler } from './http-server.ts';
export { startPracticeOrg, type PracticeOrg, type PracticeOrgOptions } from './start.ts';
