/** What is written of a deal that moves: one save, which the rules judge as a whole. */
import type { SalesModel } from '../model/index.ts';
import { field } from '../vocabulary/index.ts';
import type { Look } from './look.ts';
import { ToolError } from './tool.ts';

/**
 * The values of the save. A lost deal is given its reason, and the stage it stood in, so that it can be taken up again
 * there. @throws {ToolError} for a reason that the model does not have, or that nothing asks for.
 */
export function movedValues(
  { model, read: { deal, fields } }: Pick<Look, 'model' | 'read'>,
  to: string,
  lossReason: string | undefined,
): Record<string, string> {
  const isLost = to === model.closed.lost.name;
  if (!isLost && lossReason !== undefined)
    throw new ToolError(`A loss reason is asked for a move to ${model.closed.lost.name} alone.`);
  if (!isLost) return { [field.stage]: to };
  const at = deal[field.stage];
  const isOpen = model.stages.some(({ name }) => name === at);
  return {
    [field.stage]: to,
    ...(lossReason === undefined ? {} : { [field.lossReason]: reasonMeant(model, lossReason) }),
    ...(isOpen && fields.get(field.lostStage)?.updateable === true ? { [field.lostStage]: String(at) } : {}),
  };
}

function reasonMeant({ closed: { lost } }: SalesModel, text: string): string {
  const wanted = text.trim().toLowerCase();
  const found = lost.reasons.find(({ value, label }) =>
    [value, ...Object.values(label)].some((one) => one.toLowerCase() === wanted),
  );
  if (found !== undefined) return found.value;
  throw new ToolError('The model has no such loss reason.', [
    `Use one of: ${lost.reasons.map(({ value }) => value).join(', ')}.`,
  ]);
}
