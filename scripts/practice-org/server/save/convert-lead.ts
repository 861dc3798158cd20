import { defaultRecordType, objectNamed, recordTypeNamedBy, type Org } from '../org.ts';
import { mustHave, type ObjectType } from '../schema/object.ts';
import { offeredBy } from '../schema/record-types.ts';
import type { StageValue } from '../schema/stages.ts';
import type { Row, Value } from '../store/row.ts';
import { insertJson, rowOf, updateJson } from './dml.ts';
import { saveError, type SaveError, type SaveResult } from './error.ts';
import { standardLeadFields, type BecomesOf } from './lead-fields.ts';
import { updateRow } from './save.ts';
import type { Write } from './write.ts';

/** What a lead is to become. */
export interface LeadConversion {
  readonly leadId: string | undefined;
  readonly convertedStatus: string | undefined;
  /** Records that it joins instead of making new ones. */
  readonly accountId: string | undefined;
  readonly contactId: string | undefined;
  readonly opportunityId: string | undefined;
  readonly ownerId: string | undefined;
  readonly opportunityName: string | undefined;
  readonly withoutOpportunity: boolean;
  /** The contact's lead source is that of the lead, whatever it had. */
  readonly overwriteLeadSource: boolean;
}

export type Converted =
  | {
      readonly ok: true;
      readonly accountId: string;
      readonly contactId: string;
      readonly opportunityId: string | null;
    }
  | { readonly ok: false; readonly errors: readonly SaveError[] };

/** Carries the first refusal out of the steps of a conversion. */
class Refused extends Error {
  readonly errors: readonly SaveError[];

  constructor(errors: readonly SaveError[]) {
    super('a step was refused');
    this.errors = errors;
  }
}

const refuse = (statusCode: string, message: string, fields: readonly string[] = []): never => {
  throw new Refused([saveError(statusCode, message, fields)]);
};

const idOf = (result: SaveResult): string => {
  if (!result.ok) throw new Refused(result.errors);
  return result.id;
};

/** The last day of the quarter, as the platform dates the deals of leads. */
function endOfQuarter(now: Date): string {
  const firstOfNext = Math.floor(now.getUTCMonth() / 3) * 3 + 3;
  return new Date(Date.UTC(now.getUTCFullYear(), firstOfNext, 0)).toISOString().slice(0, 10);
}

/**
 * Makes account, contact and deal of a lead, through rights and rules as any other write, or nothing of it where one of
 * them is refused.
 */
export function convert(write: Write, asked: LeadConversion): Converted {
  const savepoint = write.journal.savepoint;
  try {
    return { ok: true, ...converted(write, asked) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    write.journal.rollBackTo(savepoint);
    return { ok: false, errors: error.errors };
  }
}

function converted(write: Write, asked: LeadConversion): Omit<Extract<Converted, { ok: true }>, 'ok'> {
  const { org, session } = write;
  const { validates, mappings } = org.leadConversion;
  const own: Write = validates ? write : { ...write, unvalidated: true };
  const object = (name: string): ObjectType =>
    objectNamed(org, name) ?? refuse('INVALID_TYPE', `sObject type '${name}' is not supported.`);
  const leads = object('Lead');
  const live = (of: ObjectType, id: string): Row => {
    const row = rowOf(of, id);
    if ('statusCode' in row) throw new Refused([row]);
    return row;
  };
  const lead = live(leads, asked.leadId ?? '');
  const value = (name: string): Value => mustHave(leads, name).read(lead, session);
  if (!session.access(leads).edit) refuse('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
  if (value('IsConverted') === true) refuse('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead');
  const status = mustHave(leads, 'Status').values?.find((one) => one.value === asked.convertedStatus);
  if (status?.converted !== true)
    refuse('INVALID_STATUS', `invalid convertedStatus: ${asked.convertedStatus ?? ''}`, ['Status']);
  const ownerId = asked.ownerId ?? value('OwnerId');
  /** What the lead hands to such a record, by the platform's own mapping and by that of the org. */
  const handed = (name: BecomesOf): Record<string, Value> => {
    const pairs = [...Object.entries(standardLeadFields[name]), ...(mappings.get(name) ?? [])];
    const taken = pairs.map(([from, to]) => [to, value(from)] as const);
    return Object.fromEntries(taken.filter(([, given]) => given !== null));
  };
  const made = (name: BecomesOf, more: Readonly<Record<string, Value>>): string =>
    idOf(insertJson(object(name), { ...handed(name), OwnerId: ownerId, ...more }, session)(own));
  /** The record that is there already, its empty fields filled. */
  const joined = (name: BecomesOf, id: string, over: readonly string[] = []): string => {
    const target = object(name);
    const row = live(target, id);
    const isEmpty = (field: string): boolean => (mustHave(target, field).read(row, session) ?? null) === null;
    const filled = Object.entries(handed(name)).filter(([field]) => over.includes(field) || isEmpty(field));
    return filled.length === 0 ? row.id : idOf(updateJson(target, row.id, Object.fromEntries(filled), session)(own));
  };
  const belongs = (name: BecomesOf, id: string, accountId: string): void => {
    const target = object(name);
    if (mustHave(target, 'AccountId').read(live(target, id), session) !== accountId)
      refuse('INVALID_CROSS_REFERENCE_KEY', `${name} ${id} does not belong to account ${accountId}`, ['AccountId']);
  };
  const accountId = asked.accountId === undefined ? made('Account', {}) : joined('Account', asked.accountId);
  if (asked.contactId !== undefined) belongs('Contact', asked.contactId, accountId);
  const over = asked.overwriteLeadSource ? ['LeadSource'] : [];
  const contactId =
    asked.contactId === undefined
      ? made('Contact', { AccountId: accountId })
      : joined('Contact', asked.contactId, over);
  if (asked.opportunityId !== undefined) belongs('Opportunity', asked.opportunityId, accountId);
  const opportunityId =
    asked.opportunityId !== undefined
      ? joined('Opportunity', asked.opportunityId)
      : asked.withoutOpportunity
        ? null
        : made('Opportunity', {
            Name: asked.opportunityName ?? `${String(value('Company'))}-`,
            StageName: firstStage(org, object('Opportunity'))?.name ?? null,
            CloseDate: endOfQuarter(org.now()),
            AccountId: accountId,
          });
  const changes = {
    Status: asked.convertedStatus ?? null,
    IsConverted: true,
    ConvertedDate: write.stamp.slice(0, 10),
    ConvertedAccountId: accountId,
    ConvertedContactId: contactId,
    ConvertedOpportunityId: opportunityId,
  };
  const named = new Map(Object.entries(changes).map(([name, next]) => [mustHave(leads, name), next] as const));
  idOf(updateRow(leads, lead, named, own));
  return { accountId, contactId, opportunityId };
}

/** The first open stage that is offered for the record type which a deal gets by default. */
function firstStage(org: Org, deals: ObjectType): StageValue | undefined {
  const type = recordTypeNamedBy(org, deals, defaultRecordType(org, deals) ?? '');
  const offer = offeredBy(deals, type, mustHave(deals, 'StageName'));
  return [...org.stages.values()].find(
    ({ name, isClosed, active = true }) => active && !isClosed && (offer?.values.has(name.toLowerCase()) ?? true),
  );
}
