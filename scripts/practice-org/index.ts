export { startPracticeOrg, type PracticeOrg, type PracticeOrgOptions, type PracticeStart } from './start.ts';
export type { SaveError, SaveResult } from './save/error.ts';
export type { ForecastCategory, StageValue } from './schema/stages.ts';
