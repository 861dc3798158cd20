// A model to metadata files, in memory.
export { approvalActions } from './approval-updates.ts';
export { compileModel, type EmittedFormula } from './compile.ts';
export { stageNumber } from './computed-fields.ts';
export { leadMapping } from './lead.ts';
export { formulaLimits } from './measure.ts';
export { existingFields } from './opportunity-fields.ts';
export { pathGuidance, pathName } from './path-guidance.ts';
export { stageValues, type StageValue } from './stage-values.ts';

// A project folder: the model file, its lock and the files that are generated from it.
export { chartScript, customerScript, engineScripts, leadScript } from './engine.ts';
export { compileModelFile, compileProject, type ProjectCompile } from './project.ts';
