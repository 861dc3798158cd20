/** One deal judged by the gate engine: everything the audit has to say of it. */
import { verdict, type Item, type RequirementVerdict, type Verdict, type Viewer } from '../gate/index.ts';
import type { OrgDeal } from '../explain/index.ts';
import { fill, type Messages } from '../messages/index.ts';
import { requirementsOf, type SalesModel } from '../model/index.ts';
import type { Calendar } from '../org/index.ts';
import { reasonText, warningText, type Locale } from '../present/index.ts';
import { field } from '../vocabulary/index.ts';
import type { AuditedDeal, Finding, FindingKind } from './finding.ts';
import { contractFindings } from './contracts.ts';
import { partnerFindings } from './partners.ts';
import { unreachableStates } from './unreachable.ts';

export interface JudgeOptions {
  readonly model: SalesModel;
  readonly calendar: Calendar;
  readonly messages: Messages;
  readonly locale: Locale;
}

export interface Judged {
  /** Whether the model governs the deal; if not, why. Nothing is found of a deal that it does not govern. */
  readonly governed: Verdict['governed'];
  readonly findings: readonly Finding[];
}

/** What the owner may do who holds no right of the package: the audit asks what a rep would be refused. */
const withoutRights: Viewer['permissions'] = new Set();

const kindOfWarning: Readonly<Partial<Record<Verdict['warnings'][number]['kind'], FindingKind>>> = {
  approvedForLess: 'outgrown',
  approvedWithout: 'outgrown',
  placeholder: 'emptyText',
  unseen: 'emptyText',
  settledByOwner: 'ownerSettled',
};

export type Judge = (deal: OrgDeal, items: readonly Item[], shown: AuditedDeal) => Judged;

/** A date that was to come when the deal was won has come since: nothing is wrong with that. */
const hasOnlyPassed = ({ why }: RequirementVerdict): boolean => why.every(({ kind }) => kind === 'past');

/** What rules of movement say against a move, with their codes; a gate says itself what it misses. */
export const ruleTexts = ({ refusals }: Verdict, { rule, audit }: Messages): string[] =>
  refusals.flatMap(({ code }) => {
    const text = rule[code.replace('TAS-', '') as keyof typeof rule] as string | undefined;
    return text === undefined ? [] : [fill(audit.rule, code, text)];
  });

/** A deal's next move; a won one has none. */
export interface Move {
  /** StageName of the next stage of its way; null: it is won. */
  readonly to: string | null;
  readonly verdict: Verdict;
}

/** Verdicts on the next move of deals, each with all of its items, as they stand on the day of `calendar`. */
export function nextMoves({
  model,
  calendar: { today, dayOf },
}: Pick<JudgeOptions, 'model' | 'calendar'>): (deal: OrgDeal, items: readonly Item[], isWon: boolean) => Move {
  const nexts = new Map<string, string | null>();
  return (deal, items, isWon) => {
    const viewer: Viewer = { id: String(deal[field.owner] ?? ''), permissions: withoutRights };
    const asked = { model, before: deal, items, viewer, today, dayOf };
    const way = `${String(deal[field.stage])} ${String(deal[field.ledBy])} ${String(deal[field.tender])}`;
    const ask = (to: string | null): Verdict =>
      verdict({ ...asked, after: to === null ? deal : { ...deal, [field.stage]: to } });
    // The next stage is that of the last such deal, mostly; where it is not, the verdict says which one to ask for.
    const guess = isWon ? null : (nexts.get(way) ?? null);
    const guessed = ask(guess);
    const to = isWon ? null : guessed.next;
    nexts.set(way, to);
    return { to, verdict: to === guess ? guessed : ask(to) };
  };
}

/** A judge of deals, each with all of its items, as they stand on the day of `calendar`. */
export function judgeOf({ model, calendar, messages, locale }: JudgeOptions): Judge {
  const { today } = calendar;
  const stageOf = new Map(requirementsOf(model).map(({ requirement, stage }) => [requirement.code, stage.name]));
  const moveOf = nextMoves({ model, calendar });
  return (deal, items, shown) => {
    const { to, verdict: move } = moveOf(deal, items, shown.won);
    const { governed, age, grade } = move;
    if (governed !== 'yes') return { governed, findings: [] };
    const findings: Finding[] = [];
    const add = (kind: FindingKind, detail: string, code = '', next = ''): void => {
      const gate = stageOf.get(code);
      findings.push({
        kind,
        deal: shown,
        to: next === '' ? '' : locale.stage(next),
        gate: gate === undefined ? '' : locale.stage(gate),
        code,
        requirement: code === '' ? '' : locale.requirement(code),
        detail,
      });
    };
    const whyOpen = ({ why, code }: RequirementVerdict): string =>
      why.map((reason) => reasonText(reason, code, messages, locale)).join(' · ');
    if (to !== null) {
      for (const text of ruleTexts(move, messages)) add('blocked', text, '', to);
      for (const one of move.requirements) if (one.blocks) add('blocked', whyOpen(one), one.code, to);
    }
    for (const one of move.requirements)
      if (one.behind && !(shown.won && hasOnlyPassed(one))) add('behind', whyOpen(one), one.code);
    for (const warning of move.warnings) {
      const kind = kindOfWarning[warning.kind];
      if (kind !== undefined && 'code' in warning) add(kind, warningText(warning, messages, locale), warning.code);
    }
    if (age !== null && age.level !== 'green')
      add('stageAge', fill(messages.audit.age, age.days, age.expected, messages.age[age.level]));
    if (!shown.won && grade.manual.state === 'expired' && grade.manual.letter !== null)
      add(
        'manualExpired',
        fill(messages.grade.expired, locale.grade(grade.manual.letter), locale.day(grade.manual.until)),
      );
    if (!shown.won)
      for (const { kind, detail } of partnerFindings(deal, grade, today, messages, locale)) add(kind, detail);
    for (const { kind, detail } of contractFindings(model, deal, shown.won, messages)) add(kind, detail);
    for (const { detail, code } of unreachableStates({ model, today, messages, locale }, deal, items))
      add('unreachable', detail, stageOf.has(code) ? code : '');
    return { governed, findings };
  };
}
