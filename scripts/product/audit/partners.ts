/** What is to be known of a partner-led deal, by the fields that the shipped models ask for. */
import type { Deal, GradeVerdict } from '../gate/index.ts';
import { fill, type Messages } from '../messages/index.ts';
import type { Locale } from '../present/index.ts';
import { field, groups, registrationField as own, relationOf } from '../vocabulary/index.ts';
import type { FindingKind } from './finding.ts';

/** Fields of the partner registration; no rule of the package names them, so a model may do without. */
export const partnerFields = {
  partner: 'TAS_Partner_Account__c',
  partnerName: 'TAS_Partner_Account__r.Name',
  number: 'TAS_Deal_Reg_Number__c',
  status: 'TAS_Deal_Reg_Status__c',
  expiry: 'TAS_Deal_Reg_Expiry__c',
} as const;

const expired = 'Expired';

interface Found {
  readonly kind: FindingKind;
  readonly detail: string;
}

/** Whether the model asks for the registration as a record of its own. */
const asksForRecord = ({ stages }: Locale['model']): boolean =>
  stages.some((stage) =>
    groups.some((group) =>
      stage[group].some(({ fields = [] }) => fields.some(({ name }) => name === field.registration)),
    ),
  );

/** What is to be known of the registration that the deal names; nothing where the model has none. */
function registrationFindings(deal: Deal, today: string, { audit, reason }: Messages, locale: Locale): Found[] {
  const { registration: made } = locale.model;
  const named = deal[field.registration];
  if (made === undefined || named === undefined) return [];
  if (String(named ?? '') === '')
    return asksForRecord(locale.model) ? [{ kind: 'unregistered', detail: audit.noRegistration }] : [];
  const of = (name: string): string => String(deal[`${relationOf(field.registration)}.${name}`] ?? '');
  const found: Found[] = [];
  const [status, until] = [of(own.status), of(own.until)];
  const day = locale.day(until);
  if (status === 'Rejected')
    found.push({ kind: 'registrationExpired', detail: fill(reason.registrationRejected, '', of(own.reason)) });
  else if (status === 'Expired')
    found.push({ kind: 'registrationExpired', detail: fill(reason.registrationEnded, day) });
  else if (status === 'Approved' && until < today)
    found.push({ kind: 'registrationExpired', detail: fill(reason.registrationLapsed, day) });
  const isSame = (one: string, other: Deal[string]): boolean =>
    one !== '' && one.slice(0, 15) === String(other ?? '').slice(0, 15);
  if (!isSame(of(own.customer), deal[field.account]) || !isSame(of(own.partner), deal[made.partner]))
    found.push({ kind: 'registrationForeign', detail: audit.foreignRegistration });
  return found;
}

/** Nothing where the partner does not lead. A field that was not read (undefined) is not judged; null is blank. */
export function partnerFindings(
  deal: Deal,
  grade: GradeVerdict,
  today: string,
  messages: Messages,
  locale: Locale,
): Found[] {
  if (grade.suggested.why !== 'partnerLed') return [];
  const { audit } = messages;
  const found = registrationFindings(deal, today, messages, locale);
  const { [partnerFields.number]: number, [partnerFields.status]: status, [partnerFields.expiry]: expiry } = deal;
  if (number !== undefined && String(number ?? '').trim() === '')
    found.push({ kind: 'unregistered', detail: audit.noNumber });
  if (typeof expiry === 'string' && expiry !== '' && expiry.slice(0, 10) < today)
    found.push({ kind: 'registrationExpired', detail: fill(audit.expiredOn, locale.day(expiry)) });
  else if (status === expired)
    found.push({
      kind: 'registrationExpired',
      detail: fill(audit.statusIs, locale.value(partnerFields.status, expired)),
    });
  return found;
}
