import { updateRecord } from 'lightning/uiRecordApi';
import { graphql } from 'lightning/graphql';
import Registration from 'c/tasRegistration';
import { registrationQuery, rivalsQuery } from 'c/tasRegistrationModel';
import { one, other, settle, show, textOf, user } from './fixture';

jest.mock('@salesforce/customPermission/TAS_Approve_Registration', () => ({ __esModule: true, default: true }), {
  virtual: true,
});

const object = 'TAS_Registration__c';
const cell = (value) => ({ value });
const customer = '001000000000001AAA';
const node = (id, more = {}) => ({
  node: {
    Id: id,
    Name: cell(`REG-${id}`),
    OwnerId: cell(more.owner ?? other),
    CreatedById: cell(more.creator ?? other),
    LastModifiedDate: cell('2026-06-09T08:00:00.000Z'),
    Status__c: cell(more.status ?? 'Submitted'),
    Customer__c: cell(customer),
    Project__c: cell(more.project ?? 'Grid balancing'),
    Submitted_By__c: cell(more.submitter ?? other),
    Submitted_On__c: cell('2026-06-01'),
    Protected_Until__c: cell(more.until ?? null),
    Reason__c: cell(more.reason ?? null),
    Protection_Key__c: cell(more.key ?? null),
    Project_Key__c: cell(more.projectKey ?? `${customer}:gridbalancing`),
    Partner__r: { Name: cell(more.partner ?? 'Baltic Systems') },
    Customer__r: { Name: cell('Nordwind Energie AG') },
    Submitted_By__r: { Name: cell('Li Wei') },
    TAS_Deals__r: {
      edges: (more.deals ?? []).map((name) => ({
        node: { Id: name, Name: cell(name), StageName: { value: 'Won', label: 'Won' } },
      })),
    },
  },
});
const answerOf = (edges, updateable = true) => ({
  uiapi: {
    query: { [object]: { edges } },
    objectInfos: [{ ApiName: object, updateable, fields: [{ ApiName: 'Reason__c', label: 'Reason' }] }],
  },
});

async function open(own, others = [], updateable = true) {
  updateRecord.mockReset().mockResolvedValue({});
  const panel = await show('c-tas-registration', Registration, { recordId: own.node.Id });
  graphql.emit(answerOf([own], updateable), ({ query }) => query === registrationQuery);
  await settle();
  graphql.emit(answerOf([own, ...others]), ({ query }) => query === rivalsQuery);
  await settle();
  return panel;
}
const verdict = (panel) => one(panel, '[data-id="verdict"]').textContent;
const press = async (panel, id) => {
  one(panel, `button[data-id="${id}"]`).click();
  await settle();
};
const save = async (panel, values) => {
  one(panel, 'c-tas-editor').dispatchEvent(new CustomEvent('save', { detail: { values } }));
  await settle();
};
const far = '2999-01-01';
const past = '2026-01-01';

test.each([
  ['submitted it', { submitter: user }],
  ['made it', { creator: user }],
  ['owns it', { owner: user }],
])('a channel manager who %s finds nothing to decide', async (_, more) => {
  const panel = await open(node('1', more));
  expect(verdict(panel)).toContain('neither submitted nor owns it');
  expect(one(panel, 'button')).toBeUndefined();
});

test('somebody else decides: in his own name, today, with the key that the org worked out', async () => {
  const panel = await open(node('1'));
  expect(verdict(panel)).toBe('Waits for your decision.');
  await press(panel, 'approve');
  const [until] = one(panel, 'c-tas-editor').form.fields;
  expect(until.value > new Date().toISOString().slice(0, 10)).toBe(true);
  await save(panel, {});
  const [{ fields }, { ifUnmodifiedSince }] = updateRecord.mock.calls[0];
  expect(fields).toMatchObject({
    Id: '1',
    Status__c: 'Approved',
    Decided_By__c: user,
    Protected_Until__c: until.value,
    Protection_Key__c: `${customer}:gridbalancing`,
    TAS_Customer_Key__c: 'nordwindenergie',
  });
  expect(ifUnmodifiedSince).toBe('2026-06-09T08:00:00.000Z');
});

test('a rejection carries its reason, and no key', async () => {
  const panel = await open(node('1'));
  await press(panel, 'reject');
  await save(panel, { Reason__c: 'Another was first' });
  const [{ fields }] = updateRecord.mock.calls[0];
  expect(fields).toMatchObject({ Status__c: 'Rejected', Reason__c: 'Another was first', Decided_By__c: user });
  expect(fields).not.toHaveProperty('Protection_Key__c');
});

test('an approval that the key stands against names who holds it; a holder that has run out is let go on the way', async () => {
  const key = `${customer}:gridbalancing`;
  const panel = await open(node('1'), [node('2', { status: 'Approved', until: past, key, partner: 'Vantage' })]);
  updateRecord.mockRejectedValueOnce({ status: 400, body: { errorCode: 'DUPLICATE_VALUE', message: 'twice' } });
  await press(panel, 'approve');
  await save(panel, {});
  const { title, lines } = one(panel, 'c-tas-notice').notice;
  expect(title).toBe('This project is protected already');
  expect(lines.map(({ text }) => text).join(' ')).toMatch(/REG-2 protects it for Vantage .*can be let go/);
  updateRecord.mockClear();
  await press(panel, 'letGoAndApprove');
  expect(updateRecord.mock.calls.map(([{ fields }]) => [fields.Id, fields.Status__c])).toEqual([
    ['2', 'Expired'],
    ['1', 'Approved'],
  ]);
});

test('a key that nobody can be seen to hold is told as that', async () => {
  const panel = await open(node('1'));
  updateRecord.mockRejectedValueOnce({ status: 400, body: { errorCode: 'DUPLICATE_VALUE', message: 'twice' } });
  await press(panel, 'approve');
  await save(panel, {});
  expect(one(panel, 'c-tas-notice').notice.lines[0].text).toContain('ask your administrator');
  expect(one(panel, 'button[data-id="rejectAgainst"]')).toBeUndefined();
});

test('side by side stand those of the same or a similar project, not those of another or that ended', async () => {
  const panel = await open(node('1'), [
    node('2', { status: 'Approved', until: far, deals: ['Grid'] }),
    node('3', { project: 'Grid balancing phase two', projectKey: 'other' }),
    node('4', { project: 'Payroll', projectKey: 'payroll' }),
    node('5', { status: 'Expired' }),
  ]);
  const heads = [...panel.shadowRoot.querySelectorAll('[data-side]')].map(({ dataset }) => dataset.side);
  expect(heads).toEqual(['1', '2', '3']);
  expect(textOf(panel)).toContain('Grid (Won)');
});

test.each([
  ['protects', { status: 'Approved', until: far }, 'Protects this project until', ['extend', 'end']],
  ['has run out', { status: 'Approved', until: past }, 'ran out on', ['letGo', 'extend']],
  ['was rejected', { status: 'Rejected', reason: 'Too late' }, 'Rejected: Too late', []],
  ['has ended', { status: 'Expired' }, 'Ended.', []],
])('one that %s says so, and offers what is left to do', async (_, more, words, ids) => {
  const panel = await open(node('1', more));
  expect(verdict(panel)).toContain(words);
  expect([...panel.shadowRoot.querySelectorAll('.buttons button')].map(({ dataset }) => dataset.id)).toEqual(ids);
});

test('on several deals it warns; whoever may not write has no button; one that is gone is told', async () => {
  expect(textOf(await open(node('1', { deals: ['a', 'b'] })))).toContain('2 deals carry it');
  expect(one(await open(node('1'), [], false), 'button')).toBeUndefined();
  const panel = await show('c-tas-registration', Registration, { recordId: '9' });
  graphql.emit(answerOf([]), ({ query }) => query === registrationQuery);
  await settle();
  expect(one(panel, 'c-tas-notice').notice.title).toBe('The registration cannot be shown');
});
