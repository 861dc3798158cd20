/** Saves what was typed in a row: said at once, read again, and where it is refused nothing typed is lost. */
import { fill, messages, model, settledAmountOf } from 'c/tasModel';
import { alertOf, contextOf, isBlank, problemOf, show } from 'c/tasPanelState';
import { itemAfter, saveItem, tellOthers } from './records';
import { viewer } from './viewer';

/** @typedef {import('./session').DealSession} DealSession */

/**
 * @param {DealSession} session
 * @param {string} code
 * @param {Panel.Draft} draft
 */
export async function saveRow(session, code, draft) {
  const { saving, optimistic, isClear } = session;
  if (saving.has(code)) return;
  const { deal, items } = session.input().read;
  const isItem = draft.of === 'item';
  const before = items.find((item) => item.code === code);
  const amount = settledAmountOf(model, deal, code);
  const item = isItem ? itemAfter(code, before, draft.values, viewer.id, new Date().toISOString(), amount) : undefined;
  saving.add(code);
  session.keep(code, isItem ? {} : { fields: draft }, []);
  optimistic.set(code, item ? { item } : { fields: draft.values });
  session.paint();
  try {
    if (item) await saveItem(deal, before, item);
    else if (!(await session.writer.write({ ...draft.values }, draft.base))) {
      conflict(session, code, draft.values);
      return;
    }
    await done(session, code, draft.of, isClear);
  } catch (error) {
    const problem = problemOf(error, fill(messages.saved.not, session.nameOf(code)));
    if (isItem && ['gone', 'twice', 'conflict'].includes(problem.kind)) await session.readAgain();
    undone(session, code, problem);
  }
}

/**
 * Of two values the one that is wanted.
 * @param {DealSession} session
 * @param {string} code
 * @param {boolean} isMine
 */
export function resolveConflict(session, code, isMine) {
  const draft = session.local.get(code)?.drafts.fields;
  session.keep(code, isMine ? {} : { fields: null }, []);
  session.rendered.delete(code);
  if (isMine && draft) {
    saveRow(session, code, { ...draft, base: /** @type {any} */ (session.now(Object.keys(draft.values))) });
    return;
  }
  session.focusOn = code;
  session.paint();
}

/**
 * @param {DealSession} session
 * @param {string} code
 * @param {Panel.Draft['of']} of
 * @param {boolean} wasClear nothing was missing before it was saved
 */
async function done(session, code, of, wasClear) {
  const isOpen = () => session.rows().some((row) => row.code === code && row.isOpen);
  const goOn = () => {
    session.focusOn = session.host.nextRow(code) ?? 'advance';
    session.paint();
  };
  const wasOpen = isOpen();
  session.saving.delete(code);
  session.keep(code, { [of]: null }, []);
  session.moved = null;
  session.spoken = fill(messages.saved.done, session.nameOf(code));
  session.paint();
  if (!wasOpen) goOn();
  tellOthers(session.dealId);
  const { reads } = session;
  const isRead = await session.readAgain();
  // What was saved stays on show until an answer holds it.
  if (session.reads > reads) session.optimistic.delete(code);
  else session.unread.add(code);
  if (!isRead) session.tellStale();
  session.paint();
  if (wasOpen && !isOpen()) goOn();
  if (!wasClear && session.isClear) session.host.celebrate();
}

/**
 * What was typed stays, and the reason stands beside it.
 * @param {DealSession} session
 * @param {string} code
 * @param {Panel.Notice} notice
 */
function undone(session, code, notice) {
  session.saving.delete(code);
  session.optimistic.delete(code);
  session.keep(code, {}, [notice]);
  session.spoken = notice.title;
  session.focusOn = code;
  session.paint();
}

/**
 * Somebody else saved meanwhile: both values are shown.
 * @param {DealSession} session
 * @param {string} code
 * @param {Readonly<Record<string, Panel.Value>>} values
 */
function conflict(session, code, values) {
  session.saving.delete(code);
  session.optimistic.delete(code);
  const context = contextOf(session.input());
  const { saved, action } = messages;
  const shown = (/** @type {string} */ name, /** @type {Panel.Value | undefined} */ value) =>
    isBlank(value) ? saved.empty : show(name, value, context);
  const names = Object.keys(values);
  const label = (/** @type {string} */ name, /** @type {string} */ whose) =>
    names.length === 1 ? whose : `${context.locale.field(name)} · ${whose}`;
  undone(session, code, {
    ...alertOf(fill(saved.conflict, session.nameOf(code)), []),
    code,
    lines: names.flatMap((name) => [
      { key: `mine ${name}`, id: 'mine', label: label(name, saved.mine), text: shown(name, values[name]) },
      {
        key: `theirs ${name}`,
        id: 'theirs',
        label: label(name, saved.theirValue),
        text: shown(name, context.deal[name]),
      },
    ]),
    actions: [
      { value: 'keep', label: action.keepMine },
      { value: 'take', label: action.takeTheirs },
    ],
  });
}
