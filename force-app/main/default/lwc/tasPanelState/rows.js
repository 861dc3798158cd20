/** Requirements as rows: state, why, who can put it right, and what this user can do about it. */
import { itemVerdict, model, texts } from 'c/tasModel';
import { editorOf, isBlank, show, showAny } from './fields';
import { day, dot, list, say, stageText } from './words';

/** @typedef {import('./view').Context} Context */

/** @type {readonly Panel.Group[]} */
const groups = ['required', 'actions', 'processes', 'people'];

/** @type {Map<string, { requirement: any, group: Panel.Group }>} */
const byCode = new Map(
  model.stages.flatMap((stage) =>
    groups.flatMap((group) =>
      stage[group].map((requirement) => /** @type {[string, any]} */ ([requirement.code, { requirement, group }])),
    ),
  ),
);

/** @param {string} code */
export const requirementOf = (code) => byCode.get(code)?.requirement;

/** The place of a row among its own: what blocks, what is open, what is settled; advisory ones last. */
const order = (/** @type {Panel.Row} */ row) =>
  (row.isHard ? 0 : 10) + (row.blocks ? 0 : row.tone === 'open' ? 1 : row.tone === 'waiting' ? 2 : row.isOpen ? 3 : 4);

/**
 * The groups of one stage.
 * @param {Context} context
 * @param {number} stage id
 * @returns {Panel.GroupView[]}
 */
export function groupsOf(context, stage) {
  const shares = context.verdict.progress.find((one) => one.stage === stage)?.groups;
  return groups.flatMap((key) => {
    const own = context.verdict.requirements.filter((one) => one.stage === stage && one.group === key);
    const rows = own.filter(({ state }) => state !== 'skipped').map((one) => rowOf(context, one));
    const skipped = own.filter(({ state, gate }) => state === 'skipped' && gate === 'hard');
    if (rows.length + skipped.length === 0) return [];
    const { done, of } = shares?.[key] ?? { done: 0, of: 0 };
    const soft = rows.length === 0 ? '' : say('No_Hard');
    return [
      {
        key,
        name: texts[`Group_${key.charAt(0).toUpperCase()}${key.slice(1)}`],
        progress: of === 0 ? soft : say('Progress', done, of),
        progressText: of === 0 ? soft : say('Progress_Long', done, of),
        rows: rows.sort((a, b) => order(a) - order(b)),
        notAsked: skipped.length === 0 ? null : say('Not_Asked', list(skipped.map(({ code }) => context.nameOf(code)))),
      },
    ];
  });
}

/**
 * @param {Context} context
 * @param {Panel.RequirementVerdict} one
 * @returns {Panel.Row}
 */
function rowOf(context, one) {
  const { code, state, gate } = one;
  const requirement = requirementOf(code);
  const { fields } = requirement;
  const item = context.itemOf(code);
  const isOpen = state === 'open';
  const isWaiting = isOpen && item?.status === 'Requested';
  const isHard = gate === 'hard';
  const editors = editorsOf(context, one, fields);
  const outcomes = outcomesOf(context, one, requirement, item);
  const reasons = whyOf(context, one);
  const local = context.local.get(code);
  const told = fields === undefined ? '' : (context.names.fields.get(fields[0].name)?.help ?? '');
  const help = told === context.nameOf(code) ? '' : told;
  const isConfirmed = isConfirmation(context, code);
  const primary = primaryOf(one, requirement, { outcomes, editors, isWaiting, isConfirmed });
  // A ring is yours to do; a clock waits for somebody else.
  const isOthers = isWaiting || (isHard && context.mayEdit && !one.canFix && primary !== 'ask');
  const tone = isOpen ? (isOthers ? 'waiting' : isHard ? 'open' : 'advisory') : state === 'done' ? 'done' : 'excused';
  return {
    code,
    group: one.group,
    stage: one.stage,
    name: context.nameOf(code),
    tone,
    state: [
      say(`State_${isWaiting || isHard || !isOpen ? (isWaiting ? 'waiting' : state) : 'advisory'}`),
      ...reasons,
    ].join(dot),
    isOpen,
    isHard,
    blocks: one.blocks,
    detail: isOpen
      ? openDetail(context, one, reasons, { help, item, isConfirmed })
      : settledDetail(context, one, fields, item),
    warnings: warningsOf(context, code),
    link: safeLink(item?.evidence),
    note: item?.note ?? null,
    tag: requirement.kind === undefined ? null : say(requirement.kind === 'company' ? 'Company' : 'Winning'),
    primary,
    fields: editors,
    showsFields: isOpen && one.blocks && editors.length > 0 && context.hasPicklists,
    outcomes,
    asksWaiver: !isConfirmed,
    item: item ?? null,
    needsEvidence: requirement.evidence === true,
    needsPerson: one.group === 'people',
    help,
    busy: context.busy.has(code),
    draft: local?.draft ?? null,
    itemDraft: local?.itemDraft ?? null,
    problem: local?.problem ?? null,
    conflict: local?.conflict ?? null,
  };
}

/** The fields that this user may change. @type {(context: Context, one: Panel.RequirementVerdict, fields: any) => Panel.Field[]} */
function editorsOf({ deal, names, picklists, mayEdit }, { canFix, fixer }, fields) {
  if (fields === undefined || !mayEdit || (fixer !== 'editor' && !canFix)) return [];
  return fields.flatMap((/** @type {{ name: string }} */ { name }) => {
    const info = names.fields.get(name);
    return info?.updateable ? [editorOf(name, deal[name], info, picklists)] : [];
  });
}

/** @type {readonly Panel.Status[]} */
const settling = ['Done', 'NotApplicable', 'Waived', 'Requested', 'Open'];

/**
 * The ways in which this user may settle or reopen it. What the form asks for (link, person, reason) counts as given.
 * @param {Context} context
 * @param {Panel.RequirementVerdict} one
 * @param {any} requirement
 * @param {Panel.Item | undefined} item
 * @returns {Panel.Outcome[]}
 */
function outcomesOf(context, one, requirement, item) {
  const { deal, viewer, mayEditItems } = context;
  if (!mayEditItems || context.items.filter(({ code }) => code === one.code).length > 1) return [];
  const { code } = one;
  const key = item?.key ?? `${deal.Id}:${code}`;
  const isSettled = item !== undefined && item.status !== 'Open' && item.status !== 'Requested';
  const canExcuse = one.gate === 'advisory' || requirement.slot !== undefined;
  const given = { evidence: 'https://x', person: viewer.id, reason: 'x' };
  const mayBe = (/** @type {Panel.Status} */ status) => {
    const settles = status !== 'Open' && status !== 'Requested';
    const after = { ...item, ...(settles ? given : {}), code, key, status, settledBy: settles ? viewer.id : null };
    const { allowed, refusals } = itemVerdict(model, deal, item, after, viewer);
    // What is only observed is not offered either: the panel shows the way that will hold.
    return allowed && refusals.length === 0;
  };
  const found = settling.filter((status) => {
    if (status === item?.status || (isSettled && status !== 'Open')) return false;
    if (status === 'Open') return item !== undefined && mayBe('Open');
    if (status === 'Done') return requirement.fields === undefined && mayBe('Done');
    if (one.state !== 'open') return false;
    if (status === 'Requested') return canExcuse && one.gate === 'hard' && !mayBe('Waived') && mayBe('Requested');
    return canExcuse && mayBe(status);
  });
  return item === undefined ? found : [...found, 'Note'];
}

/**
 * Whether only an approver settles it as done, so that asking means asking for that. Elsewhere it means asking for a waiver.
 * @type {(context: Context, code: string) => boolean}
 */
const isConfirmation = ({ deal, viewer }, code) =>
  itemVerdict(model, deal, undefined, { code, status: 'Done' }, viewer).needs.approver;

/**
 * What the button at the right of a row does; null for none.
 * @type {(one: Panel.RequirementVerdict, requirement: any, row: { outcomes: readonly Panel.Outcome[], editors: readonly Panel.Field[], isWaiting: boolean, isConfirmed: boolean }) => Panel.Row['primary']}
 */
function primaryOf({ state, group, gate, canFix }, requirement, { outcomes, editors, isWaiting, isConfirmed }) {
  if (state !== 'open') return null;
  if (isWaiting && gate === 'hard' && outcomes.includes(isConfirmed ? 'Done' : 'Waived'))
    return isConfirmed ? 'approve' : 'waive';
  if (editors.length > 0) return 'fill';
  if (requirement.fields !== undefined) return null;
  if (!outcomes.includes('Done')) return outcomes.includes('Requested') && !canFix ? 'ask' : null;
  if (group === 'people') return 'person';
  if (requirement.evidence) return 'link';
  return isConfirmed ? 'confirm' : 'tick';
}

/** @type {(context: Context, one: Panel.RequirementVerdict) => string[]} */
function whyOf({ picklists, names, nameOf }, { why, code }) {
  return why.map((reason) => {
    if (!('field' in reason)) return say(`Why_${reason.kind}`);
    const { kind, field } = reason;
    const text =
      kind === 'notAccepted'
        ? say(
            'Why_notAccepted',
            '',
            picklists.get(field)?.get(String(reason.value)) ?? String(reason.value),
            showAny(field, reason.accept, picklists),
          )
        : kind === 'unreachable'
          ? say(
              'Why_unreachable',
              '',
              list(
                reason.reach.map((name) => name.replace(/^.*\./, '')),
                'disjunction',
              ),
            )
          : say(`Why_${kind}`);
    const label = names.fields.get(field)?.label ?? field;
    // A field that is named like its requirement has just been named.
    return label === nameOf(code) ? text : `“${label}” ${text}`;
  });
}

/** Reasons that the mark of an open row says already. */
const plain = new Set(['blank', 'itemMissing', 'itemOpen']);

/** @type {(context: Context, one: Panel.RequirementVerdict, reasons: readonly string[], row: { help: string, item: Panel.Item | undefined, isConfirmed: boolean }) => string} */
function openDetail({ verdict, mayEdit }, one, reasons, { help, item, isConfirmed }) {
  const isPlain = one.why.length === 1 && plain.has(one.why[0].kind) && help !== '';
  const asked =
    item?.status === 'Requested'
      ? [
          say(isConfirmed ? 'Asked_By' : 'Asked_Waiver', item.changedBy ?? '', day(item.changedOn)),
          ...(isBlank(item.reason) ? [] : [item.reason]),
        ]
      : [];
  const last = model.closed.won.name;
  return [
    ...(one.gate === 'advisory' ? [say('State_advisory')] : []),
    ...(asked.length > 0 ? asked : [isPlain ? help.replace(/[.。]$/, '') : reasons.join(dot)]),
    ...(one.canFix || !mayEdit ? [] : [say('Who', say(`Fixer_${one.fixer}`))]),
    ...(one.behind && verdict.position <= model.stages.length ? [say('Behind', stageText(last))] : []),
  ].join(dot);
}

/** @type {(context: Context, one: Panel.RequirementVerdict, fields: any, item: Panel.Item | undefined) => string} */
function settledDetail(context, { state, group }, fields, item) {
  if (state === 'done' && fields !== undefined) {
    const shown = fields.map((/** @type {{ name: string }} */ { name }) => [
      context.names.fields.get(name)?.label ?? name,
      shorten(show(name, context.deal[name], context)),
    ]);
    return shown.length === 1 ? shown[0][1] : shown.map((/** @type {string[]} */ pair) => pair.join(' ')).join(dot);
  }
  const by = item?.settledByName ?? '';
  return [
    ...(state === 'done' ? (group === 'people' ? [item?.personName] : []) : [say(`State_${state}`), item?.reason]),
    by === item?.personName ? '' : by,
    day(item?.settledOn),
  ]
    .filter((part) => !isBlank(part))
    .join(dot);
}

const mostShown = 160;

/** Ten thousand characters belong into the editor, not onto a line. @param {string} text */
const shorten = (text) => (text.length > mostShown ? `${text.slice(0, mostShown).trimEnd()}…` : text);

/** A link that a browser may be sent to: nothing but the web. @param {string | null | undefined} url */
export const safeLink = (url) => (typeof url === 'string' && /^https?:\/\/\S+$/i.test(url.trim()) ? url.trim() : null);

/** @type {(context: Context, code: string) => Panel.Line[]} */
const warningsOf = ({ verdict, names }, code) =>
  verdict.warnings.flatMap((warning) => {
    if (!('code' in warning) || warning.code !== code) return [];
    const text =
      warning.kind === 'placeholder'
        ? say('Placeholder', names.fields.get(warning.field)?.label ?? warning.field, warning.value)
        : say(warning.kind);
    return [{ key: warning.kind + text, text }];
  });
