/** What is to be known of a partner-led deal, by the fields that the shipped models ask for. */
import type { Deal, GradeVerdict } from '../gate/index.ts';
import { fill, type Messages } from '../messages/index.ts';
import type { Locale } from '../present/index.ts';
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

/** Nothing where the partner does not lead. A field that was not read (undefined) is not judged; null is blank. */
export function partnerFindings(
  deal: Deal,
  grade: GradeVerdict,
  today: string,
  { audit }: Messages,
  locale: Locale,
): { readonly kind: FindingKind; readonly detail: string }[] {
  if (grade.suggested.why !== 'partnerLed') return [];
  const found: { kind: FindingKind; detail: string }[] = [];
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
