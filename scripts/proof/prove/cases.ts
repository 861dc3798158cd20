/** Writes on deals of a model, made of specs: before, after, items, writer. Amounts stand on, below and above each line. */
import type { Deal, Item, Viewer } from '../../product/gate/index.ts';
import { requirementsOf, tracksOf, type RequirementField, type SalesModel } from '../../product/model/index.ts';
import { proofDay, type CaseSpec } from './case-spec.ts';
import { priced } from './currencies.ts';
import { registered } from './deal-registrations.ts';
import { amountsOf, at, changesOf, filled, madeFields, typeOf, type CaseValue } from './values.ts';

export interface Case {
  readonly before: Deal | undefined;
  readonly after: Deal;
  readonly items: readonly Item[];
  readonly viewer: Viewer;
}

/** Below this `from` says an open stage. */
const openBelow = 77;
/** Below this `manual` says that the deal is graded by hand. */
const manualBelow = 22;
/** A `from` that says Closed Won. */
const wonFrom = 80;
/** The write of a spec against a model. `people` are the writer and somebody else. */
export const caseOf = (model: SalesModel, spec: CaseSpec, people: readonly [string, string]): Case =>
  registered(
    model,
    priced(model, caseInOne(model, spec, people), {
      was: spec.lost,
      will: spec.changes.includes('nextStep') ? spec.changed[3] : undefined,
    }),
    spec.registration,
  );

/** The same with every amount in the currency of the model. */
function caseInOne(model: SalesModel, made: CaseSpec, people: readonly [string, string]): Case {
  const spec = made.wonEdit ? asWonEdit(made) : made;
  const behind = behindOf(model, spec);
  if (behind !== undefined) return caseBehind(model, spec, people, behind);
  if (spec.answer !== undefined && !spec.wonEdit) return caseOfAnswer(model, spec, people, spec.answer);
  const names = model.stages.map(({ name }) => name);
  const { won, lost } = model.closed;
  const open = spec.from < openBelow;
  const from = open ? at(names, spec.from) : at([won.name, won.name, lost.name, 'Foreign'], spec.from);
  const to = targetOf(model, spec, from);
  const base = baseDeal(model, spec, people, from);
  const before: Deal | undefined = spec.created ? undefined : base;
  const after: Deal = { ...base, ...changesOf(model, spec, base, people), StageName: to };
  return {
    before,
    after,
    items: spec.sparse ? itemsOf(model, spec).filter(isOnPartnerTrack(model)) : itemsOf(model, spec),
    viewer: { id: people[0], permissions: new Set(heldIn(spec)) },
  };
}

/** Whether an item counts on the track of partner-led deals. */
function isOnPartnerTrack(model: SalesModel): (item: Item) => boolean {
  const partner = model.grades.find(({ partnerLed }) => partnerLed)?.track ?? model.ungradedTrack;
  const codes = new Set(
    requirementsOf(model).flatMap(({ stage, requirement }) =>
      tracksOf(stage, requirement).includes(partner) ? [requirement.code] : [],
    ),
  );
  return ({ code }) => codes.has(code);
}

/** Permissions of the writer: who edits a won deal may neither reopen it nor pass by every rule, who answers anew has none. */
export const heldIn = ({ held, wonEdit, answer, owns }: CaseSpec): readonly string[] =>
  !wonEdit ? (answer === undefined ? held : []) : owns ? ['TAS_Raise_Grade', 'TAS_Lower_Grade'] : ['TAS_Raise_Grade'];

const asWonEdit = (spec: CaseSpec): CaseSpec => ({
  ...spec,
  created: false,
  behind: undefined,
  hole: undefined,
  from: wonFrom,
  step: 'stay',
  // Half of them graded by hand.
  manual: spec.manual % (2 * manualBelow),
});

interface Behind {
  readonly code: string;
  readonly field: RequirementField;
  /** The stages beyond the one that asks for the field. */
  readonly later: readonly string[];
}

function behindOf(model: SalesModel, { behind }: CaseSpec): Behind | undefined {
  const made = behind === undefined ? [] : madeFields(model);
  if (behind === undefined || made.length === 0) return undefined;
  const { field, code, stageIndex } = at(made, behind.which);
  const later = [...model.stages.slice(stageIndex + 1).map(({ name }) => name), model.closed.won.name];
  return { code, field, later };
}

/** Content of a passed stage changed, on a deal that had all of it. */
function caseBehind(
  model: SalesModel,
  spec: CaseSpec,
  people: readonly [string, string],
  { code, field, later }: Behind,
): Case {
  const { later: where = 0, how = 0 } = spec.behind ?? {};
  const tidy: CaseSpec = { ...spec, tidy: 100, hole: undefined };
  const before = {
    ...baseDeal(model, tidy, people, at(later, where)),
    ...(how % 4 === 0 ? { TAS_Led_By__c: 'Partner' } : {}),
  };
  return {
    before,
    after: { ...before, ...filled(field, how % 3 === 0, 50 + how) },
    // Only the item of that content matters: of the others there are some or none.
    items: itemsOf(model, tidy).filter((one, index) => one.code === code || (spec.fills[index] ?? 0) % 100 < where),
    viewer: { id: people[0], permissions: new Set(heldIn(spec)) },
  };
}

/** A given answer changed in an early stage or on a lost deal, with some items or other: is it fixed? */
function caseOfAnswer(
  model: SalesModel,
  spec: CaseSpec,
  people: readonly [string, string],
  { which, to, few }: NonNullable<CaseSpec['answer']>,
): Case {
  const name = which ? 'TAS_Led_By__c' : 'TAS_Tender_Required__c';
  const [given, other] = which ? ['Us', 'Partner'] : ['Yes', 'No'];
  const places = [...model.stages.slice(0, 3).map((stage) => stage.name), model.closed.lost.name];
  const before = {
    ...baseDeal(model, { ...spec, tidy: 100, hole: undefined }, people, at(places, spec.from)),
    [name]: to < 50 ? given : other,
  };
  return {
    before,
    after: { ...before, [name]: to % 3 === 0 ? null : to < 50 ? other : given },
    items: few % 2 === 0 ? onlyOne(model, spec) : someOf(model, spec, few),
    viewer: { id: people[0], permissions: new Set(heldIn(spec)) },
  };
}

const someOf = (model: SalesModel, { fills }: CaseSpec, few: number): Item[] =>
  requirementsOf(model).flatMap(({ requirement: { code, slot } }, index): Item[] =>
    slot !== undefined && (fills[index] ?? 0) < few ? [{ code, status: 'Waived' }] : [],
  );

/** One digit alone, whichever: a rule that looks at it meets nothing else that would do. */
function onlyOne(model: SalesModel, { fills }: CaseSpec): Item[] {
  const slotted = requirementsOf(model).filter(({ requirement: { slot } }) => slot !== undefined);
  const one = slotted[((fills[0] ?? 0) + 101 * (fills[1] ?? 0)) % Math.max(1, slotted.length)];
  return one === undefined ? [] : [{ code: one.requirement.code, status: 'Waived' }];
}

function targetOf(model: SalesModel, spec: CaseSpec, from: string): string {
  const names = model.stages.map(({ name }) => name);
  switch (spec.step) {
    case 'stay':
      return from;
    case 'jump':
      return at(names, names.length - 1);
    case 'lose':
      // A won deal is as often edited as it is lost.
      if (from === model.closed.won.name && spec.to < 50) return from;
      return model.closed.lost.name;
    case 'next':
      return names[names.indexOf(from) + 1] ?? (names.includes(from) ? model.closed.won.name : at(names, 0));
    case 'win':
      return model.closed.won.name;
    case 'any':
      return at([...names, model.closed.won.name, model.closed.lost.name, 'Foreign', 'Foreign'], spec.to);
  }
}

function baseDeal(
  model: SalesModel,
  spec: CaseSpec,
  people: readonly [string, string],
  from: string,
): Record<string, CaseValue> {
  const letters = model.grades.map(({ letter }) => letter);
  const bands = model.grades.filter(({ partnerLed }) => !partnerLed).map(({ letter }) => letter);
  const manual = spec.manual < manualBelow ? at(bands, spec.manual) : null;
  const deal: Record<string, CaseValue> = {
    Name: 'Deal',
    StageName: from,
    OwnerId: spec.owns ? people[0] : people[1],
    CreatedDate:
      spec.old < 15
        ? '2025-01-01T00:00:00.000Z'
        : spec.old < 30
          ? '2026-06-01T00:00:00.000Z'
          : '2026-09-01T00:00:00.000Z',
    Amount: spec.amount < 80 ? at(amountsOf(model).slice(0, -3), spec.amount) : at(amountsOf(model), spec.amount),
    TAS_Led_By__c: spec.ledBy < 72 ? 'Us' : spec.ledBy < 93 ? 'Partner' : null,
    TAS_Tender_Required__c: spec.tender < 60 ? 'Yes' : spec.tender < 92 ? 'No' : null,
    TAS_Grade__c: spec.decided < 70 ? at(letters, spec.decided) : null,
    TAS_Manual_Grade__c: manual,
    TAS_Manual_Grade_Reason__c: manual === null ? null : 'Importance',
    TAS_Manual_Grade_Note__c: manual === null || spec.manual % 5 === 0 ? null : 'Note',
    TAS_Manual_Grade_By__c: manual === null ? null : spec.manual % 7 === 0 ? people[1] : people[0],
    TAS_Manual_Grade_On__c: manual === null ? null : spec.manual % 3 === 0 ? '2026-11-22' : proofDay,
    TAS_Manual_Grade_Valid_Until__c:
      manual === null ? null : at([null, proofDay, '2026-11-22', '2027-01-01'], spec.manual >> 2),
    TAS_Loss_Reason__c: spec.lost < 60 ? 'Price' : null,
  };
  if (model.scope.recordTypes !== 'all') deal['RecordType.DeveloperName'] = typeOf(spec.type);
  const hole = holeOf(model, spec);
  for (const [index, { field, code }] of madeFields(model).entries()) {
    const luck = spec.fills[index] ?? 0;
    const met = luck < spec.tidy && !(code === hole?.code && index % 2 === hole.how % 2);
    Object.assign(deal, filled(field, met, index + luck));
  }
  return deal;
}

/** The one requirement that is not met, of a case that has one. */
function holeOf(
  model: SalesModel,
  { hole, from, step }: CaseSpec,
): { readonly code: string; readonly how: number } | undefined {
  if (hole === undefined) return undefined;
  const all = requirementsOf(model);
  // Most holes are in the stage that is left; those of jumps in the first one.
  const left = step === 'jump' ? model.stages[0] : from < openBelow ? at(model.stages, from) : undefined;
  const own = all.filter(({ stage }) => stage.name === left?.name);
  return { code: at(hole.how % 10 < 7 && own.length > 0 ? own : all, hole.which).requirement.code, how: hole.how };
}

function itemsOf(model: SalesModel, spec: CaseSpec): Item[] {
  const hole = holeOf(model, spec);
  const behind = behindOf(model, spec);
  return requirementsOf(model).flatMap(({ requirement: { code, fields } }, index): Item[] => {
    const luck = spec.fills[159 - index] ?? 0;
    if (code === behind?.code)
      return luck < 50 ? [] : [{ code, status: at(['Waived', 'NotApplicable', 'Done'] as const, luck) }];
    if (code === hole?.code)
      return hole.how < 50 ? [] : [{ code, status: at(['Open', 'Requested', 'Waived'] as const, hole.how) }];
    if (fields === undefined && luck < spec.tidy)
      return [{ code, status: at(['Done', 'Done', 'Waived', 'NotApplicable'] as const, luck) }];
    if (fields !== undefined && luck < spec.tidy && !(spec.doubled && luck % 2 === 0)) return [];
    return [{ code, status: at(['Open', 'Waived', 'Requested', 'Done', 'NotApplicable'] as const, luck) }];
  });
}
