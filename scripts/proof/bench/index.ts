// `npm run bench`
export { benchAudit } from './audit.ts';
export { benchChanges } from './changes.ts';
export { benchCommands } from './commands.ts';
export { benchCompile } from './compile.ts';
export { benchEvaluator } from './evaluator.ts';
export { benchForecast } from './forecast.ts';
export { benchGate } from './gate.ts';
export { referenceYardstick, yardstick, type Figure } from './measure.ts';
export { benchOrg } from './org.ts';
export { benchPlan } from './plan.ts';
export { benchReport } from './report.ts';
export { benchSource } from './source.ts';

// `npm run bench:panel`
export { benchPanel } from './panel.ts';

// `npm run bench -- --rows N`
export { benchRows, contenders, rowsText, targetsOf, type Contender } from './rows/index.ts';
