/** A validation rule before it becomes a file: its formula as a tree, its message in every language. */
import type { Expr } from '../formula/index.ts';
import { build as f } from '../formula/index.ts';
import { said, type Language, type Messages, type Text } from '../messages/index.ts';
import type { ModelPath, SalesModel } from '../model/index.ts';
import { field, permission, type Permission } from '../vocabulary/index.ts';

export interface Rule {
  /** Developer name; the platform reports failing rules in no promised order, the practice org by this name. */
  readonly name: string;
  /** Stable code at the head of the message. */
  readonly code: string;
  readonly description: string;
  readonly message: Text;
  readonly condition: Expr;
  readonly displayField?: string;
  readonly active: boolean;
  /** What in the model this rule comes from. */
  readonly path: ModelPath;
}

/** Not for holders of the bypass; only for the record types, and the deals, that the model governs. */
export const governed = (model: SalesModel, deal = ''): readonly Expr[] => [
  ...boundWhateverType(model, deal),
  ...inScope(model, deal),
];

/** The same whatever the record type: for the rule that watches the record type itself. */
export const boundWhateverType = (model: SalesModel, deal = ''): readonly Expr[] => [
  f.not(holds(permission.bypass)),
  ...inCohort(model, deal),
];

export function inScope(model: SalesModel, deal: string): Expr[] {
  const { recordTypes } = model.scope;
  if (recordTypes === 'all') return [];
  return [f.or(...recordTypes.map((type) => f.equal(f.name(`${deal}${field.recordTypeName}`), f.text(type))))];
}

/** CreatedDate is empty while a deal is being inserted, so a new deal counts as young. */
function inCohort(model: SalesModel, deal: string): Expr[] {
  const from = model.enforcement.dealsCreatedFrom;
  if (from === undefined) return [];
  const stamp = f.call('DATETIMEVALUE', f.text(from.replace('T', ' ').replace(/(\.\d+)?Z$/, '')));
  const young = f.atLeast(f.name(`${deal}${field.created}`), stamp);
  return [deal === '' ? f.or(f.isNew, young) : young];
}

/** The message of a rule: its code, then the catalogue's text. */
export const message = (code: string, pick: (messages: Messages, language: Language) => string): Text =>
  said((messages, language) => `[${code}] ${pick(messages, language)}`);

/** Whether the writer holds a custom permission. */
export const holds = (name: Permission): Expr => f.name(`$Permission.${name}`);
