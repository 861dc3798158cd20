/**
 * A pipeline to look at: deals over all stages, grades and tracks of a model, with what their stage asks for filled in as
 * far as a real pipeline has it. The same model, size and day give the same deals.
 */
import {
  requirementsOf,
  standardFields,
  tracksOf,
  type FieldType,
  type Grade,
  type PlacedRequirement,
  type SalesModel,
  type Track,
} from '../../product/model/index.ts';
import { randomFrom, type Random } from './random.ts';
import { competitors, customers, owners, partners, type SampleCustomer } from './sample-names.ts';

/** One deal as a row of a CSV file: field API names, `Account.Name` and `Owner.Name`; lookups by the name of their target. */
export type SampleRow = Readonly<Record<string, string>>;

export interface SampleDeal {
  readonly row: SampleRow;
  /** Project contact; the loader makes it and fills lookups to Contact with it. */
  readonly contact: { readonly FirstName: string; readonly LastName: string; readonly Phone: string };
  /** Codes of items that are done. */
  readonly done: readonly string[];
}

/** Lookups a row may hold by name instead of Id. */
export const contactMark = '@contact';

export interface SampleOptions {
  readonly deals: number;
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly seed?: number;
}

export function samplePipeline(model: SalesModel, { deals, today, seed = 20_251 }: SampleOptions): SampleDeal[] {
  const random = randomFrom(seed);
  return Array.from({ length: deals }, (_, index) => sampleDeal(model, random, today, index));
}

function sampleDeal(model: SalesModel, random: Random, today: string, index: number): SampleDeal {
  const customer = customers[index % customers.length] ?? random.pick(customers);
  const grade = model.grades[index % model.grades.length] ?? random.pick(model.grades);
  const track = model.tracks.find(({ name }) => name === grade.track) ?? random.pick(model.tracks);
  const position = stagePosition(model, track, random);
  const project = random.pick(customer.projects);
  const phase = Math.floor(index / customers.length / customer.projects.length);
  const asked = requirementsOf(model).filter(
    ({ stage, stageIndex, requirement }) =>
      tracksOf(stage, requirement).includes(track.name) &&
      (stageIndex < position.index || (stageIndex === position.index && random.chance(0.5))),
  );
  const base: Record<string, string> = {
    ...fieldValues(asked, random, today, project),
    Name: `${customer.name} · ${project}${phase > 0 ? ` ${phase + 1}` : ''}`,
    'Account.Name': customer.name,
    'Owner.Name': random.pick(owners),
    StageName: position.name,
    CloseDate: day(today, position.closed ? -random.between(5, 200) : random.between(10, 300)),
    ...moneyOf(model, random, { grade, stageIndex: position.index, index }),
    ...(position.lost ? { TAS_Loss_Reason__c: random.pick(model.closed.lost.reasons).value } : {}),
  };
  return {
    row: base,
    contact: contactOf(customer, random),
    done: asked
      .filter(({ requirement }) => requirement.fields === undefined)
      .map(({ requirement }) => requirement.code),
  };
}

interface StagePosition {
  readonly name: string;
  /** Stages before this index are passed. */
  readonly index: number;
  readonly closed: boolean;
  readonly lost: boolean;
}

function stagePosition(model: SalesModel, track: Track, random: Random): StagePosition {
  const way = model.stages
    .map((stage, index) => ({ stage, index }))
    .filter(({ stage }) => stage.tracks.includes(track.name));
  const at = random.pick(way);
  const won: StagePosition = { name: model.closed.won.name, index: model.stages.length, closed: true, lost: false };
  if (random.chance(0.08)) return won;
  if (random.chance(0.08)) return { name: model.closed.lost.name, index: at.index, closed: true, lost: true };
  return { name: at.stage.name, index: at.index, closed: false, lost: false };
}

/** Who leads, the amount within the band of the grade, and what was decided before: mostly nothing, now and then stale. */
function moneyOf(
  model: SalesModel,
  random: Random,
  { grade, stageIndex, index }: { readonly grade: Grade; readonly stageIndex: number; readonly index: number },
): SampleRow {
  const bands = model.grades.filter(({ partnerLed }) => !partnerLed);
  const at = bands.indexOf(grade);
  const band = at >= 0 ? grade : random.pick(bands);
  const from = band.from ?? 0;
  const above = bands[bands.indexOf(band) - 1]?.from ?? from * 4;
  const exact = random.chance(0.1) && from > 0;
  const amount = exact
    ? from
    : roundTo(from + (above - from) * (0.05 + 0.9 * random.next()), above > 1_000_000 ? 10_000 : 1_000);
  const blank = stageIndex === 0 && index % 17 === 0;
  const decided = stageIndex > 1 || random.chance(0.15);
  const stale = random.chance(0.12) && at > 0 ? bands[at - 1]?.letter : grade.letter;
  return {
    TAS_Led_By__c: index % 29 === 0 ? '' : grade.partnerLed ? 'Partner' : 'Us',
    Amount: blank && !grade.partnerLed ? '' : String(Math.max(amount, 1_000)),
    ...(decided && stale !== undefined ? { TAS_Grade__c: stale } : {}),
    ...(index % 43 === 7 && !grade.partnerLed && at > 0
      ? {
          TAS_Manual_Grade__c: bands[0]?.letter ?? '',
          TAS_Manual_Grade_Reason__c: random.pick(model.manualGrade.reasons).value,
          TAS_Manual_Grade_Note__c: '区域标杆客户 · reference customer for the region',
        }
      : {}),
  };
}

const roundTo = (value: number, unit: number): number => Math.round(value / unit) * unit;

function fieldValues(
  asked: readonly PlacedRequirement[],
  random: Random,
  today: string,
  project: string,
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { requirement } of asked)
    for (const field of requirement.fields ?? []) {
      if (field.name in standardFields && field.name !== 'NextStep') continue;
      const value =
        field.name === 'TAS_Tender_Required__c'
          ? 'Yes'
          : field.type === undefined
            ? undefined
            : valueOf(
                { type: field.type, accept: field.accept },
                random,
                today,
                `${requirement.label.zh_CN ?? requirement.code} · ${project}`,
              );
      if (value !== undefined) values[field.name] = value;
    }
  if ('TAS_Main_Competitors__c' in values)
    values['TAS_Main_Competitors__c'] = [random.pick(competitors), random.pick(competitors)].join(', ');
  return values;
}

function valueOf(
  { type, accept }: { readonly type: FieldType; readonly accept: readonly string[] | undefined },
  random: Random,
  today: string,
  about: string,
): string | undefined {
  switch (type.kind) {
    case 'text':
    case 'longText':
      return about.slice(0, type.length);
    case 'number':
      return String(random.between(1, 9));
    case 'currency':
      return String(random.between(20, 900) * 1_000);
    case 'percent':
      return String(random.between(12, 45));
    case 'date':
      return day(today, random.between(5, 90));
    case 'datetime':
      return `${day(today, random.between(5, 90))}T08:00:00.000Z`;
    case 'checkbox':
      return 'true';
    case 'picklist':
      return random.pick(accept ?? type.values.map(({ value }) => value));
    case 'lookup':
      return lookupValue(type.to, random);
  }
}

/** By the name of its target; of what a sample has no records of, nothing. */
function lookupValue(to: string, random: Random): string | undefined {
  switch (to) {
    case 'Contact':
      return contactMark;
    case 'Account':
      return `Account:${random.pick(partners)}`;
    case 'User':
      return `User:${random.pick(owners)}`;
    default:
      return undefined;
  }
}

const contactOf = ({ contact }: SampleCustomer, random: Random): SampleDeal['contact'] => ({
  FirstName: contact[0],
  LastName: contact[1],
  Phone: `+86 21 5550 ${String(random.between(1000, 9999))}`,
});

/** The day so many days after another; negative for before. */
function day(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
