/** A row as the panel would hand it down. */
export const row = (more = {}) => ({
  code: 'VAL_CONFIRM',
  name: 'Confirm the project',
  tone: 'open',
  state: 'Open · not done yet',
  isOpen: true,
  isHard: true,
  blocks: true,
  detail: 'not done yet',
  warnings: [],
  link: null,
  note: null,
  tag: 'Winning move',
  primary: 'tick',
  fields: [],
  showsFields: false,
  outcomes: ['Done', 'NotApplicable'],
  asksWaiver: true,
  item: null,
  needsEvidence: false,
  needsPerson: false,
  earlier: null,
  people: [],
  busy: false,
  drafts: {},
  notices: [],
  ...more,
});

/** What was typed in it and not saved. */
export const withDraft = (draft) => ({ drafts: { [draft.of]: draft } });

/** A field as an editor is handed it. */
export const field = (kind, more = {}) => ({
  name: 'F__c',
  label: 'Field',
  kind,
  value: null,
  maxLength: undefined,
  digits: 16,
  options: [{ label: 'Yes', value: 'Yes' }],
  to: 'User',
  ...more,
});

/** Something that went wrong, as it is told. */
export const alert = (title, texts = []) => ({
  tone: 'alert',
  title,
  lines: texts.map((text) => ({ key: text, text })),
  links: [],
  actions: [],
});
