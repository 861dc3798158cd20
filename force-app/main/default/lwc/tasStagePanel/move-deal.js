/** Moves a deal, or grades it by hand: one at a time, and what was refused is told above everything. */
import { field, fill, messages, model } from 'c/tasModel';
import { alertOf, problemOf, stageText, today } from 'c/tasPanelState';
import { keepMap, tell, tellOthers, viewer } from 'c/tasRecords';

/** @import { DealSession } from './session' */

/**
 * @param {DealSession} session
 * @param {string} to
 * @param {Readonly<Record<string, Panel.Value>>} values asked by the move
 */
export async function moveDeal(session, to, values) {
  const isMoved = await write(
    session,
    messages.saved.notMoved,
    async () => {
      const base = session.now([field.stage]);
      // The stage is written alone: the rules look at what changed with it.
      if (Object.keys(values).length > 0) await session.writer.write({ ...values }, {});
      return session.writer.write({ [field.stage]: to, ...lostIn(session, to) }, base);
    },
    () => {
      session.moved = to;
      session.viewed = null;
      session.spoken = fill(messages.banner.moved, stageText(to));
    },
  );
  if (!isMoved) return;
  const { deal } = /** @type {Panel.DealRead} */ (session.read);
  const problem = await keepMap(deal, deal[field.stage]);
  tell('moved', session.dealId);
  if (problem === null) return;
  session.problem = problem;
  session.paint();
}

/** Where a deal is lost, so that it can be taken up again there. No rule looks at it. @param {DealSession} session @param {string} to */
function lostIn({ host, read }, to) {
  const { deal } = /** @type {Panel.DealRead} */ (read);
  const at = to === model.closed.lost.name ? deal[field.stage] : null;
  const isWritten = host.names?.fields.get(field.lostStage)?.updateable && at !== (deal[field.lostStage] ?? null);
  return isWritten ? { [field.lostStage]: at } : {};
}

/**
 * @param {DealSession} session
 * @param {Readonly<Record<string, Panel.Value>>} values the grade, and why
 */
export function raiseGrade(session, values) {
  const { saved, action } = messages;
  const fields = { ...values, [field.manualBy]: viewer.id, [field.manualOn]: today() };
  return write(
    session,
    fill(saved.not, action.raise),
    () => session.writer.write(fields, session.now(Object.keys(fields))),
    () => {
      session.spoken = fill(saved.done, action.raise);
    },
  );
}

/**
 * @param {DealSession} session
 * @param {string} title of the notice where it is refused
 * @param {() => Promise<boolean>} save
 * @param {() => void} then
 * @returns {Promise<boolean>} whether it was written and read back
 */
async function write(session, title, save, then) {
  if (session.isMoving) return false;
  let isRead = false;
  session.isMoving = true;
  session.problem = null;
  session.paint();
  try {
    if (await save()) {
      then();
      session.chosen = null;
      session.focusOn = 'top';
      tellOthers(session.dealId);
      isRead = await session.readAgain();
      if (!isRead) session.tellStale();
    } else session.problem = alertOf(title, [messages.saved.movedMeanwhile]);
  } catch (error) {
    session.problem = problemOf(error, title);
    session.spoken = title;
  }
  session.isMoving = false;
  session.paint();
  return isRead;
}
