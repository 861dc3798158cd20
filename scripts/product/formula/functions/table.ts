/** Every function the engine knows, by its name in capitals. */
import type { FunctionTable } from '../call.ts';
import { blankFunctions } from './blank.ts';
import { caseFunctions } from './case.ts';
import { changeFunctions } from './change.ts';
import { conversionFunctions } from './conversion.ts';
import { dateFunctions } from './date.ts';
import { logicFunctions } from './logic.ts';
import { numberFunctions } from './number.ts';
import { picklistFunctions } from './picklist.ts';
import { recordFunctions } from './record.ts';
import { textFunctions } from './text.ts';

export const functions: FunctionTable = {
  ...logicFunctions,
  ...blankFunctions,
  ...caseFunctions,
  ...conversionFunctions,
  ...textFunctions,
  ...numberFunctions,
  ...dateFunctions,
  ...picklistFunctions,
  ...changeFunctions,
  ...recordFunctions,
};
