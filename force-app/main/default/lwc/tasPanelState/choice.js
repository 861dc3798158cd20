/** A move that was chosen in the menu: what it skips, what stands against it, what it asks for. */
import { field, fill, messages, present } from 'c/tasModel';
import { editorOf } from './fields';
import { dot, stageText } from './locale';
import { contextOf, linksTo, verdictOn } from './view';

const raised = [field.manualGrade, field.manualReason, field.manualNote, field.manualUntil];

/**
 * @param {Panel.Input} input
 * @param {string} chosen `kind:stage`, the value of the menu
 * @returns {Panel.Choice}
 */
export function choiceOf(input, chosen) {
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
  const verdict = verdictOn(input, to);
  const { skips, rules, blocking, title, tone } = present(verdict, messages, context.locale, to).move;
  const parts = [
    ...(kind === 'jump' && skips !== null ? [skips] : []),
    ...rules,
    ...(blocking.length === 0 ? [] : [title]),
    ...(tone === 'observed' ? [banner.observed] : []),
  ];
  const head = fill(kind === 'jump' ? action.jump : action.back, stageText(to));
  return choice(head, parts.join(dot), [], verdict.allowed, linksTo(blocking));
}
