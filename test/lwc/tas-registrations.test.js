import { updateRecord } from 'lightning/uiRecordApi';
import { graphql } from 'lightning/graphql';
import Registrations from 'c/tasRegistrations';
import { listQuery } from 'c/tasRegistrationModel';
import { all, one, other, settle, show, textOf, user } from './fixture';

const cell = (value) => ({ value });
const node = (id, { until = null, owner = other } = {}) => ({
  node: {
    Id: id,
    Name: cell(`REG-${id}`),
    OwnerId: cell(owner),
    LastModifiedDate: cell('2026-06-09T08:00:00.000Z'),
    Status__c: cell(until === null ? 'Submitted' : 'Approved'),
    Project__c: cell('Grid'),
    Submitted_On__c: cell('2026-06-01'),
    Protected_Until__c: cell(until),
    Partner__r: { Name: cell('Baltic Systems') },
  },
});
const answerOf = (waiting, ending, total = waiting.length) => ({
  uiapi: {
    query: { waiting: { totalCount: total, edges: waiting }, ending: { totalCount: ending.length, edges: ending } },
  },
});
async function open(...answer) {
  updateRecord.mockReset().mockResolvedValue({});
  const list = await show('c-tas-registrations', Registrations, {});
  graphql.emit(answerOf(...answer), ({ query }) => query === listQuery);
  await settle();
  return list;
}

test('whoever has nothing to do with registrations sees nothing, and asks for his own alone', async () => {
  const list = await open([], []);
  expect(one(list, 'section')).toBeUndefined();
  expect(JSON.stringify(graphql.getLastConfig().variables)).toContain(`"OwnerId":{"eq":"${user}"}`);
});

test('a rep sees what he submitted, and lets his own go once it has run out', async () => {
  const list = await open([node('1', { owner: user })], [node('2', { owner: user, until: '2026-01-01' })], 70);
  expect(textOf(list)).toContain('Submitted by you');
  expect(textOf(list)).toContain('There are more: 70 in all.');
  one(list, 'button[data-id="2"]').click();
  await settle();
  expect(updateRecord).toHaveBeenCalledWith(
    { fields: { Id: '2', Status__c: 'Expired', Protection_Key__c: null } },
    { ifUnmodifiedSince: '2026-06-09T08:00:00.000Z' },
  );
  expect(one(list, '[data-id="spoken"]').textContent).toBe('REG-2 was let go.');
});

test('that of somebody else has no button; what the org refuses is told', async () => {
  const list = await open([], [node('2', { until: '2026-01-01' }), node('3', { owner: user, until: '2026-01-02' })]);
  expect(all(list, 'button').map(({ dataset }) => dataset.id)).toEqual(['3']);
  updateRecord.mockRejectedValue({ status: 400, body: { message: '[TAS-R8] no', statusCode: 400 } });
  one(list, 'button').click();
  await settle();
  expect(one(list, 'c-tas-notice').notice.title).toBe('Not saved');
  graphql.emitErrors([{ message: 'no such object', extensions: { status: 400 } }], ({ query }) => query === listQuery);
  await settle();
  expect(one(list, 'c-tas-notice').notice.title).toBe('The registration cannot be shown');
});
