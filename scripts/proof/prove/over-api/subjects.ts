/** What is written over the API: deals and gate items, each from the same random spec as in the proof in process. */
import type fc from 'fast-check';
import { itemRefusals, refusals, type Deal, type Item } from '../../../product/gate/index.ts';
import type { SalesModel } from '../../../product/model/index.ts';
import { proofDay, type CaseSpec } from '../case-spec.ts';
import { caseOf, heldIn } from '../cases.ts';
import { itemCaseOf, itemDealOf, type ItemSpec } from '../item-cases.ts';
import { deals, items } from '../subjects.ts';
import type { ApiWrite, Fields, Writer } from './channels.ts';
import type { ProofOrg } from './org.ts';

/** A write whose state before is in the org, and what the engine says of it. */
export interface Staged {
  readonly write: ApiWrite;
  /** Codes, sorted. */
  readonly engine: readonly string[];
  /** The case, for whoever has to look into a disagreement. */
  readonly shown: unknown;
}

/** What the API cannot express and was taken out of cases, and of how many. */
export type LeftOut = Map<string, number>;

export interface ApiSubject<Spec> {
  readonly name: 'dealsOverApi' | 'itemsOverApi';
  readonly title: string;
  readonly arbitrary: fc.Arbitrary<Spec>;
  readonly rules: readonly string[];
  /** Puts the state before each spec's write into the org, as a new record each time. */
  stage(model: SalesModel, org: ProofOrg, specs: readonly Spec[], leftOut: LeftOut): Promise<Staged[]>;
}

const codesOf = (found: readonly { readonly code: string }[]): string[] => found.map(({ code }) => code).sort();

/** Dotted names are read through lookups, and the org converts amounts itself: neither is written. */
const written = (deal: Deal): Fields =>
  Object.fromEntries(Object.entries(deal).filter(([name]) => !name.includes('.') && name !== 'TAS_Model_Amount__c'));

/** Fields of `after` that are other than before; all that are filled where there is no before. */
function changes(before: Fields | undefined, after: Fields): Fields {
  const all = Object.entries(after);
  return Object.fromEntries(
    before === undefined
      ? all.filter(([, value]) => value !== null && value !== undefined)
      : all.filter(([name, value]) => (before[name] ?? null) !== (value ?? null)),
  );
}

const itemFields = (dealId: string, item: Item): Fields => ({
  Opportunity__c: dealId,
  Code__c: item.code,
  Item_Key__c: item.key ?? `${dealId}:${item.code}`,
  Status__c: item.status,
  Evidence_Url__c: item.evidence ?? null,
  Person__c: item.person ?? null,
  Reason__c: item.reason ?? null,
  Note__c: item.note ?? null,
  Settled_By__c: item.settledBy ?? null,
  Settled_On__c: item.settledOn ?? null,
  Settled_Amount__c: item.settledAmount ?? null,
  Declined_By__c: item.declinedBy ?? null,
  Declined_On__c: item.declinedOn ?? null,
});

const filled = (fields: Fields): Fields => changes(undefined, fields);

let marks = 0;
const newMark = (): string => `Proof ${++marks}`;

export const dealsOverApi: ApiSubject<CaseSpec> = {
  name: 'dealsOverApi',
  title: 'deals over the API',
  arbitrary: deals.arbitrary,
  rules: deals.rules,
  async stage(model, org, specs, leftOut) {
    const cases = specs.map((spec) => {
      const writer = org.writer(heldIn(spec));
      return { writer, ...caseOf(model, spec, [writer.id, org.other]) };
    });
    const befores = await org.existing(cases.map(({ before, after }) => before ?? after));
    const afters = await org.existing(cases.map(({ after }) => after));
    const old = cases.flatMap(({ before }, index) => (before === undefined ? [] : [index]));
    const ids = await org.load(
      'Opportunity',
      old.map((index) => filled(written(befores[index] ?? {}))),
    );
    const idOf = new Map(old.map((index, at) => [index, ids[at] ?? '']));
    await org.load(
      'TAS_Gate_Item__c',
      cases.flatMap(({ items: own }, index) => {
        const id = idOf.get(index);
        return id === undefined ? [] : own.map((item) => filled(itemFields(id, item)));
      }),
    );
    return cases.map(({ writer, viewer, before: given, items: own }, index) => {
      const id = idOf.get(index);
      const after = afters[index] ?? {};
      const before = given === undefined ? undefined : (befores[index] ?? {});
      if (id === undefined && own.length > 0) count(leftOut, 'items of deals that are new, so have none yet');
      const counted = id === undefined ? [] : own;
      const mark = newMark();
      const fields = changes(before && written(before), written(after));
      // When a record was created is for the platform to say.
      const fresh: Fields = { ...fields, CreatedDate: undefined, Name: mark };
      return {
        write: { writer, object: 'Opportunity', id, fields: id === undefined ? fresh : fields, mark: ['Name', mark] },
        engine: codesOf(refusals({ model, before, after, items: counted, viewer, today: proofDay })),
        shown: { before, after, items: counted, viewer },
      };
    });
  },
};

export const itemsOverApi: ApiSubject<ItemSpec> = {
  name: 'itemsOverApi',
  title: 'items over the API',
  arbitrary: items.arbitrary,
  rules: items.rules,
  async stage(model, org, specs) {
    const writers = specs.map((spec) => org.writer(heldIn(spec.deal)));
    const people = writers.map(({ id }): [string, string] => [id, org.other]);
    const own = await org.existing(specs.map((spec, index) => itemDealOf(model, spec, at(people, index))));
    const dealIds = await org.load(
      'Opportunity',
      own.map((deal) => filled(written(deal))),
    );
    const cases = specs.map((spec, index) =>
      unmistakable(itemCaseOf(model, spec, at(people, index), dealIds[index] ?? '')),
    );
    const old = cases.flatMap(({ before }, index) => (before === undefined ? [] : [{ before, index }]));
    const ids = await org.load(
      'TAS_Gate_Item__c',
      old.map(({ before, index }) => filled(itemFields(dealIds[index] ?? '', before))),
    );
    const idOf = new Map(old.map(({ index }, place) => [index, ids[place] ?? '']));
    return cases.map(({ before, after, viewer, now }, index) => {
      const dealId = dealIds[index] ?? '';
      const deal = { ...own[index], Id: dealId };
      const target = itemFields(dealId, after);
      const fields = changes(before && itemFields(dealId, before), target);
      return {
        write: {
          writer: at<Writer>(writers, index),
          object: 'TAS_Gate_Item__c',
          id: idOf.get(index),
          fields,
          mark: ['Item_Key__c', String(target['Item_Key__c'])],
        },
        engine: codesOf(itemRefusals({ model, deal, before, after, viewer, now })),
        shown: { deal, before, after, viewer },
      };
    });
  },
};

/** A key of another deal, made one that no other write forges: keys are unique in an org. */
function unmistakable<Case extends { readonly after: Item }>(one: Case): Case {
  const key = one.after.key?.replace(/^006000000000000AAA/, () => `006${String(++marks).padStart(15, 'Z')}`);
  return key === undefined ? one : { ...one, after: { ...one.after, key } };
}

const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index];
  if (found === undefined) throw new RangeError(`nothing at ${index}`);
  return found;
};

const count = (leftOut: LeftOut, what: string): void => void leftOut.set(what, (leftOut.get(what) ?? 0) + 1);
