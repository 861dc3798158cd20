/** What the reader has to know to judge the figures: what was not looked at, and what no sum holds. */
import { fill, type Messages } from '../messages/index.ts';
import type { Locale } from '../present/index.ts';
import type { FindingKind } from './finding.ts';
import { partnerFields } from './partners.ts';
import type { AuditReport } from './report.ts';

/** Why a section could find nothing; undefined where everything was looked at. */
export function notLooked(report: AuditReport, kind: FindingKind, { audit }: Messages): string | undefined {
  const noFields = (...names: readonly string[]): string =>
    fill(audit.notLooked, fill(audit.noFields, names.join(', ')));
  if (kind === 'answerChanged' && !report.seesHistory) return fill(audit.notLooked, audit.noHistory);
  if (kind === 'twoPartners' && !report.partnersLooked) return noFields(partnerFields.partner);
  if ((kind === 'unregistered' || kind === 'registrationExpired') && !report.registrationLooked)
    return noFields(partnerFields.number, partnerFields.status, partnerFields.expiry);
  return undefined;
}

export function notesOf(report: AuditReport, { audit, note }: Messages, locale: Locale): string[] {
  const { unconverted, currency, recordType, cohort, unseen } = report;
  return [
    ...(report.where === null ? [] : [fill(audit.only, report.where)]),
    ...(report.mapping === null ? [] : [fill(audit.mapped, report.mapping)]),
    ...(unconverted === 0 ? [] : [fill(audit.unconverted, currency, locale.number(unconverted))]),
    ...(recordType + cohort === 0 ? [] : [fill(audit.outside, locale.number(recordType), locale.number(cohort))]),
    ...(report.seesItems ? [] : [audit.noItems]),
    ...leadNotes(report, { audit }, locale),
    ...(unseen.length === 0 ? [] : [fill(note.unseen, locale.list(unseen))]),
  ];
}

function leadNotes({ leads }: AuditReport, { audit }: Pick<Messages, 'audit'>, locale: Locale): string[] {
  if (leads === null) return [];
  const { leadsWithoutKey, dealsWithoutKey, convertedIncomplete } = leads;
  if (leadsWithoutKey === null || dealsWithoutKey === null || convertedIncomplete === null) return [audit.noLeads];
  return [
    ...(leadsWithoutKey + dealsWithoutKey === 0
      ? []
      : [fill(audit.withoutKey, locale.number(leadsWithoutKey), locale.number(dealsWithoutKey))]),
    ...(convertedIncomplete === 0 ? [] : [fill(audit.convertedIncomplete, locale.number(convertedIncomplete))]),
  ];
}
