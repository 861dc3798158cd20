/** A move that was chosen in the menu: what it skips, what stands against it, what it asks for. */
import { field, fill, messages, model, present } from 'c/tasModel';
import { editorOf } from './fields';
import { dot, formats, stageText } from './locale';
import { contextOf, linksTo, verdictOn } from './view';

const raised = [field.manualGrade, field.manualReason, field.manualNote, field.manualUntil];

/** What the contract says, as far as the reader may change it: date, amount, and what the last stage must have. @param {Panel.Context} context */
const contract = ({ names }) =>
  [
    field.closeDate,
    field.amount,
    ...model.stages[model.stages.length - 1].required.flatMap(({ gate, fields = [] }) =>
      gate === 'hard' ? fields.map(({ name }) => name) : [],
    ),
  ].filter((name, at, all) => names.fields.get(name)?.updateable && all.indexOf(name) === at);

/** @type {(context: Panel.Context, today: string, typed: Readonly<Record<string, Panel.Value>>) => string[]} */
const winning = (context, today, typed) => [
  messages.action.winHelp,
  ...contract(context).flatMap((name) => {
    const value = typed[name] ?? context.deal[name];
    const isAhead = context.names.fields.get(name)?.type === 'Date' && String(value) > today;
    return value && isAhead ? [fill(messages.action.future, context.locale.field(name), formats.day(value))] : [];
  }),
];

/**
 * @param {Panel.Input} input
 * @param {string} chosen `kind:stage`, the value of the menu
 * @param {Readonly<Record<string, Panel.Value>>} typed in its form
 * @returns {Panel.Choice}
 */
export function choiceOf(input, chosen, typed) {
  const { action, banner } = messages;
  const [kind, to] = /** @type {[Panel.Choice['kind'], string]} */ (chosen.split(/:(.*)/s));
  const context = contextOf(input);
  /** @type {(title: string, text: string, names: readonly string[], isAllowed?: boolean, links?: readonly Panel.Option[]) => Panel.Choice} */
  const choice = (title, text, names, isAllowed = true, links = []) => ({
    kind,
    to,
    notice: { tone: 'plain', title, lines: text === '' ? [] : [{ key: text, text }], links, actions: [] },
    form: {
      fields: names.map((name) => ({ ...editorOf(name, context), required: name !== field.manualUntil })),
      saves: isAllowed ? 'always' : 'never',
      saveText: title,
    },
  });
  if (kind === 'raise') return choice(action.raise, action.raiseHelp, raised);
  if (kind === 'lost') return choice(action.lose, '', [field.lossReason]);
  if (kind === 'won') return choice(action.closeWon, winning(context, input.today, typed).join(' '), contract(context));
  const verdict = verdictOn(input, to);
  const { skips, rules, blocking, title, tone } = present(verdict, messages, context.locale, to).move;
  const parts = [
    ...(kind === 'jump' && skips !== null ? [skips] : []),
    ...rules,
    ...(blocking.length === 0 ? [] : [title]),
    ...(tone === 'observed' ? [banner.observed] : []),
  ];
  const head = fill(action[kind], stageText(to));
  return choice(head, parts.join(dot), [], verdict.allowed, linksTo(blocking));
}
