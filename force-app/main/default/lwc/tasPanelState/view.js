/** A deal as the panel shows it: the engine's verdict, shaped and put into words. Pure: values in, values out. */
import { model, texts, verdict } from 'c/tasModel';
import { isBlank, show } from './fields';
import { gradeNote, gradeText, gradeView } from './grade';
import { groupsOf } from './rows';
import { dot, list, say, stageText, trackText } from './words';

/**
 * What a view is made of.
 * @typedef {object} Input
 * @property {Panel.DealRead} read
 * @property {Panel.Names} names
 * @property {Panel.Picklists | null} picklists null until they are known
 * @property {Panel.Viewer} viewer
 * @property {string} today
 * @property {number | null} viewed stage that is looked at; null for the one the deal stands in
 * @property {ReadonlySet<string>} busy codes that are being saved
 * @property {ReadonlyMap<string, Local>} local what only this window knows, by code
 * @property {string | null} moved stage that a move has just reached
 */

/**
 * @typedef {object} Local
 * @property {Panel.Draft} [draft]
 * @property {Panel.ItemDraft} [itemDraft]
 * @property {Panel.Problem} [problem]
 * @property {Panel.Conflict} [conflict]
 */

/**
 * @typedef {object} Context
 * @property {Panel.Deal} deal
 * @property {readonly Panel.Item[]} items
 * @property {Panel.Names} names
 * @property {Panel.Picklists} picklists
 * @property {boolean} hasPicklists
 * @property {Panel.Viewer} viewer
 * @property {boolean} mayEdit
 * @property {boolean} mayEditItems
 * @property {string | undefined} currency
 * @property {Panel.Verdict} verdict of the move to the next stage
 * @property {boolean} isClosed won or lost
 * @property {ReadonlySet<string>} busy
 * @property {ReadonlyMap<string, Local>} local
 * @property {(code: string) => string} nameOf
 * @property {(code: string) => Panel.Item | undefined} itemOf
 */

const { won, lost } = model.closed;

/**
 * The verdict on moving the deal to a stage; null: on leaving it where it stands.
 * @param {Input} input
 * @param {string | null} to
 */
export function verdictOn({ read: { deal, items }, viewer, today }, to) {
  return verdict(model, deal, to === null ? deal : { ...deal, StageName: to }, items, viewer, today);
}

/** @param {Input} input @returns {Context} */
export function contextOf(input) {
  const { read, names, picklists, viewer, busy, local } = input;
  const { next } = verdictOn(input, null);
  const own = verdictOn(input, next);
  const byCode = new Map(read.items.map((item) => [item.code, item]));
  return {
    deal: read.deal,
    items: read.items,
    names,
    picklists: picklists ?? new Map(),
    hasPicklists: picklists !== null,
    viewer,
    mayEdit: names.mayEditDeal,
    mayEditItems: names.mayEditItems && read.seesItems,
    currency: typeof read.deal.CurrencyIsoCode === 'string' ? read.deal.CurrencyIsoCode : undefined,
    verdict: { ...own, next },
    isClosed: own.stage.id === null && own.stage.known,
    busy,
    local,
    nameOf: (code) => names.requirements.get(code) ?? code,
    itemOf: (code) => byCode.get(code),
  };
}

/** Stage to look at where none was chosen: that of the deal; else the last one for a won deal, the first otherwise. */
export const standsIn = (/** @type {Panel.Verdict} */ { stage, position }) =>
  stage.id ?? (position > model.stages.length ? model.stages[model.stages.length - 1].id : model.stages[0].id);

/**
 * @param {Input} input
 * @returns {Panel.View}
 */
export function panelView(input) {
  const context = contextOf(input);
  const viewed = input.viewed ?? standsIn(context.verdict);
  const isOnWay = context.verdict.track.way.includes(viewed);
  const groups = groupsOf(context, viewed);
  // A closed deal stands in no stage: its list is that of a stage which the reader chooses.
  const isUnchosen = context.isClosed && input.viewed === null;
  return {
    head: headOf(context, viewed, input.viewed !== null),
    banners: bannersOf(context, input),
    groups: isOnWay && !isUnchosen ? groups : [],
    groupsNote: isUnchosen
      ? say('Choose_Stage')
      : !isOnWay
        ? say('Skipped_Stage')
        : groups.length === 0
          ? say('Nothing_Here')
          : null,
    grade: gradeView(context),
    notes: notesOf(context),
    version: say('Version', context.verdict.version),
  };
}

/** @type {(context: Context, viewed: number, isChosen: boolean) => Panel.Head} */
function headOf(context, viewed, isChosen) {
  const { verdict: own, deal } = context;
  const { position, age, track, grade, stage } = own;
  const at = model.stages.findIndex(({ id }) => id === viewed);
  const isElsewhere = isChosen && stage.id !== viewed;
  const behind = new Set(own.requirements.filter((one) => one.behind).map((one) => one.stage));
  const isLost = deal.StageName === lost.name;
  const hasMarkers = stage.id !== null || isChosen;
  return {
    steps: model.stages.map(({ id }, index) => {
      const state = !track.way.includes(id)
        ? 'skipped'
        : index + 1 === position
          ? 'here'
          : index + 1 > position
            ? 'later'
            : behind.has(id)
              ? 'behind'
              : 'done';
      const name = texts[`Stage_${id}_Name`];
      const words = say(`Stage_${state.charAt(0).toUpperCase()}${state.slice(1)}`);
      return {
        id,
        short: texts[`Stage_${id}_Short`],
        name,
        state,
        title: name + dot + words,
        isViewed: hasMarkers && id === viewed,
      };
    }),
    position:
      position > model.stages.length ? say('Won') : isLost ? say('Lost') : say('Position', at + 1, model.stages.length),
    name: stage.id !== null || isChosen ? texts[`Stage_${viewed}_Name`] : stageText(stage.name),
    task: hasMarkers ? texts[`Stage_${viewed}_Task`] : isLost ? lossOf(context) : null,
    start: hasMarkers ? texts[`Stage_${viewed}_Start`] : null,
    end: hasMarkers ? texts[`Stage_${viewed}_End`] : null,
    age:
      age === null || isElsewhere
        ? null
        : say('Day', age.days, age.expected) + (age.level === 'green' ? '' : dot + say(`Age_${age.level}`)),
    ageLevel: age?.level ?? 'green',
    grade: gradeText(grade.effective),
    gradeLetter: grade.effective,
    gradeNote: gradeNote(grade),
    track: trackText(track.name),
    isElsewhere,
    advance: advanceOf(context),
    moves: movesOf(context),
  };
}

const lossReason = 'TAS_Loss_Reason__c';

/** Why the deal was lost; null where nobody said. @type {(context: Context) => string | null} */
function lossOf(context) {
  const value = context.deal[lossReason];
  if (isBlank(value)) return null;
  return `${context.names.fields.get(lossReason)?.label ?? lossReason}${dot}${show(lossReason, value, context)}`;
}

/**
 * Names of the stages that a move from a position leaves out.
 * @param {string} to
 * @param {number} position
 */
export const skippedBefore = (to, position) =>
  model.stages
    .slice(
      position,
      Math.max(
        position,
        model.stages.findIndex(({ name }) => name === to),
      ),
    )
    .map(({ id }) => texts[`Stage_${id}_Name`]);

/** @type {(context: Context) => Panel.Head['advance']} */
function advanceOf({ verdict: { next, allowed, requirements, position }, mayEdit }) {
  if (next === null || !mayEdit || position === 0) return null;
  return {
    label:
      next === won.name
        ? say('Close_Won')
        : say(skippedBefore(next, position).length > 0 ? 'Jump' : 'Advance', stageText(next)),
    isReady: allowed && !requirements.some(({ blocks }) => blocks),
  };
}

/**
 * The other moves of the menu; the value is kind and stage.
 * @type {(context: Context) => Panel.Option[]}
 */
function movesOf(context) {
  const { verdict: own, mayEdit, deal, viewer } = context;
  const { position, track, next } = own;
  if (!mayEdit) return [];
  const isWon = position > model.stages.length;
  const isLost = deal.StageName === lost.name;
  const last = model.stages[model.stages.length - 1].name;
  const before =
    isWon || isLost || position === 0
      ? model.stages.slice(0, isWon ? undefined : 1)
      : model.stages.slice(0, position - 1);
  const mayGoBack = !isWon || viewer.permissions.has('TAS_Reopen_Closed') || viewer.permissions.has('TAS_Bypass');
  return [
    ...(track.jump && position > 0 && !isWon && next !== last && next !== won.name
      ? [{ value: `jump:${last}`, label: say('Jump', stageText(last)) }]
      : []),
    ...(mayGoBack
      ? before
          .filter(({ id }) => track.way.includes(id))
          .reverse()
          .map(({ name }) => ({
            value: `back:${name}`,
            label: say(isWon || isLost ? 'Reopen_Deal' : 'Back', stageText(name)),
          }))
      : []),
    ...(isWon || isLost ? [] : [{ value: `lost:${lost.name}`, label: say('Lose') }]),
    ...(gradeView(context).canRaise ? [{ value: 'raise:', label: say('Raise') }] : []),
  ];
}

/** Names with their codes, to jump to. @type {(context: Context, some: readonly { code: string }[]) => Panel.Option[]} */
export const linksTo = ({ nameOf }, some) => some.map(({ code }) => ({ label: nameOf(code), value: code }));

/** What movement rules say against a move. @param {readonly { code: string }[]} refusals */
export const rulesOf = (refusals) =>
  refusals.flatMap(({ code }) =>
    /^TAS-M\d$/.test(code) ? [{ key: code, text: `[${code}] ${say(code.slice(4))}` }] : [],
  );

/** @type {(context: Context, input: Input) => Panel.Banner[]} */
function bannersOf(context, { moved, read }) {
  const { verdict: own, mayEdit, viewer } = context;
  const { next, governed, requirements, stage, allowed, refusals, position } = own;
  /** @type {(tone: Panel.Banner['tone'], title: string, more?: Partial<Panel.Banner>) => Panel.Banner} */
  const banner = (tone, title, more) => ({ tone, title, text: null, lines: [], links: [], ...more });
  const found = [];
  if (moved !== null) {
    const at = model.stages.find(({ name }) => name === moved);
    found.push(
      banner('success', say('Moved', stageText(moved)), {
        text: at === undefined ? null : say('Next', texts[`Stage_${at.id}_Task`]),
      }),
    );
  }
  if (!stage.known) found.push(banner('error', say('Unknown_Stage', stage.name)));
  if (!mayEdit) found.push(banner('info', say('Read_Only')));
  if (!read.seesItems) found.push(banner('error', say('No_Items')));
  if (governed !== 'yes') found.push(banner('info', say(`Governed_${governed}`)));
  const waiting = requirements.filter(
    ({ code, state, canFix, gate }) =>
      state === 'open' &&
      gate === 'hard' &&
      context.itemOf(code)?.status === 'Requested' &&
      (canFix || viewer.permissions.has('TAS_Approve')) &&
      viewer.permissions.has('TAS_Approve') &&
      viewer.id.slice(0, 15) !== String(read.deal.OwnerId).slice(0, 15),
  );
  if (waiting.length > 0)
    found.push(
      banner('info', waiting.length === 1 ? say('Waiting_One') : say('Waiting_Many', waiting.length), {
        links: linksTo(context, waiting),
      }),
    );
  const blocking = requirements.filter(({ blocks }) => blocks);
  if (next === null || position === 0) return found;
  const lines = rulesOf(refusals);
  const to = stageText(next);
  const skipped = skippedBefore(next, position);
  const skips = skipped.length === 0 ? [] : [say('Skips', list(skipped))];
  if (blocking.length > 0 || lines.length > 0)
    found.push(
      banner(
        allowed ? 'info' : 'error',
        blocking.length === 0
          ? say('Refused', to)
          : blocking.length === 1
            ? say('Missing_One', to)
            : say('Missing_Many', to, blocking.length),
        {
          text: [...(allowed ? [say('Observed')] : []), ...skips].join(' ') || null,
          lines,
          links: linksTo(context, blocking),
        },
      ),
    );
  else if (moved === null) found.push(banner('success', say('Clear', to), { text: skips[0] ?? null }));
  return found;
}

/** @type {(context: Context) => Panel.Line[]} */
function notesOf({ verdict: own, deal, names, nameOf }) {
  const { warnings, unknownItems, version, requirements, position } = own;
  const unseen = [
    ...new Set(
      model.stages.flatMap((stage) =>
        [...stage.required, ...stage.actions, ...stage.processes, ...stage.people].flatMap(({ fields = [] }) =>
          fields.filter(({ name }) => !(name in deal)).map(({ name }) => names.fields.get(name)?.label ?? name),
        ),
      ),
    ),
  ];
  const behind = requirements.filter((one) => one.behind && !one.blocks).map(({ code }) => nameOf(code));
  const isWon = position > model.stages.length;
  return [
    ...warnings.flatMap((one) => ('days' in one ? [say(one.kind, one.days, one.limit)] : [])),
    ...(behind.length === 0
      ? []
      : [(isWon ? say('Behind_Won', version) : say('Behind_In', stageText(won.name), version)) + dot + list(behind)]),
    ...unknownItems.map(({ code }) => say('Unknown_Item', code, version)),
    ...(unseen.length === 0 ? [] : [say('Unseen', list(unseen))]),
  ].map((text) => ({ key: text, text }));
}
