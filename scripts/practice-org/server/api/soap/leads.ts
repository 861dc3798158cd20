/** Leads that become customers, and records that become one. */
import { convert } from '../../save/convert-lead.ts';
import { mergeRecords } from '../../save/merge.ts';
import { prepareRecord } from '../../save/changes.ts';
import { beginWrite } from '../../save/write.ts';
import type { Operation } from './call.ts';
import { errorParts, SoapFault, type Part } from './message.ts';
import { fieldsOf, objectOf } from './records.ts';

export const convertLead: Operation = ({ org, session, given }) =>
  given.all('leadConverts').map((asked): Part => {
    const leadId = asked.text('leadId');
    const done = convert(beginWrite(org, session), {
      leadId,
      convertedStatus: asked.text('convertedStatus'),
      accountId: asked.text('accountId'),
      contactId: asked.text('contactId'),
      opportunityId: asked.text('opportunityId'),
      ownerId: asked.text('ownerId'),
      opportunityName: asked.text('opportunityName'),
      withoutOpportunity: asked.flag('doNotCreateOpportunity') ?? false,
      overwriteLeadSource: asked.flag('overwriteLeadSource') ?? false,
    });
    return [
      'result',
      [
        ['accountId', done.ok ? done.accountId : null],
        ['contactId', done.ok ? done.contactId : null],
        ...(done.ok ? [] : errorParts(done.errors)),
        ['leadId', leadId ?? null],
        ['opportunityId', done.ok ? done.opportunityId : null],
        ['success', done.ok],
      ],
    ];
  });

export const merge: Operation = (call) =>
  [...call.given.all('mergeRequests'), ...call.given.all('request')].map((asked): Part => {
    const record = asked.one('masterRecord');
    const object = record === undefined ? undefined : objectOf(call, record);
    if (record === undefined || object === undefined)
      throw new SoapFault('INVALID_TYPE', `sObject type '${record?.text('type') ?? ''}' is not supported.`);
    const { org, session } = call;
    const result = mergeRecords(beginWrite(org, session), {
      object,
      masterId: record.text('Id'),
      prepared: prepareRecord(object, { record: fieldsOf(record), session, operation: 'update', source: 'csv' }),
      mergedIds: asked.all('recordToMergeIds').map(({ own }) => own),
    });
    return [
      'result',
      [
        ...(result.ok ? [] : errorParts(result.errors)),
        ['id', result.id],
        ...result.mergedIds.map((id): Part => ['mergedRecordIds', id]),
        ['success', result.ok],
        ...result.relatedIds.map((id): Part => ['updatedRelatedIds', id]),
      ],
    ];
  });
