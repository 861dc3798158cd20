import { updateRecord } from 'lightning/uiRecordApi';
import { click, openPanel, Salesforce } from './open-panel';
import { one, textOf } from './fixture';

test('a gate that is only observed says what it would refuse, in blue, and lets the deal through', async () => {
  const panel = await openPanel(new Salesforce());
  const banner = one(panel, 'c-tas-notice');
  expect(one(banner, '.notice').className).toContain('info');
  expect(textOf(banner)).toContain('4 things stand between this deal and “Initiate Pursuit”');
  expect(textOf(banner)).toContain('Only observed for now');
  await expect(panel).toBeAccessible();
  const button = one(panel, '[data-id="advance"]');
  expect(button.className).toContain('slds-button_neutral');
  await click(button);
  expect(updateRecord.mock.calls[0][0].fields.StageName).toBe('Initiate Pursuit');
});
