/** The audit itself: streams in, findings out one deal after another, and a report at the end. */
import { itemReader, unseenBy } from '../explain/index.ts';
import { fill, type Messages } from '../messages/index.ts';
import type { Calendar } from '../org/index.ts';
import type { Locale } from '../present/index.ts';
import { field, isGradeField } from '../vocabulary/index.ts';
import { changedAnswers } from './history.ts';
import { countLeads } from './leads.ts';
import type { AuditedDeal, Finding } from './finding.ts';
import { judgeOf } from './judge.ts';
import { moneyOf } from '../grade/index.ts';
import type { StageMapping } from '../stages/index.ts';
import { account, moreColumns, openSource, ownerName, type AuditOrg, type ReadOptions } from './read.ts';
import type { AuditReport } from './report.ts';
import { contested, type PartnerDeal } from './same-project.ts';
import { SameRegistration } from './same-registration.ts';
import { partnerFields } from './partners.ts';
import { Tally } from './tally.ts';

export interface AuditOptions extends ReadOptions {
  readonly modelFile: string;
  readonly calendar: Calendar;
  readonly messages: Messages;
  readonly locale: Locale;
  readonly mapping?: Pick<StageMapping, 'file' | 'stageFor' | 'typeFor'>;
}

/** Deals of a kind that a report shows with their findings. */
const mostShown = 30;

/**
 * Audits an org; the findings of one deal after another, in the order of their ids, those that are about several deals
 * last.
 * @returns the report, once everything was read.
 * @throws {OrgError} RowsOutOfOrder, and whatever the org throws.
 */
export async function* auditOrg(org: AuditOrg, options: AuditOptions): AsyncGenerator<readonly Finding[], AuditReport> {
  const { model, messages, locale, calendar, mapping, progress } = options;
  const source = await openSource(org, options);
  const { fields, reader, multiCurrency } = source;
  const money = await moneyOf(org, model.money.currency, multiCurrency);
  const judge = judgeOf({ model, calendar, messages, locale });
  const tally = new Tally(mostShown);
  const registrations = new SameRegistration();
  const counts = { open: 0, won: 0, cents: 0n, unconverted: 0, recordType: 0, cohort: 0 };
  const unmapped = new Map<string, number>();
  const known = new Set([...model.stages, model.closed.won, model.closed.lost].map(({ name }) => name));
  const more = moreColumns(multiCurrency);
  let done = 0;
  for await (const { row, others } of source.joined) {
    const deal = reader.of(row);
    const [owner = '', isClosed, isWon, currency = ''] = row.slice(-more.length);
    done += 1;
    if (done % 1_000 === 0) progress.advance(1_000);
    const cents = money.centsOf(deal, currency);
    // Without the package's own formula the amount for grading is what it would say.
    if (!fields.has(field.modelAmount)) deal[field.modelAmount] = money.inModel(deal, currency);
    if (mapping !== undefined) {
      const stage = String(deal[field.stage] ?? '');
      const type = String(deal[field.recordTypeName] ?? '');
      const to = mapping.stageFor(type, stage);
      deal[field.recordTypeName] = mapping.typeFor(type) ?? deal[field.recordTypeName] ?? null;
      if (to !== undefined) deal[field.stage] = to;
      else if (!known.has(stage)) {
        unmapped.set(stage, (unmapped.get(stage) ?? 0) + 1);
        continue;
      }
    }
    const won = isWon === 'true' || deal[field.stage] === model.closed.won.name;
    const shown: AuditedDeal = {
      id: deal.Id,
      name: String(deal[field.name] ?? deal.Id),
      owner,
      stage: locale.stage(String(deal[field.stage] ?? '')),
      won,
      cents,
      currency: money.currency,
    };
    if (deal[field.stage] === model.closed.lost.name) continue;
    const items = (others[0] ?? []).map((texts) => itemReader.of(texts.slice(1)));
    const { governed, findings: judged } = judge(deal, items, shown);
    if (governed === 'recordType' || governed === 'cohort') {
      counts[governed] += 1;
      continue;
    }
    if (isClosed === 'true' || won) counts.won += 1;
    else {
      counts.open += 1;
      counts.cents += cents ?? 0n;
      if (cents === null) counts.unconverted += 1;
    }
    const changes = changedAnswers(others[1] ?? [], messages, locale);
    const findings = [
      ...judged,
      ...changes.map((detail): Finding => ({ ...blank, kind: 'answerChanged', deal: shown, detail })),
      ...twice(shown, registrations.take(shown, deal[field.registration]), messages),
    ];
    tally.add(shown, findings);
    if (findings.length > 0) yield findings;
  }
  progress.advance(done % 1_000);
  progress.end();
  if (source.byAccount !== undefined) {
    const { columns, pages } = source.byAccount;
    const partnerDeal = (row: readonly string[]): PartnerDeal => {
      const text = (column: string): string => row[columns.indexOf(column)] ?? '';
      const amount = text(field.amount);
      const own = { Id: text('Id'), [field.amount]: amount === '' ? null : Number(amount) };
      const stage = mapping?.stageFor(text(field.recordTypeName), text(field.stage)) ?? text(field.stage);
      return {
        account: text(account),
        partner: text(partnerFields.partner),
        partnerName: text(partnerFields.partnerName),
        deal: {
          id: own.Id,
          name: text(field.name),
          owner: text(ownerName),
          stage: locale.stage(stage),
          won: false,
          cents: money.centsOf(own, text(field.currency)),
          currency: money.currency,
        },
      };
    };
    for await (const { deal, partners } of contested(pages, partnerDeal)) {
      const detail = fill(messages.audit.partner, locale.list(partners));
      const findings: Finding[] = [{ ...blank, kind: 'twoPartners', deal, detail }];
      tally.add(deal, findings);
      yield findings;
    }
  }
  const unseen = unseenBy(model, fields);
  const leads = await countLeads(org, model);
  return {
    org: { id: org.orgId, username: org.username, instanceUrl: org.instanceUrl, apiVersion: org.apiVersion },
    model: { file: options.modelFile, version: model.version },
    today: calendar.today,
    where: options.where ?? null,
    mapping: mapping?.file ?? null,
    api: source.api,
    currency: money.currency,
    open: counts.open,
    won: counts.won,
    unconverted: counts.unconverted,
    recordType: counts.recordType,
    cohort: counts.cohort,
    total: { deals: counts.open, cents: counts.cents },
    withFindings: tally.total(),
    findings: tally.findings,
    kinds: tally.kinds(),
    unmapped: [...unmapped].map(([stage, deals]) => ({ stage, deals })).sort((a, b) => b.deals - a.deals),
    unseen: unseen.filter((name) => !isGradeField(name)),
    leads,
    seesItems: source.seesItems,
    seesHistory: source.seesHistory,
    partnersLooked: source.byAccount !== undefined,
    registrationLooked:
      reader.columns.includes(field.registration) ||
      [partnerFields.number, partnerFields.expiry, partnerFields.status].every((name) => reader.columns.includes(name)),
  };
}

const blank = { to: '', gate: '', code: '', requirement: '' } as const;

/** Of a deal whose registration an earlier one has. */
const twice = (deal: AuditedDeal, first: string | undefined, { audit }: Messages): Finding[] =>
  first === undefined
    ? []
    : [{ ...blank, kind: 'registrationTwice', deal, detail: fill(audit.twiceRegistered, first) }];
