/** Deals on which one hard requirement is open, and every way to settle it: what a dead-end check has to try. */
import {
  canBeSettled,
  requirementsOf,
  tracksOf,
  type PlacedRequirement,
  type RequirementField,
  type SalesModel,
} from '../../scripts/product/model/index.ts';
import { platformRequiredFields } from '../../scripts/product/vocabulary/index.ts';

export type Values = Readonly<Record<string, string | number | null>>;
export type Way = 'fields' | 'Done' | 'NotApplicable' | 'Waived';

export interface Attempt {
  readonly placed: PlacedRequirement;
  readonly way: Way;
  /** The deal before: of the first track that asks for it, without what the requirement asks for. */
  readonly deal: Values;
  /** The same with it: what walks that track. */
  readonly whole: Values;
}

/** Records that lookups of a deal may name. */
export interface Targets {
  readonly Account: string;
  readonly Contact: string;
  readonly User: string;
  /** Of the account's own, where the model has registrations: who has one that protects, and that one. */
  readonly partner: string | undefined;
  readonly registration: string | undefined;
}

/** Every hard requirement in its own stage and in the last one, each way to settle it on a deal of its own. */
export function attemptsOf(model: SalesModel, targets: Targets): Attempt[] {
  const last = model.stages.at(-1)?.name ?? '';
  return requirementsOf(model)
    .filter(({ requirement }) => requirement.gate === 'hard' && !isPlatforms(requirement))
    .flatMap((placed): Attempt[] => {
      const { requirement, stage } = placed;
      const excused: Way[] = canBeSettled(requirement) ? ['NotApplicable', 'Waived'] : [];
      const ways: Way[] = [requirement.fields === undefined ? 'Done' : 'fields', ...excused];
      const without = Object.fromEntries((requirement.fields ?? []).map(({ name }) => [name, null]));
      const base = dealOf(model, tracksOf(stage, requirement)[0] ?? model.ungradedTrack, targets);
      return [...new Set([stage.name, last])].flatMap((name) =>
        ways.map((way) => ({ placed, way, deal: { ...base, ...without, StageName: name }, whole: base })),
      );
    });
}

const isPlatforms = ({ fields = [] }: PlacedRequirement['requirement']): boolean =>
  fields.length > 0 && fields.every(({ name }) => platformRequiredFields.includes(name));

/** A deal that walks that track, with a tender. */
export function dealOf(model: SalesModel, track: string, targets: Targets): Record<string, string | number | null> {
  const grade = model.grades.find((one) => one.track === track);
  return {
    Name: 'Dead end',
    CloseDate: '2027-06-30',
    AccountId: targets.Account,
    TAS_Led_By__c: grade?.partnerLed === true ? 'Partner' : 'Us',
    Amount: grade === undefined ? null : Math.max(grade.from ?? 0, 1),
    TAS_Tender_Required__c: 'Yes',
  };
}

/** Values that meet the fields of a requirement, as `writer` gives them. */
export function meeting(model: SalesModel, { placed, whole }: Attempt, targets: Targets, writer: string): Values {
  const amount = Number(whole['Amount'] ?? 0);
  const grade = model.grades
    .filter(({ partnerLed, from = 0 }) => partnerLed === (whole['TAS_Led_By__c'] === 'Partner') && from <= amount)
    .toSorted((a, b) => (b.from ?? 0) - (a.from ?? 0))[0];
  const fields = placed.requirement.fields ?? [];
  const manual = {
    TAS_Manual_Grade__c: model.grades[0]?.letter ?? null,
    TAS_Manual_Grade_Reason__c: model.manualGrade.reasons[0]?.value ?? null,
    TAS_Manual_Grade_Note__c: 'Opens the region',
    TAS_Manual_Grade_By__c: writer,
    TAS_Manual_Grade_On__c: new Date().toISOString().slice(0, 10),
    TAS_Manual_Grade_Valid_Until__c: '2099-12-31',
  };
  const known: Readonly<Record<string, string | number | null>> = {
    ...manual,
    AccountId: targets.Account,
    Amount: whole['Amount'] ?? 1,
    CampaignId: '701000000000001AAA',
    TAS_Led_By__c: whole['TAS_Led_By__c'] ?? 'Us',
    TAS_Tender_Required__c: 'Yes',
    TAS_Grade__c: grade?.letter ?? null,
    TAS_Loss_Reason__c: model.closed.lost.reasons[0]?.value ?? null,
    TotalOpportunityQuantity: 1,
    Type: 'New Customer',
    LeadSource: 'Web',
    TAS_Registration__c: targets.registration ?? null,
  };
  const partner = { [model.registration?.partner ?? 'Name']: targets.partner ?? whole['Name'] ?? null };
  return {
    // A manual grade is not given without saying why.
    ...(fields.some(({ name }) => name === 'TAS_Manual_Grade__c') ? manual : {}),
    ...Object.fromEntries(fields.map((field) => [field.name, known[field.name] ?? valueOf(field, targets)])),
    // Nor is a registration named without its partner.
    ...(fields.some(({ name }) => name === 'TAS_Registration__c' || name === model.registration?.partner)
      ? partner
      : {}),
  };
}

function valueOf({ type, accept }: RequirementField, targets: Targets): string | number | boolean {
  switch (type?.kind) {
    case 'picklist':
      return accept?.[0] ?? type.values[0]?.value ?? '';
    case 'number':
    case 'currency':
    case 'percent':
      return 1;
    case 'date':
      return '2099-12-24';
    case 'datetime':
      return '2099-12-24T08:00:00.000Z';
    case 'checkbox':
      return true;
    case 'lookup':
      return targets[type.to as 'Account' | 'Contact' | 'User'];
    case 'text':
      return 'Said in so many words'.slice(0, type.length);
    default:
      return 'Said in so many words';
  }
}
