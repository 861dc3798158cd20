/** What is asked where a requirement is settled by its item. */
import { messages } from 'c/tasModel';

/**
 * @param {Panel.Row} row
 * @param {Panel.Outcome | ''} chosen the outcome that the button at the row stands for; empty: it is asked
 * @param {Readonly<Record<string, Panel.Value>>} typed
 * @returns {Panel.Field[]}
 */
export function itemFieldsOf({ item, outcomes, asksWaiver, needsEvidence, needsPerson }, chosen, typed) {
  const { form } = messages;
  const only = outcomes.length === 1 ? outcomes[0] : '';
  const outcome = chosen || typed.outcome || only;
  const needsReason = /NotApplicable|Waived|Declined/.test(String(outcome)) || (outcome === 'Requested' && asksWaiver);
  /** @type {(name: keyof typeof form & keyof Panel.ItemDraft, kind: Panel.Field['kind'], more?: Partial<Panel.Field>) => Panel.Field} */
  const field = (name, kind, more) => ({
    name,
    label: form[name],
    kind,
    value: /** @type {any} */ (item)?.[name] ?? null,
    maxLength: 255,
    digits: 0,
    options: [],
    to: null,
    ...more,
  });
  return [
    ...(chosen || only
      ? []
      : [
          field('outcome', 'picklist', {
            value: null,
            required: true,
            options: outcomes.map((value) => ({
              value,
              label: messages.outcome[value === 'Requested' && asksWaiver ? 'Waiver' : value],
            })),
          }),
        ]),
    ...(outcome === 'Done' && needsEvidence ? [field('evidence', 'url', { required: true })] : []),
    ...(outcome === 'Done' && needsPerson ? [field('person', 'lookup', { required: true, to: 'User' })] : []),
    ...(needsReason || outcome === 'Requested'
      ? [
          // Why it was asked is not why it is declined.
          field('reason', 'text', { required: needsReason, ...(outcome === 'Declined' ? { value: null } : {}) }),
        ]
      : []),
    field('note', 'longText', { maxLength: 4000 }),
  ];
}
