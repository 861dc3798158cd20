/** Stages of an org, and which stages of a model they are. */
export { likeness } from './likeness.ts';
export { anyType, readMapping, type StageMapping } from './mapping.ts';
export { anchorsOf, placeStages } from './match.ts';
export { readInactiveStages, readOrgStages, type OrgStage } from './org-stages.ts';
export { readStageCounts, readStageNames, type OrgStages, type StageCount, type StageKind } from './stage-names.ts';
