/** The snapshot of a customer map: a child of Opportunity, written when a deal was moved and never changed. */
import type { CustomField } from '@salesforce/types/metadata';
import { mapField, snapshot, snapshotField, snapshotNumbers } from '../customer/index.ts';
import type { Expr } from '../formula/index.ts';
import { build as f } from '../formula/index.ts';
import { languages, messagesIn, said } from '../messages/index.ts';
import type { Partially } from '../metadata/index.ts';
import { baseLanguage, type SalesModel } from '../model/index.ts';
import { field, relationOf } from '../vocabulary/index.ts';
import type { ChildField, ChildObject } from './child-object.ts';
import { masterDetail } from './opportunity-fields.ts';
import { governed, message, type Rule } from './rule.ts';

const names = { one: said(({ snapshot: of }) => of.one), many: said(({ snapshot: of }) => of.many) };

export const snapshotObject = (model: SalesModel): ChildObject => ({
  name: snapshot,
  names,
  description: 'TAS+ map snapshot: what the customer map of a deal said when the deal was moved.',
  prefix: 'MS',
  fields: snapshotFields(model),
  rules: [trueCopy(model)],
  records: 'written',
  reads: [],
  path: ['customer'],
});

/** Descriptions are for administrators, and stay in English. */
const described = (english: { readonly label: string; readonly help: string }): string =>
  `TAS+ map snapshot: ${english.label}. ${english.help}`;

function snapshotFields(model: SalesModel): ChildField[] {
  const english = messagesIn(languages[0]);
  const own = (
    key: 'deal' | 'key' | 'stage',
    shape: Partially<CustomField>,
    permissioned: ChildField['permissioned'],
  ): ChildField => ({
    name: snapshotField[key],
    label: said(({ snapshotFields: fields }) => fields[key].label),
    help: said(({ snapshotFields: fields }) => fields[key].help),
    description: described(english.snapshotFields[key]),
    shape,
    permissioned,
  });
  return [
    own('deal', masterDetail(names.many[baseLanguage(model)] ?? '', 'TAS_Map_Snapshots'), 'never'),
    own(
      'key',
      { type: 'Text', length: 120, required: true, unique: true, externalId: true, caseSensitive: true },
      'never',
    ),
    own('stage', { type: 'Text', length: 255 }, 'edit'),
    ...snapshotNumbers.map((key): ChildField => ({
      name: snapshotField[key],
      label: said(({ mapFields: fields }) => fields[key].label),
      help: said(({ mapFields: fields }) => fields[key].help),
      description: described(english.mapFields[key]),
      shape: { type: 'Number', precision: 18, scale: key === 'score' ? 2 : 0 },
      permissioned: 'edit',
    })),
  ];
}

/** A new snapshot says what the deal and its map say, on every write path; so its key is of its day and stage. */
function trueCopy(model: SalesModel): Rule {
  const deal = relationOf(snapshotField.deal);
  const ofDeal = (name: string): Expr => f.name(`${deal}.${name}`);
  const stage = f.call('TEXT', ofDeal(field.stage));
  const key = [f.call('CASESAFEID', f.name(snapshotField.deal)), stage, f.call('TEXT', f.call('TODAY'))].reduce(
    (before, part) => f.join(f.join(before, f.text(':')), part),
  );
  // No number of a map is below 0.
  const known = (value: Expr): Expr => f.call('BLANKVALUE', value, f.number(-1));
  return {
    name: 'TAS_P3_Snapshot',
    code: 'TAS-P3',
    description: 'TAS+ a new map snapshot says what the deal and its map say at this moment.',
    message: message('TAS-P3', ({ rules }) => rules.P3),
    active: model.enforcement.items === 'enforce',
    path: ['customer'],
    condition: f.and(
      ...governed(model, `${deal}.`),
      f.isNew,
      f.or(
        f.unequal(f.name(snapshotField.key), key),
        f.unequal(f.name(snapshotField.stage), stage),
        ...snapshotNumbers.map((name) => f.unequal(known(f.name(snapshotField[name])), known(ofDeal(mapField[name])))),
      ),
    ),
  };
}
