/** An open deal of an org, as grading reads and shows it. */
import { fieldsOfGrade, type Deal } from '../gate/index.ts';
import { field } from '../vocabulary/index.ts';

export interface OpenDeal {
  readonly id: string;
  readonly name: string;
  readonly stage: string;
  readonly accountId: string;
  /** ISO code; empty in an org with one currency. */
  readonly currency: string;
  /** What the org's own formula suggests; empty: no grade. */
  readonly suggestedInOrg: string;
  /** Its amount is the sum of its products: what is written there is ignored. */
  readonly hasProducts: boolean;
  /** What the engine grades by. */
  readonly fields: Deal;
}

/** Fields of the package that must be there before anything can be graded. */
export const fieldsNeeded: readonly string[] = [...fieldsOfGrade, field.suggested].filter((name) =>
  name.endsWith('__c'),
);

const own = ['Id', field.name, field.stage, 'AccountId', field.suggested, field.hasProducts];
const amounts: readonly string[] = [field.amount, field.modelAmount];

/** The columns to ask for, in the order {@link dealFromRow} takes them. */
export const dealColumns = (multiCurrency: boolean): string[] => [
  ...own,
  ...fieldsOfGrade,
  ...(multiCurrency ? [field.currency] : []),
];

/** A row of {@link dealColumns} as a deal. @throws {Error} when an amount is no number. */
export function dealFromRow(row: readonly string[]): OpenDeal {
  const [id = '', name = '', stage = '', accountId = '', suggestedInOrg = '', products = ''] = row;
  const fields: Record<string, string | number | null> = {};
  fieldsOfGrade.forEach((column, index) => {
    const text = row[own.length + index] ?? '';
    fields[column] = text === '' ? null : amounts.includes(column) ? numberOf(id, text) : text;
  });
  const currency = row[own.length + fieldsOfGrade.length] ?? '';
  return { id, name, stage, accountId, suggestedInOrg, currency, hasProducts: products === 'true', fields };
}

/** The deal's own amount and the one in the model's currency; null: blank, or without a rate. */
export const amountsOf = ({ fields }: Pick<OpenDeal, 'fields'>): { own: number | null; inModel: number | null } => ({
  own: amountAt(fields, field.amount),
  inModel: amountAt(fields, field.modelAmount),
});

const amountAt = (fields: Deal, name: string): number | null => {
  const value = fields[name];
  return typeof value === 'number' ? value : null;
};

function numberOf(id: string, text: string): number {
  const value = Number(text);
  if (Number.isNaN(value)) throw new Error(`The amount "${text}" of deal ${id} is not a number.`);
  return value;
}
