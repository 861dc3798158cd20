/** What is asked where a requirement is settled by its item. */
import { messages } from 'c/tasModel';

/**
 * @param {Panel.Row} row
 * @param {Panel.Outcome | ''} outcome
 * @returns {Panel.Field[]}
 */
export function itemFieldsOf({ item, asksWaiver, needsEvidence, needsPerson }, outcome) {
  const { form } = messages;
  const needsReason = /NotApplicable|Waived|Declined/.test(outcome) || (outcome === 'Requested' && asksWaiver);
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
