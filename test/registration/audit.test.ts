/** What an audit says of partner registrations, in a practice org in which they went wrong. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { auditOrg } from '../../scripts/product/audit/run.ts';
import type { Finding } from '../../scripts/product/audit/finding.ts';
import { localeOf } from '../../scripts/product/explain/index.ts';
import { messagesIn } from '../../scripts/product/messages/index.ts';
import { readModel } from '../../scripts/product/model/index.ts';
import { openOrg } from '../../scripts/product/org/index.ts';
import { silentProgress } from '../../scripts/product/terminal/index.ts';
import { registrationField as own } from '../../scripts/product/vocabulary/index.ts';
import { accepted } from '../model/models.ts';
import { registeringData } from './model.ts';
import { day, Registrations } from './people.ts';

let all: Registrations;
beforeAll(async () => {
  all = await Registrations.start();
});
afterAll(() => all.stop());

test('deals whose registration lapsed, was rejected, is another’s or is on two deals are listed; a good one is not', async () => {
  const model = accepted(readModel('model.yaml', stringify(registeringData())));
  const other = all.account('Stranger');
  const good = all.deal({ Name: 'good', TAS_Registration__c: all.approved('Good', 10) });
  all.deal({ Name: 'none' });
  all.deal({ Name: 'lapsed', TAS_Registration__c: all.approved('Lapsed', -1) });
  all.deal({
    Name: 'rejected',
    TAS_Registration__c: all.approved('Rejected', 5, {
      [own.status]: 'Rejected',
      [own.key]: null,
      [own.reason]: 'Too late',
    }),
  });
  all.deal({
    Name: 'foreign',
    TAS_Registration__c: all.approved('Foreign', 5, { [own.customer]: other, [own.key]: `${other}:foreign` }),
  });
  const shared = all.approved('Shared', 20);
  for (const name of ['one', 'two', 'three']) all.deal({ Name: name, TAS_Registration__c: shared });
  all.deal({ Name: 'ours', TAS_Led_By__c: 'Us', TAS_Partner_Account__c: null });
  const { org: practice } = all.started;
  const org = openOrg({ ...practice, accessToken: practice.tokens.admin });
  const options = {
    model,
    modelFile: 'model.yaml',
    recordTypes: [],
    api: 'collections',
    progress: silentProgress,
    calendar: await org.calendar(),
    messages: messagesIn('en_US'),
    locale: localeOf(model, 'en_US'),
  } as const;
  const findings: Finding[] = [];
  for await (const some of auditOrg(org, options)) findings.push(...some);
  org.close();
  const said = (kind: string): string[] =>
    findings.flatMap((one) => (one.kind === kind ? [`${one.deal.name}: ${one.detail}`] : []));
  expect(said('unregistered').filter((line) => !line.endsWith('no registration number'))).toEqual([
    'none: no registration',
  ]);
  expect(said('registrationExpired')).toEqual([
    `lapsed: was protected until ${options.locale.day(day(-1))}; a channel manager may extend it`,
    'rejected: rejected: Too late',
  ]);
  expect(said('registrationForeign')).toEqual(['foreign: its registration is of another customer or partner']);
  expect(said('registrationTwice')).toEqual([
    'two: the same registration as “one”',
    'three: the same registration as “one”',
  ]);
  expect(findings.filter(({ deal }) => deal.id === good).map(({ kind }) => kind)).not.toContain('registrationExpired');
});
