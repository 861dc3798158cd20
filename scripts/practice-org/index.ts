export { startPracticeOrg, type PracticeOrg, type PracticeOrgOptions } from './start.ts';
