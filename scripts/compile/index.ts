export { compileModel, type Compiled, type EmittedFormula } from './compile.ts';
export { modelHash } from './module.ts';
export { formulaLimits, measureFormula } from './measure.ts';
export { stageValues, type StageValue } from './stage-values.ts';
