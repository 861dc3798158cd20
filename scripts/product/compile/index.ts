export { compileModel } from './compile.ts';
export { existingFields } from './opportunity-fields.ts';
export { formulaLimits } from './measure.ts';
export { stageValues, type StageValue } from './stage-values.ts';
