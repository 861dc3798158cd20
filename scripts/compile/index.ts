export { compileModel } from './compile.ts';
export { formulaLimits } from './measure.ts';
export { stageValues, type StageValue } from './stage-values.ts';
