/** A move that was chosen in the menu: what it skips, what stands against it, what it asks for. */
import { editorOf } from './fields';
import { contextOf, linksTo, rulesOf, skippedBefore, verdictOn } from './view';
import { dot, list, say, stageText } from './words';

/**
 * @param {import('./view').Input} input
 * @param {string} chosen `kind:stage`, the value of the menu
 * @returns {Panel.Choice}
 */
export function choiceOf(input, chosen) {
  const [kind, to] = /** @type {[Panel.Choice['kind'], string]} */ (chosen.split(/:(.*)/s));
  const context = contextOf(input);
  const { deal, names, picklists } = context;
  const fieldsOf = (/** @type {readonly string[]} */ all) =>
    all.map((name) => editorOf(name, deal[name], names.fields.get(name), picklists));
  const nothing = { problem: null, busy: false, links: [], text: null, fields: [], isAllowed: true, kind, to };
  if (kind === 'raise')
    return {
      ...nothing,
      title: say('Raise'),
      text: say('Raise_Help'),
      fields: fieldsOf([
        'TAS_Manual_Grade__c',
        'TAS_Manual_Grade_Reason__c',
        'TAS_Manual_Grade_Note__c',
        'TAS_Manual_Grade_Valid_Until__c',
      ]),
    };
  const name = stageText(to);
  if (kind === 'lost') return { ...nothing, title: say('Lose'), fields: fieldsOf(['TAS_Loss_Reason__c']) };
  const { refusals, allowed, requirements, position } = verdictOn(input, to);
  const skipped = skippedBefore(to, position);
  const rules = rulesOf(refusals).map(({ text }) => text);
  const blocking = requirements.filter(({ blocks }) => blocks);
  const parts = [
    ...(kind === 'jump' && skipped.length > 0 ? [say('Skips', list(skipped))] : []),
    ...rules,
    ...(blocking.length === 0
      ? []
      : [blocking.length === 1 ? say('Missing_One', name) : say('Missing_Many', name, blocking.length)]),
    ...(allowed && refusals.length > 0 ? [say('Observed')] : []),
  ];
  return {
    ...nothing,
    title: say(kind === 'jump' ? 'Jump' : 'Back', name),
    text: parts.length === 0 ? null : parts.join(dot),
    links: linksTo(context, blocking),
    isAllowed: allowed,
  };
}
