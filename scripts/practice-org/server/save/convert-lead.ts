import { defaultRecordType, objectNamed, recordTypeNamedBy, type Org } from '../org.ts';
import { mustHave, type ObjectType } from '../schema/object.ts';
import { offeredBy } from '../schema/record-types.ts';
import type { StageValue } from '../schema/stages.ts';
import type { Row, Value } from '../store/row.ts';
import { insertJson, rowOf } from './dml.ts';
import { saveError, type SaveError, type SaveResult } from './error.ts';
import { updateRow } from './save.ts';
import type { Write } from './write.ts';

/** What a lead is to become. */
export interface LeadConversion {
  readonly leadId: string | undefined;
  readonly convertedStatus: string | undefined;
  /** Records that it joins instead of making new ones. */
  readonly accountId: string | undefined;
  readonly contactId: string | undefined;
  readonly ownerId: string | undefined;
  readonly opportunityName: string | undefined;
  readonly withoutOpportunity: boolean;
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

/** Field of the lead → field of what it becomes, where their names differ. */
const accountFields = {
  Company: 'Name',
  Street: 'BillingStreet',
  City: 'BillingCity',
  State: 'BillingState',
  PostalCode: 'BillingPostalCode',
  Country: 'BillingCountry',
  Phone: 'Phone',
  Fax: 'Fax',
  Website: 'Website',
  Industry: 'Industry',
  Rating: 'Rating',
  AnnualRevenue: 'AnnualRevenue',
  NumberOfEmployees: 'NumberOfEmployees',
  LeadSource: 'AccountSource',
} as const;

const contactFields = {
  Salutation: 'Salutation',
  FirstName: 'FirstName',
  LastName: 'LastName',
  Title: 'Title',
  Street: 'MailingStreet',
  City: 'MailingCity',
  State: 'MailingState',
  PostalCode: 'MailingPostalCode',
  Country: 'MailingCountry',
  Phone: 'Phone',
  MobilePhone: 'MobilePhone',
  Fax: 'Fax',
  Email: 'Email',
  Description: 'Description',
  LeadSource: 'LeadSource',
} as const;

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
  const made = (
    name: string,
    fields: Readonly<Record<string, string>>,
    own: Readonly<Record<string, Value>>,
  ): string => {
    const taken = Object.entries(fields).map(([from, to]) => [to, value(from)] as const);
    const filled = Object.fromEntries(taken.filter(([, given]) => given !== null));
    return idOf(insertJson(object(name), { ...filled, OwnerId: ownerId, ...own }, session)(write));
  };
  const accountId =
    asked.accountId === undefined ? made('Account', accountFields, {}) : live(object('Account'), asked.accountId).id;
  const contactId =
    asked.contactId === undefined
      ? made('Contact', contactFields, { AccountId: accountId })
      : live(object('Contact'), asked.contactId).id;
  const stage = firstStage(org, object('Opportunity'));
  const opportunityId = asked.withoutOpportunity
    ? null
    : made(
        'Opportunity',
        { LeadSource: 'LeadSource' },
        {
          Name: asked.opportunityName ?? `${String(value('Company'))}-`,
          StageName: stage?.name ?? null,
          CloseDate: endOfQuarter(org.now()),
          AccountId: accountId,
        },
      );
  const changes = {
    Status: asked.convertedStatus ?? null,
    IsConverted: true,
    ConvertedDate: write.stamp.slice(0, 10),
    ConvertedAccountId: accountId,
    ConvertedContactId: contactId,
    ConvertedOpportunityId: opportunityId,
  };
  const named = new Map(Object.entries(changes).map(([name, next]) => [mustHave(leads, name), next] as const));
  idOf(updateRow(leads, lead, named, write));
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
