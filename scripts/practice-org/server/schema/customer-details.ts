/** Standard fields of accounts and contacts that deals seldom ask for, and data loads and clients do. */
import type { FieldDeclaration } from './field.ts';
import { address, field, picklist, system } from './standard-fields.ts';

const looked: FieldDeclaration[] = [
  field('LastActivityDate', 'Last Activity', 'date', system),
  field('LastViewedDate', 'Last Viewed Date', 'datetime', system),
  field('LastReferencedDate', 'Last Referenced Date', 'datetime', system),
  field('PhotoUrl', 'Photo URL', 'url', system),
];

export const accountDetails: readonly FieldDeclaration[] = [
  field('Sic', 'SIC Code', 'string', { length: 20 }),
  field('SicDesc', 'SIC Description', 'string', { length: 80 }),
  field('NaicsCode', 'NAICS Code', 'string', { length: 8 }),
  field('NaicsDesc', 'NAICS Description', 'string', { length: 120 }),
  field('DunsNumber', 'D-U-N-S Number', 'string', { length: 9 }),
  field('TickerSymbol', 'Ticker Symbol', 'string', { length: 20 }),
  field('Tradestyle', 'Tradestyle', 'string'),
  field('YearStarted', 'Year Started', 'string', { length: 4 }),
  picklist('Ownership', 'Ownership', ['Public', 'Private', 'Subsidiary', 'Other']),
  field('Site', 'Account Site', 'string', { length: 80 }),
  ...looked,
];

export const contactDetails: readonly FieldDeclaration[] = [
  ...address('Other'),
  field('AssistantName', "Assistant's Name", 'string', { length: 40 }),
  field('AssistantPhone', 'Asst. Phone', 'phone'),
  field('DoNotCall', 'Do Not Call', 'boolean'),
  field('HasOptedOutOfEmail', 'Email Opt Out', 'boolean'),
  field('EmailBouncedReason', 'Email Bounced Reason', 'string', system),
  field('EmailBouncedDate', 'Email Bounced Date', 'datetime', system),
  ...looked,
];
