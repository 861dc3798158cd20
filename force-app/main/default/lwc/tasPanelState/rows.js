/** Requirements as rows: state, why, who can put it right, and what this user can do about it. */
import {
  field,
  fill,
  groups,
  itemKey,
  itemRefusals,
  messages,
  model,
  permission,
  requirements,
  settledAmountOf,
} from 'c/tasModel';
import { editorOf, isBlank, show } from './fields';
import { safeLink } from './inputs';
import { dot, formats, sentence } from './locale';

/** People that are one click away; others are searched. */
const mostPeople = 6;

/** @type {Map<string, any>} */
const byCode = new Map(requirements.map((one) => [one.code, one]));

/** The place of a row among its own: what blocks, what is open, what is settled; advisory ones last. */
const order = (/** @type {Panel.Row} */ row) =>
  (row.isHard ? 0 : 10) + (row.blocks ? 0 : row.tone === 'open' ? 1 : row.tone === 'waiting' ? 2 : row.isOpen ? 3 : 4);

/**
 * The groups of one stage.
 * @param {Panel.Context} context
 * @param {number} stage id
 * @returns {Panel.GroupView[]}
 */
export function groupsOf(context, stage) {
  const { row: m } = messages;
  const shares = context.verdict.progress.find((one) => one.stage === stage)?.groups;
  return groups.flatMap((key) => {
    const own = context.verdict.requirements.filter((one) => one.stage === stage && one.group === key);
    const rows = own.filter(({ state }) => state !== 'skipped').map((one) => rowOf(context, one));
    const skipped = own.filter(({ state, gate }) => state === 'skipped' && gate === 'hard');
    if (rows.length + skipped.length === 0) return [];
    const { done, of } = shares?.[key] ?? { done: 0, of: 0 };
    const soft = rows.length === 0 ? '' : m.noHard;
    return [
      {
        key,
        id: key + context.deal.Id,
        name: messages.group[key],
        progress: of === 0 ? soft : fill(m.progress, done, of),
        progressText: of === 0 ? soft : fill(m.progressLong, done, of),
        rows: rows.sort((a, b) => order(a) - order(b)),
        carry: key === 'people' ? carryOf(rows) : null,
        notAsked:
          skipped.length === 0
            ? null
            : fill(m.notAsked, formats.list(skipped.map(({ code }) => context.locale.requirement(code)))),
      },
    ];
  });
}

/** Who did the same in an earlier stage, for all rows at once. @param {readonly Panel.Row[]} rows @returns {Panel.GroupView['carry']} */
function carryOf(rows) {
  const people = rows.flatMap(({ code, earlier }) => (earlier === null ? [] : [{ code, person: earlier }]));
  return people.length < 2 ? null : { label: fill(messages.row.carry, people.length), people };
}

/**
 * People who may be meant: the team's first, those with this role in front; whoever had that part in the last stage
 * before; the reader.
 * @param {Panel.Context} context
 * @param {Panel.RequirementVerdict} one
 */
function peopleOf({ items, locale, viewer, team }, { code, stage }) {
  const name = locale.requirement(code);
  const before = (/** @type {string} */ other) => (locale.requirement(other) === name ? byCode.get(other)?.stage : 0);
  const [last] = items
    .filter((item) => item.status === 'Done' && item.person && before(item.code) < stage && before(item.code) > 0)
    .sort((a, b) => before(b.code) - before(a.code));
  const earlier = last?.person ?? null;
  const me = { value: viewer.id, label: messages.row.me };
  const same = earlier && { value: earlier, label: fill(messages.row.same, last.personName ?? earlier) };
  const member = model.team?.roles.find(({ name: own }) => own === byCode.get(code)?.role)?.member;
  const ofTeam = team
    .map(({ id, name: who, role }) => ({ value: id, label: fill(messages.row.onTeam, who), isMeant: role === member }))
    .sort((a, b) => Number(b.isMeant) - Number(a.isMeant));
  const [meant, others] = [ofTeam.filter(({ isMeant }) => isMeant), ofTeam.filter(({ isMeant }) => !isMeant)];
  const all = [...meant, ...(same ? [same] : []), ...others, me].map(({ value, label }) => ({ value, label }));
  const people = all.filter(({ value }, at) => all.findIndex((other) => other.value === value) === at);
  // Somebody else's pick waits with the others of a large team, behind the search.
  return { earlier, people: people.length > mostPeople ? [...people.slice(0, mostPeople - 1), me] : people };
}

/**
 * @param {Panel.Context} context
 * @param {Panel.RequirementVerdict} one
 * @returns {Panel.Row}
 */
function rowOf(context, one) {
  const { code, state, gate, group, fixer } = one;
  const requirement = byCode.get(code);
  const { fields, kind, evidence } = requirement;
  const shown = /** @type {Panel.PresentedRequirement} */ (context.shown.requirements.get(code));
  const item = context.itemOf(code) ?? null;
  const isOpen = state === 'open';
  const isHard = gate === 'hard';
  const isWaiting = isOpen && item?.status === 'Requested';
  // Only an approver settles it as done: asking means asking for that. Elsewhere it means asking for a waiver.
  const isConfirmed = fixer === 'approver' && fields === undefined;
  const outcomes = outcomesOf(context, one, requirement, item);
  const editors = editorsOf(context, one, fields);
  const registers = editors.some(({ name }) => name === field.registration) && mayRegister(context.deal);
  const primary = primaryOf(one, requirement, { outcomes, editors, isWaiting, isConfirmed, registers });
  // A ring is yours to do; a clock waits for somebody else.
  const isOthers = isWaiting || (isHard && context.mayEdit && !one.canFix && primary !== 'ask');
  return {
    code,
    name: shown.name,
    tone: isOpen ? (isOthers ? 'waiting' : isHard ? 'open' : 'advisory') : state === 'done' ? 'done' : 'excused',
    state: [isWaiting ? messages.state.waiting : shown.state, ...shown.why].join(dot),
    isOpen,
    isHard,
    blocks: one.blocks,
    detail: isOpen
      ? openDetail(context, shown, { fields, item, isConfirmed })
      : settledDetail(context, shown, { fields, item }),
    warnings: shown.warnings.map((text) => ({ key: text, text })),
    link: safeLink(item?.evidence),
    note: item?.note ?? null,
    tag: kind === undefined ? null : messages.kind[/** @type {'company' | 'winning'} */ (kind)],
    primary,
    fields: editors,
    // Several fields are opened when they are asked for: what a row asks is read first, and the panel is there sooner.
    showsFields: isOpen && one.blocks && editors.length === 1 && context.hasPicklists,
    outcomes,
    asksWaiver: !isConfirmed && !isDecided(fields),
    item,
    needsEvidence: evidence === true,
    needsPerson: group === 'people',
    ...(primary === 'person' ? peopleOf(context, one) : { earlier: null, people: [] }),
    busy: context.busy.has(code),
    drafts: {},
    notices: [],
    ...context.local.get(code),
  };
}

/** The fields that this user may change. @type {(context: Panel.Context, one: Panel.RequirementVerdict, fields: any) => Panel.Field[]} */
function editorsOf(context, { canFix, fixer }, fields) {
  if (fields === undefined || !context.mayEdit || (fixer !== 'editor' && !canFix)) return [];
  return fields.flatMap((/** @type {{ name: string }} */ { name }) =>
    context.names.fields.get(name)?.updateable ? [editorOf(name, context)] : [],
  );
}

/** A deal names all that a registration needs, and has none yet. @param {Panel.Deal} deal */
const mayRegister = (deal) =>
  isBlank(deal[field.registration]) &&
  !isBlank(deal[field.account]) &&
  !isBlank(deal[model.registration?.partner ?? '']);

/** Once they are given only an approver changes them, or decides them at all: what can be asked for is just that. */
const decided = [field.ledBy, field.tender, field.grade];
/** @param {any} fields of a requirement */
const isDecided = (fields) => decided.includes(fields?.[0].name);

/** In the order in which they are offered. @type {readonly Panel.Status[]} */
const statuses = ['Done', 'NotApplicable', 'Waived', 'Declined', 'Requested', 'Open'];
const settlesNothing = ['Open', 'Requested', 'Declined'];

/**
 * The ways in which this user may settle or reopen it. What the form asks for (link, person, reason) counts as given.
 * @param {Panel.Context} context
 * @param {Panel.RequirementVerdict} one
 * @param {any} requirement
 * @param {Panel.Item | null} item
 * @returns {Panel.Outcome[]}
 */
function outcomesOf({ deal, items, viewer, mayEditItems }, { code, gate, state }, requirement, item) {
  if (!mayEditItems || items.filter((one) => one.code === code).length > 1) return [];
  const before = item ?? undefined;
  const key = item?.key ?? itemKey(deal.Id, code);
  const isSettled = item !== null && !settlesNothing.includes(item.status);
  const canExcuse = gate === 'advisory' || requirement.slot !== undefined;
  const given = { evidence: 'https://x', person: viewer.id, reason: 'why' };
  const now = new Date().toISOString();
  const mayBe = (/** @type {Panel.Status} */ status) => {
    const settles = !settlesNothing.includes(status);
    const declined = status === 'Declined' ? { reason: 'why', declinedBy: viewer.id, declinedOn: now } : {};
    const settled = {
      settledBy: settles ? viewer.id : null,
      settledOn: settles ? now : null,
      settledAmount: settles ? settledAmountOf(model, deal, code) : null,
    };
    const after = { ...item, ...(settles ? given : declined), ...settled, code, key, status };
    // What is only observed is not offered either: the panel shows the way that will hold.
    return itemRefusals({ model, deal, before, after, viewer, now }).length === 0;
  };
  /** @type {Panel.Outcome[]} */
  const found = statuses.filter((status) => {
    if (status === item?.status || (isSettled && status !== 'Open')) return false;
    if (status === 'Open') return item !== null && mayBe('Open');
    if (status === 'Done') return requirement.fields === undefined && mayBe('Done');
    if (status === 'Requested' && isDecided(requirement.fields)) return !viewer.permissions.has(permission.approve);
    if (state !== 'open') return false;
    if (status === 'Declined') return item?.status === 'Requested' && mayBe('Declined');
    if (status === 'Requested') return canExcuse && gate === 'hard' && !mayBe('Waived') && mayBe('Requested');
    return canExcuse && mayBe(status);
  });
  return item === null ? found : [...found, 'Note'];
}

/**
 * What the button at the right of a row does; null for none.
 * @type {(one: Panel.RequirementVerdict, requirement: any, row: { outcomes: readonly Panel.Outcome[], editors: readonly Panel.Field[], isWaiting: boolean, isConfirmed: boolean, registers: boolean }) => Panel.Row['primary']}
 */
function primaryOf(
  { state, group, gate, canFix },
  { fields, evidence },
  { outcomes, editors, isWaiting, isConfirmed, registers },
) {
  if (state !== 'open') return null;
  if (isWaiting && gate === 'hard' && outcomes.includes(isConfirmed ? 'Done' : 'Waived'))
    return isConfirmed ? 'approve' : 'waive';
  if (editors.length > 0) return registers ? 'register' : 'fill';
  if (fields !== undefined) return null;
  if (!outcomes.includes('Done')) return outcomes.includes('Requested') && !canFix ? 'ask' : null;
  return group === 'people' ? 'person' : evidence ? 'link' : isConfirmed ? 'confirm' : 'tick';
}

/** Reasons that the mark of an open row says already. */
const plain = ['blank', 'unchecked', 'itemMissing', 'itemOpen'];

/** Who asked, when and why; nothing where nobody waits. @type {(item: Panel.Item | null, text: string) => string[]} */
const askedIn = (item, text) =>
  item?.status === 'Requested'
    ? [fill(text, item.changedBy ?? '', formats.day(item.changedOn)), item.reason ?? '']
    : [];

/** @type {(context: Panel.Context, shown: Panel.PresentedRequirement, row: { fields: any, item: Panel.Item | null, isConfirmed: boolean }) => string} */
function openDetail(
  { mayEdit, names },
  { verdict: one, name, why, who, behind, state },
  { fields, item, isConfirmed },
) {
  const { row: m } = messages;
  const help = fields === undefined ? '' : (names.fields.get(fields[0].name)?.help ?? '');
  const isPlain = one.why.length === 1 && plain.includes(one.why[0].kind) && help !== '' && help !== name;
  const asked =
    item?.status === 'Requested'
      ? askedIn(item, isConfirmed || isDecided(fields) ? m.askedBy : m.askedWaiver)
      : item?.status === 'Declined'
        ? [fill(m.declinedBy, item.declinedByName ?? '', formats.day(item.declinedOn)), item.reason ?? '']
        : [isPlain ? help.replace(/[.。]$/, '') : one.gate === 'advisory' ? why.join(dot) : sentence(why.join(dot))];
  return [one.gate === 'advisory' ? state : '', ...asked, one.canFix || !mayEdit ? '' : fill(m.who, who), behind ?? '']
    .filter((part) => !isBlank(part))
    .join(dot);
}

/** @type {(context: Panel.Context, shown: Panel.PresentedRequirement, row: { fields: any, item: Panel.Item | null }) => string} */
function settledDetail(context, { verdict: { state, group }, state: stateText }, { fields, item }) {
  if (state === 'done' && fields !== undefined) {
    /** @type {[string, string][]} */
    const shown = fields.map((/** @type {{ name: string }} */ { name }) => [
      context.locale.field(name),
      shorten(show(name, context.deal[name], context)),
    ]);
    const values = shown.length === 1 ? [shown[0][1]] : shown.map((pair) => pair.join(' '));
    return [...values, ...askedIn(item, messages.row.askedBy)].filter((part) => !isBlank(part)).join(dot);
  }
  const by = item?.settledByName;
  const person = item?.personName;
  const isNamed = state === 'done' && group === 'people' && !isBlank(person);
  return [
    ...(isNamed ? [isBlank(by) || by === person ? person : fill(messages.row.named, person ?? '', by ?? '')] : []),
    // Of an approval of the org the approver's name stands in the reason, with an id that says nothing here.
    ...(state === 'done' ? [isBlank(by) ? approvedBy(item?.reason) : ''] : [stateText, item?.reason]),
    isNamed ? '' : by,
    formats.day(item?.settledOn),
  ]
    .filter((part) => !isBlank(part))
    .join(dot);
}

/** @param {string | null | undefined} reason */
const approvedBy = (reason) => reason?.replace(/ · 005\w+$/, '');

const mostShown = 160;

/** Ten thousand characters belong into the editor, not onto a line. @param {string} text */
const shorten = (text) => (text.length > mostShown ? `${text.slice(0, mostShown).trimEnd()}…` : text);
