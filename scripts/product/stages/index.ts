/** Stages of an org, and which stages of a model they are. */
export { anyType, readMapping, type StageMapping } from './mapping.ts';
export { anchorsOf, placeStages } from './match.ts';
export { readOrgStages, type OrgStage } from './org-stages.ts';
export { readStageCounts, readStageNames, type OrgStages, type StageCount, type StageKind } from './stage-names.ts';
