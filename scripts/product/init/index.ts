export { initProject, type InitResult } from './init-project.ts';
export { readOrgStages } from './org-stages.ts';
