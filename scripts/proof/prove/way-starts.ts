/** Deals from which a rep looks for a way round the gates: in each stage of each track, with and without an approval. */
import type { Item, ItemDeal } from '../../product/gate/index.ts';
import { requirementsOf, type PlacedRequirement, type SalesModel } from '../../product/model/index.ts';
import { proofDay } from './case-spec.ts';
import { filled, type CaseValue } from './values.ts';
import { isAskedOn } from './way-asked.ts';
import { colleague, manager, rep } from './way-writes.ts';

export interface Start {
  readonly name: string;
  readonly deal: ItemDeal;
  readonly items: readonly Item[];
  /** The way on which a hard process was confirmed; undefined where nothing was. */
  readonly approved: { readonly track: string; readonly noTender: boolean } | undefined;
}

const dealId = '006000000000001AAA';

/** One deal for each track, tender answer and stage on it; it has what the gates behind it asked, and no more. */
export function startsOf(model: SalesModel): Start[] {
  const tenders = model.stages.some(({ tender }) => tender) ? ['Yes', 'No'] : ['Yes'];
  return model.grades.flatMap((grade, index) => {
    // One grade for each track and way of leading.
    const isFirst = model.grades.findIndex((one) => one.track === grade.track && one.partnerLed === grade.partnerLed);
    if (isFirst !== index) return [];
    return tenders.flatMap((tender) =>
      [...model.stages, undefined].flatMap((stage, stageIndex) => {
        // The last place is the won deal.
        if (stage !== undefined && (!stage.tracks.includes(grade.track) || (stage.tender && tender === 'No')))
          return [];
        return [false, true].flatMap((ahead) => startAt(model, { grade, tender, stageIndex, ahead }));
      }),
    );
  });
}

interface Place {
  readonly grade: SalesModel['grades'][number];
  readonly tender: string;
  readonly stageIndex: number;
  /** Whether the hard processes of its own stage are settled already. */
  readonly ahead: boolean;
}

function startAt(model: SalesModel, { grade, tender, stageIndex, ahead }: Place): Start[] {
  const noTender = tender === 'No';
  const asked = requirementsOf(model).filter((one) => isAskedOn(one, grade.track, noTender));
  const passed = asked.filter((one) => one.stageIndex < stageIndex);
  const own = asked.filter((one) => one.stageIndex === stageIndex && isConfirmed(one));
  if (ahead && own.length === 0) return [];
  const amount = grade.partnerLed ? 500_000 : Math.max(grade.from ?? 0, 1);
  const stage = (model.stages[stageIndex] ?? model.closed.won).name;
  const fields = Object.assign(
    {},
    ...requirementsOf(model).flatMap(({ requirement }) =>
      (requirement.fields ?? []).map(({ name }) => ({ [name]: null })),
    ),
    ...passed.flatMap(({ requirement }) => (requirement.fields ?? []).map((field) => filled(field, true, 3))),
  ) as Record<string, CaseValue>;
  const deal: ItemDeal = {
    ...fields,
    Id: dealId,
    Name: 'Deal',
    CloseDate: '2027-01-31',
    StageName: stage,
    OwnerId: rep.id,
    CreatedDate: '2026-09-01T00:00:00.000Z',
    Amount: amount,
    TAS_Model_Amount__c: amount,
    ...(model.scope.recordTypes === 'all' ? {} : { 'RecordType.DeveloperName': model.scope.recordTypes[0] ?? '' }),
    TAS_Led_By__c: grade.partnerLed ? 'Partner' : 'Us',
    TAS_Tender_Required__c: tender,
    // The decided grade holds the track of a deal that has one.
    TAS_Grade__c: grade.letter,
    TAS_Loss_Reason__c: 'Price',
  };
  const settled = [...passed, ...(ahead ? own : [])].filter(({ requirement }) => requirement.fields === undefined);
  const isApproved = settled.some(isConfirmed);
  return [
    {
      name: `${grade.letter}, tender ${tender}, at ${stage}${ahead ? ', its process confirmed' : ''}`,
      deal,
      items: settled.map((one) => itemOf(one, amount)),
      approved: isApproved ? { track: grade.track, noTender } : undefined,
    },
  ];
}

const isConfirmed = ({ group, requirement }: PlacedRequirement): boolean =>
  group === 'processes' && requirement.gate === 'hard' && requirement.fields === undefined;

const itemOf = (one: PlacedRequirement, amount: number): Item => ({
  id: `a00${one.requirement.code}`,
  code: one.requirement.code,
  key: `${dealId}:${one.requirement.code}`,
  status: 'Done',
  evidence: 'https://files.example/1',
  person: colleague,
  reason: null,
  note: null,
  settledBy: isConfirmed(one) ? manager : rep.id,
  settledOn: `${proofDay}T08:00:00.000Z`,
  settledAmount: isConfirmed(one) ? amount : null,
});
