/** Saves what was typed in a row: said at once, read again, and where it is refused nothing typed is lost. */
import { field, fill, messages, model, settledAmountOf } from 'c/tasModel';
import { alertOf, approversIn, contextOf, isBlank, problemOf, show, submitted, today } from 'c/tasPanelState';
import { itemAfter, registrationOf, saveItems, tellOthers, viewer } from 'c/tasRecords';
import { createRecord } from 'lightning/uiRecordApi';

/** @import { DealSession } from './session' */

/**
 * Everything that is meant at once: fields as one change of the deal, items as one transaction.
 * @param {DealSession} session
 * @param {readonly (readonly [string, Panel.Draft])[]} drafts by code
 */
export async function saveRows(session, drafts) {
  const { saving, optimistic, isClear } = session;
  const { read } = session.input();
  const { deal, items } = read;
  const now = new Date().toISOString();
  session.problem = null;
  const all = drafts
    .filter(([code]) => !saving.has(code))
    .map(([code, draft]) => {
      const before = items.find((item) => item.code === code);
      const amount = settledAmountOf(model, deal, code);
      const item = draft.of === 'item' ? itemAfter(code, before, draft.values, viewer.id, now, amount) : undefined;
      saving.add(code);
      session.keep(code, item ? {} : { fields: draft }, []);
      optimistic.set(code, item ? { item } : { fields: draft.values });
      return { code, draft, before, item };
    });
  session.paint();
  const fields = all.filter(({ item }) => !item);
  const settled = /** @type {any[]} */ (all.filter(({ item }) => item));
  const merged = (/** @type {'values' | 'base'} */ part) =>
    Object.assign({}, ...fields.map(({ draft }) => draft[part]));
  /** @type {string[]} */
  const saved = [];
  /** @type {(some: readonly { code: string, draft: Panel.Draft }[], save: () => Promise<unknown>) => Promise<void>} */
  const attempt = async (some, save) => {
    if (some.length === 0) return;
    const codes = some.map(({ code }) => code);
    try {
      if ((await save()) !== false) saved.push(...codes);
      // Which of them somebody else has changed is told one by one.
      else if (some.length === 1) conflict(session, codes[0], some[0].draft.values);
      else await Promise.all(some.map(({ code, draft }) => saveAlone(session, code, draft)));
    } catch (error) {
      const problem = problemOf(error, said(session, codes, messages.saved.not, messages.saved.notMany));
      if (some === settled && ['gone', 'twice', 'conflict'].includes(problem.kind)) await session.readAgain();
      undone(session, codes, problem);
    }
  };
  await attempt(fields, async () =>
    session.writer.write(await withRegistration(deal, merged('values')), merged('base')),
  );
  await attempt(settled, () => saveItems(deal, settled));
  // As it was when it was asked: meanwhile the deal may be gone.
  tellApprover(
    session,
    read,
    settled.filter(({ code, item }) => item.status === 'Requested' && saved.includes(code)),
  );
  if (saved.length > 0)
    await done(
      session,
      all.filter(({ code }) => saved.includes(code)),
      isClear,
    );
}

/**
 * One that is to be submitted is made first, of what the deal says; the deal then names it.
 * @param {Panel.Deal} deal
 * @param {Record<string, any>} values
 */
async function withRegistration(deal, values) {
  if (values[field.registration] !== submitted) return values;
  const { id } = await createRecord(registrationOf(deal));
  return { ...values, [field.registration]: id };
}

/**
 * A request leaves a task for whoever may grant it, where that is known; the request stands without it.
 * @type {(session: DealSession, read: Panel.DealRead, asked: readonly { code: string, item: Panel.Item }[]) => void}
 */
function tellApprover(session, { deal, items }, asked) {
  const [approver] = model.approvals.notify ? approversIn(deal, items) : [];
  for (const { code, item } of approver ? asked : [])
    createRecord({
      apiName: 'Task',
      fields: {
        Subject: fill(messages.saved.task, session.nameOf(code), String(deal[field.name])),
        WhatId: deal.Id,
        OwnerId: approver.id,
        ActivityDate: today(),
        Description: item.reason,
      },
    }).catch(() => undefined);
}

/**
 * Of one by its name, of several by their number.
 * @param {DealSession} session
 * @param {readonly string[]} codes
 * @param {string} one
 * @param {string} many
 */
const said = (session, codes, one, many) =>
  codes.length === 1 ? fill(one, session.nameOf(codes[0])) : fill(many, codes.length);

/** @param {DealSession} session @param {string} code @param {Panel.Draft} draft */
function saveAlone(session, code, draft) {
  session.saving.delete(code);
  session.optimistic.delete(code);
  return saveRows(session, [[code, draft]]);
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
    saveRows(session, [[code, { ...draft, base: /** @type {any} */ (session.now(Object.keys(draft.values))) }]]);
    return;
  }
  session.focusOn = code;
  session.paint();
}

/**
 * @param {DealSession} session
 * @param {readonly { code: string, draft: Panel.Draft }[]} some
 * @param {boolean} wasClear nothing was missing before it was saved
 */
async function done(session, some, wasClear) {
  const codes = some.map(({ code }) => code);
  const openOnes = () => session.rows().filter((row) => row.isOpen && codes.includes(row.code)).length;
  const goOn = () => {
    session.focusOn = session.host.nextRow(codes[codes.length - 1]) ?? 'advance';
    session.paint();
  };
  const wereOpen = openOnes();
  for (const { code, draft } of some) {
    session.saving.delete(code);
    session.keep(code, { [draft.of]: null }, []);
  }
  session.moved = null;
  session.spoken = said(session, codes, messages.saved.done, messages.saved.doneMany);
  session.paint();
  if (wereOpen === 0) goOn();
  tellOthers(session.dealId);
  const { reads } = session;
  const isRead = await session.readAgain();
  // What was saved stays on show until an answer holds it.
  for (const code of codes)
    if (session.reads > reads) session.optimistic.delete(code);
    else session.unread.add(code);
  if (!isRead) session.tellStale();
  session.paint();
  if (wereOpen > 0 && openOnes() === 0) goOn();
  if (!wasClear && session.isClear) session.host.celebrate();
}

/**
 * What was typed stays, and the reason stands beside it; where several were refused together, above them all.
 * @param {DealSession} session
 * @param {readonly string[]} codes
 * @param {Panel.Notice} notice
 */
function undone(session, codes, notice) {
  const isOne = codes.length === 1;
  for (const code of codes) {
    session.saving.delete(code);
    session.optimistic.delete(code);
    session.keep(code, {}, isOne ? [notice] : []);
  }
  if (!isOne) session.problem = notice;
  session.spoken = notice.title;
  session.focusOn = isOne ? codes[0] : 'top';
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
  undone(session, [code], {
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
