/** The API names of what grading reads and writes on Opportunity. */
export const gradeFields = {
  ledBy: 'TAS_Led_By__c',
  decided: 'TAS_Grade__c',
  manual: 'TAS_Manual_Grade__c',
  manualUntil: 'TAS_Manual_Grade_Valid_Until__c',
  suggested: 'TAS_Suggested_Grade__c',
  modelAmount: 'TAS_Model_Amount__c',
} as const;

/** Fields of the package that must be there before anything can be graded. */
export const packageFields: readonly string[] = Object.values(gradeFields);

/** Who leads: the values of TAS_Led_By__c; an empty text is not answered. */
export const LED_BY_US = 'Us';
export const LED_BY_PARTNER = 'Partner';

/** An open deal as the org holds it. Empty texts are blank fields. */
export interface Deal {
  id: string;
  name: string;
  stage: string;
  accountId: string;
  /** In the deal's own currency; null when blank. */
  amount: number | null;
  /** In the model's currency, as the org's own formula gives it; null when blank or without a rate. */
  modelAmount: number | null;
  /** ISO code; empty in an org with one currency. */
  currency: string;
  ledBy: string;
  /** TAS_Grade__c */
  decided: string;
  manual: string;
  /** The last day the manual grade holds, YYYY-MM-DD, inclusive; empty: it does not end. */
  manualUntil: string;
  /** What the org's own formula says. */
  suggestedInOrg: string;
}

/** The columns to ask for, in the order {@link dealFromRow} takes them. */
export const dealColumns = (multiCurrency: boolean): string[] => [
  'Id',
  'Name',
  'StageName',
  'AccountId',
  'Amount',
  gradeFields.ledBy,
  gradeFields.decided,
  gradeFields.manual,
  gradeFields.manualUntil,
  gradeFields.suggested,
  gradeFields.modelAmount,
  ...(multiCurrency ? ['CurrencyIsoCode'] : []),
];

/** A row of {@link dealColumns} as a deal. @throws {Error} when an amount is no number. */
export const dealFromRow = (row: readonly string[]): Deal => {
  const [id = '', name = '', stage = '', accountId = '', amount = '', ledBy = '', decided = ''] = row;
  const [manual = '', manualUntil = '', suggestedInOrg = '', modelAmount = '', currency = ''] = row.slice(7);
  const grades = { ledBy, decided, manual, manualUntil, suggestedInOrg };
  const money = { amount: numberOf(id, amount), modelAmount: numberOf(id, modelAmount), currency };
  return { id, name, stage, accountId, ...money, ...grades };
};

const numberOf = (id: string, text: string): number | null => {
  const value = text === '' ? null : Number(text);
  if (Number.isNaN(value)) throw new Error(`The amount "${text}" of deal ${id} is not a number.`);
  return value;
};
