import TasGradeBadge from 'c/tasGradeBadge';
import { getFieldValue, getRecord } from 'lightning/uiRecordApi';
import { one, settle, show, textOf } from './fixture';

const record = (grade, track) => ({
  fields: { TAS_Effective_Grade__c: { value: grade }, TAS_Track__c: { value: track } },
});

beforeEach(() =>
  getFieldValue.mockImplementation(
    (data, name) => data.fields[String(name.fieldApiName ?? name).replace(/^.*\./, '')]?.value,
  ),
);

test('shows grade and track in words', async () => {
  const element = await show('c-tas-grade-badge', TasGradeBadge, { recordId: '006000000000001AAA' });
  getRecord.emit(record('B', 'Full'));
  await settle();
  expect(textOf(element)).toBe('B · Big deal Full track');
  await expect(element).toBeAccessible();
});

test('an ungraded deal is called so', async () => {
  const element = await show('c-tas-grade-badge', TasGradeBadge, { recordId: '006000000000001AAA' });
  getRecord.emit(record(null, 'Full'));
  await settle();
  expect(one(element, '[data-id="grade"]').textContent).toBe('No grade');
});

test('without a record there is nothing, not even a frame', async () => {
  const element = await show('c-tas-grade-badge', TasGradeBadge, { recordId: '006000000000001AAA' });
  getRecord.error({ message: 'gone' });
  await settle();
  expect(textOf(element)).toBe('');
});
