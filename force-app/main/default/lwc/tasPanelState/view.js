/** A deal as the panel shows it: the presented verdict, and what this reader can do. Pure: values in, values out. */
import {
  approversOf,
  field,
  fill,
  mayApprove,
  messages,
  model,
  permission,
  present,
  relationOf,
  requirements,
  skippedBefore,
  texts,
  verdict,
} from 'c/tasModel';
import { isBlank, show } from './fields';
import { dayOf, dot, formats, localeOf, sentence, stageText } from './locale';
import { groupsOf } from './rows';

const { won, lost } = model.closed;
const last = model.stages[model.stages.length - 1];

/**
 * The verdict on moving the deal to a stage; null: on leaving it where it stands.
 * @param {Panel.Input} input
 * @param {string | null} to
 */
export const verdictOn = ({ read: { deal, items }, viewer, today }, to) =>
  verdict({
    model,
    before: deal,
    after: to === null ? deal : { ...deal, [field.stage]: to },
    items,
    viewer,
    today,
    dayOf,
  });

/** @type {(deal: Panel.Deal, items: readonly Panel.Item[]) => readonly { id: string, name: string }[]} */
export const approversIn = (deal, items) => {
  const id = deal['Owner.ManagerId'];
  const manager = id ? { id: String(id), name: String(deal['Owner.Manager.Name'] ?? id) } : null;
  return approversOf(model, { owner: deal[field.owner], manager }, items);
};

/** @param {Panel.Input} input @returns {Panel.Context} */
export function contextOf(input) {
  const { read, names, viewer, busy, local } = input;
  const { deal, items } = read;
  const picklists = input.picklists ?? new Map();
  const { next } = verdictOn(input, null);
  const own = { ...verdictOn(input, next), next };
  const locale = localeOf(names, picklists, approversIn(deal, items));
  const byCode = new Map(items.map((item) => [item.code, item]));
  const currency = deal[field.currency];
  return {
    deal,
    items,
    names,
    picklists,
    hasPicklists: input.picklists !== null,
    viewer,
    mayEdit: names.mayEditDeal,
    mayEditItems: names.mayEditItems && read.seesItems,
    team: input.team,
    currency: typeof currency === 'string' ? currency : undefined,
    locale,
    verdict: own,
    shown: present(own, messages, locale),
    isClosed: own.stage.id === null && own.stage.known,
    busy,
    local,
    itemOf: (code) => byCode.get(code),
  };
}

/** Stage to look at where none was chosen: that of the deal, also of a lost one; else the last of a won deal, the first otherwise. */
export const standsIn = (/** @type {Panel.Verdict} */ { stage, position, lostAt }) =>
  stage.id ?? (position > model.stages.length ? last : model.stages[Math.max(0, lostAt - 1)]).id;

/**
 * @param {Panel.Input} input
 * @returns {Panel.View}
 */
export function panelView(input) {
  const { row } = messages;
  const context = contextOf(input);
  const { track, version } = context.verdict;
  const viewed = input.viewed ?? standsIn(context.verdict);
  const isOnWay = track.way.includes(viewed);
  const own = groupsOf(context, viewed);
  // A closed deal stands in no stage: its list is that of a stage which the reader chooses.
  const isPassed = context.shown.steps.some(({ id, state }) => id === viewed && state === 'skipped');
  const isUnchosen = context.isClosed && input.viewed === null;
  return {
    head: headOf(context, input, viewed),
    banners: bannersOf(context, input),
    groups: isOnWay && !isUnchosen ? own : [],
    groupsNote: isUnchosen
      ? row.chooseStage
      : !isOnWay
        ? isPassed
          ? row.skippedStage
          : row.offWay
        : own.length === 0
          ? row.nothingHere
          : null,
    grade: gradeOf(context),
    notes: notesOf(context),
    version: fill(messages.head.version, version),
  };
}

/** @type {(context: Panel.Context, input: Panel.Input, viewed: number) => Panel.Head} */
function headOf(context, input, viewed) {
  const { verdict: own, shown, deal } = context;
  const { head } = messages;
  const { position, grade, stage } = own;
  const isLost = deal[field.stage] === lost.name;
  const isChosen = input.viewed !== null;
  const blocking = shown.move.blocking.length;
  const hasMarkers = stage.id !== null || isChosen;
  const isElsewhere = isChosen && stage.id !== viewed;
  const text = (/** @type {string} */ part) => (hasMarkers ? texts[`Stage_${viewed}_${part}`] : null);
  return {
    steps: shown.steps.map((step) => ({
      ...step,
      short: texts[`Stage_${step.id}_Short`],
      className: `segment ${step.state}`,
      current: hasMarkers && step.id === viewed ? 'step' : null,
    })),
    position:
      position > model.stages.length || isLost
        ? shown.stage.position
        : fill(head.position, model.stages.findIndex(({ id }) => id === viewed) + 1, model.stages.length),
    name: text('Name') ?? shown.stage.name,
    task: text('Task') ?? (isLost ? lossOf(context) : null),
    start: text('Start'),
    end: text('End'),
    age: isElsewhere ? null : shown.stage.age,
    ageLevel: shown.stage.level,
    grade: shown.grade.name,
    gradeClass: `slds-badge slds-badge_${grade.effective === null ? 'lightest' : 'inverse'}`,
    gradeNote: shown.grade.origin,
    track: shown.track.name,
    isElsewhere,
    left: blocking === 0 ? null : fill(head.left, blocking),
    advance: advanceOf(context),
    moves: movesOf(context, input),
  };
}

/** Why the deal was lost; null where nobody said. @type {(context: Panel.Context) => string | null} */
function lossOf(context) {
  const value = context.deal[field.lossReason];
  if (isBlank(value)) return null;
  return context.locale.field(field.lossReason) + dot + show(field.lossReason, value, context);
}

/** @type {(context: Panel.Context) => Panel.Head['advance']} */
function advanceOf({ verdict: { next, allowed, position }, shown, locale, mayEdit }) {
  const { action } = messages;
  if (next === null || !mayEdit || position === 0) return null;
  return {
    label:
      next === won.name
        ? action.closeWon
        : fill(skippedBefore(next, position, locale).length > 0 ? action.jump : action.advance, stageText(next)),
    isReady: allowed && shown.move.blocking.length === 0,
  };
}

/**
 * The other moves of the menu; the value is kind and stage.
 * @type {(context: Panel.Context, input: Panel.Input) => Panel.Option[]}
 */
function movesOf(context, input) {
  const { verdict: own, mayEdit, deal, viewer } = context;
  const { action } = messages;
  const { position, lostAt, track, next } = own;
  if (!mayEdit) return [];
  const isWon = position > model.stages.length;
  const isClosed = isWon || deal[field.stage] === lost.name;
  const after = position > 0 ? model.stages[position] : undefined;
  const before = model.stages.slice(0, isClosed ? lostAt || undefined : Math.max(1, position - 1));
  const mayGoBack = !isWon || [permission.reopenClosed, permission.bypass].some((one) => viewer.permissions.has(one));
  const canGoBack = mayGoBack && (isClosed || position !== 1);
  return [
    ...(track.jump && position > 0 && !isWon && next !== last.name && next !== won.name
      ? [{ value: `jump:${last.name}`, label: fill(action.jump, stageText(last.name)) }]
      : []),
    ...(after !== undefined && !isClosed && next !== after.name && next !== won.name
      ? [{ value: `step:${after.name}`, label: fill(action.step, stageText(after.name)) }]
      : []),
    ...(canGoBack
      ? before
          .filter(
            ({ id, name }) =>
              track.way.includes(id) &&
              // A lost deal is offered the stage it was lost in, and those before it that its gates let it reach.
              (!isClosed || isWon || model.stages[lostAt - 1]?.id === id || verdictOn(input, name).allowed),
          )
          .reverse()
          .map(({ name }) => ({
            value: `back:${name}`,
            label: fill(isClosed ? action.reopenDeal : action.back, stageText(name)),
          }))
      : []),
    ...(isClosed ? [] : [{ value: `lost:${lost.name}`, label: action.lose }]),
    ...(canRaise(context) ? [{ value: 'raise:', label: action.raise }] : []),
  ];
}

/** @type {(context: Panel.Context) => boolean} */
const canRaise = ({ verdict: { grade }, mayEdit, viewer, names }) =>
  mayEdit &&
  viewer.permissions.has(permission.raiseGrade) &&
  names.fields.get(field.manualGrade)?.updateable === true &&
  grade.why !== 'partnerLed';

/** As many names as one can read at a glance. */
const mostLinks = 12;

/**
 * Names with their codes, to jump to; of too many a count for each stage, after who leads, which decides all the others.
 * @param {readonly Panel.PresentedRequirement[]} some
 * @returns {Panel.Option[]}
 */
export function linksTo(some) {
  const { answerLead, inStage } = messages.banner;
  if (some.length <= mostLinks) return some.map(({ name, verdict: { code } }) => ({ label: name, value: code }));
  const lead = some.filter(({ verdict: { code } }) =>
    requirements.find((one) => one.code === code)?.fields?.some(({ name }) => name === field.ledBy),
  );
  const counts = model.stages.flatMap(({ id, name }) => {
    const own = some.filter(({ verdict: { stage } }) => stage === id);
    return own.length === 0 ? [] : [{ label: fill(inStage, stageText(name), own.length), value: own[0].verdict.code }];
  });
  return [...lead.map(({ verdict: { code } }) => ({ label: answerLead, value: code })), ...counts];
}

/** @type {(texts: readonly string[]) => Panel.Line[]} */
const linesOf = (all) => all.filter((text) => text !== '').map((text) => ({ key: text, text }));

/** @type {(context: Panel.Context, input: Panel.Input) => Panel.Notice[]} */
function bannersOf(context, { moved, read }) {
  const { verdict: own, shown, mayEdit, viewer } = context;
  const { banner: m } = messages;
  const { next, stage, position } = own;
  /** @type {(tone: Panel.Notice['tone'], title: string, lines?: readonly string[], links?: readonly Panel.Option[]) => Panel.Notice} */
  const banner = (tone, title, lines = [], links = []) => ({ tone, title, lines: linesOf(lines), links, actions: [] });
  const found = [];
  if (moved !== null) {
    const at = model.stages.find(({ name }) => name === moved);
    found.push(
      banner(
        'success',
        fill(m.moved, stageText(moved)),
        at === undefined ? [] : [fill(m.next, texts[`Stage_${at.id}_Task`])],
      ),
    );
  }
  if (!stage.known) found.push(banner('error', fill(m.unknownStage, stage.name)));
  if (!mayEdit) found.push(banner('info', m.readOnly));
  if (!read.seesItems) found.push(banner('error', m.noItems));
  if (shown.governed !== null) found.push(banner('info', shown.governed));
  const waiting = own.requirements.filter(
    ({ code, state, gate }) =>
      state === 'open' &&
      gate === 'hard' &&
      context.itemOf(code)?.status === 'Requested' &&
      mayApprove(read.deal, viewer),
  );
  if (waiting.length > 0)
    found.push(
      banner(
        'info',
        waiting.length === 1 ? m.waitingOne : fill(m.waitingMany, waiting.length),
        [],
        waiting.map(({ code }) => ({ label: context.locale.requirement(code), value: code })),
      ),
    );
  if (next === null || position === 0) return found;
  const { title, tone, rules, blocking, skips } = shown.move;
  const isPending =
    rules.length === 0 &&
    blocking.every(({ verdict: { code, canFix } }) => !canFix && context.itemOf(code)?.status === 'Requested');
  if (blocking.length > 0 || rules.length > 0)
    found.push(
      banner(
        tone === 'observed' ? 'info' : isPending || tone === 'bypassed' ? 'waiting' : 'error',
        isPending && tone === 'blocked'
          ? fill(m.waitingFor, formats.list([...new Set(blocking.map(({ who }) => who))]))
          : title,
        [[tone === 'observed' ? m.observed : '', skips ?? ''].filter(Boolean).join(' '), ...rules],
        linksTo(blocking),
      ),
    );
  // Where the rules do not hold, that nothing was asked does not mean that nothing is missing.
  else if (moved === null && !/cohort|recordType/.test(own.governed))
    found.push(banner('success', fill(m.clear, stageText(next)), [skips ?? '']));
  return found;
}

/** @type {(context: Panel.Context) => Panel.Notice} */
function gradeOf(context) {
  const { verdict: own, shown, deal, isClosed } = context;
  const { title, reason, notes, whatIf } = shown.grade;
  const byHand =
    own.grade.manual.state === 'valid'
      ? [
          show(field.manualReason, deal[field.manualReason], context),
          deal[field.manualNote],
          deal[`${relationOf(field.manualBy)}.Name`],
          formats.day(deal[field.manualOn]),
        ]
          .filter(Boolean)
          .join(dot)
      : '';
  return {
    tone: 'plain',
    title,
    lines: linesOf([
      sentence(reason),
      byHand,
      ...notes.map(sentence),
      ...shown.track.notes.filter((text) => !isClosed || text !== messages.grade.mayJump),
      // What might become of the grade no longer matters once the deal is closed.
      ...(isClosed ? [] : whatIf),
    ]),
    links: [],
    actions: canRaise(context) ? [{ value: 'raise:', label: messages.action.raise }] : [],
  };
}

/** What is worth a look, as a notice; none where there is nothing. @type {(context: Panel.Context) => Panel.Notice[]} */
function notesOf({ shown, deal, locale }) {
  const { note } = messages;
  const asked = requirements.flatMap(({ fields = [] }) => fields);
  const unseen = [...new Set(asked.flatMap(({ name }) => (name in deal ? [] : [locale.field(name)])))];
  const lines = linesOf([
    ...shown.notes.map(sentence),
    ...(shown.behind === null
      ? []
      : [shown.behind.title + dot + formats.list(shown.behind.requirements.map(({ name }) => name))]),
    ...(unseen.length === 0 ? [] : [fill(note.unseen, formats.list(unseen))]),
  ]);
  return lines.length === 0 ? [] : [{ tone: 'plain', title: note.title, lines, links: [], actions: [] }];
}
