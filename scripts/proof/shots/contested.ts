/** A partner registration whose project is protected for another partner. */
import type { PracticeOrg } from '../../practice-org/server/index.ts';
import { buttonOf, callAs, type Screen } from '../browser/index.ts';

/** Of the sample: asked for by one partner, while another one has it protected. */
export async function contested(org: PracticeOrg): Promise<string> {
  const query = "SELECT Id FROM TAS_Registration__c WHERE Project__c = 'Offshore-Maintenance Portal'";
  const found = await callAs(org, 'admin', { method: 'GET', path: `query?q=${encodeURIComponent(query)}` });
  return (found as { records: { Id: string }[] }).records[0]?.Id ?? '';
}

/** The approval is refused: what it is refused by stands there. */
export async function approve({ page }: Screen): Promise<void> {
  const panel = page.locator('c-tas-registration');
  await panel.locator('table.side').waitFor();
  await buttonOf(panel, 'approve').click();
  await buttonOf(panel, 'save').click();
  await buttonOf(panel, 'rejectAgainst').waitFor();
}
