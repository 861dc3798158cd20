/** An org with several currencies, and what an org with one says to a package for several. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPracticeOrg, type PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { connect, deal, fixtureMetadata, startFixture } from './practice.ts';

const converted = `<CustomField><fullName>In_Euro__c</fullName><label>In euro</label><type>Number</type><precision>18</precision><scale>2</scale>
<formula>Amount * CURRENCYRATE("EUR") / CURRENCYRATE(TEXT(CurrencyIsoCode))</formula><formulaTreatBlanksAs>BlankAsBlank</formulaTreatBlanksAs></CustomField>`;
const set = `<PermissionSet><label>Euro</label><fieldPermissions><editable>false</editable><field>Opportunity.In_Euro__c</field><readable>true</readable></fieldPermissions></PermissionSet>`;
const metadata = new Map([
  ...fixtureMetadata(),
  ['objects/Opportunity/fields/In_Euro__c.field-meta.xml', converted],
  ['permissionsets/Euro.permissionset-meta.xml', set],
]);
const currencies = [
  { isoCode: 'USD', conversionRate: 1, isCorporate: true, isActive: true },
  { isoCode: 'EUR', conversionRate: 0.8, isCorporate: false, isActive: true },
  { isoCode: 'GBP', conversionRate: 0.7, isCorporate: false, isActive: false },
];

let org: PracticeOrg;
beforeAll(async () => {
  org = await startFixture({ metadata, currencies });
});
afterAll(() => org.stop());

test('records have a currency, at first the corporate one, and formulas convert by the rates', async () => {
  const admin = connect(org, 'admin');
  const made = await admin
    .sobject('Opportunity')
    .create([
      deal({ Amount: 100 }),
      deal({ Amount: 100, CurrencyIsoCode: 'EUR' }),
      deal({ CurrencyIsoCode: 'GBP', Amount: 100 }),
    ]);
  const rows = await admin.sobject('Opportunity').retrieve(made.map(({ id }) => id ?? ''));
  expect(rows.map((row): unknown[] => [row['CurrencyIsoCode'], row['In_Euro__c']])).toEqual([
    ['USD', 80],
    ['EUR', 100],
    ['GBP', 80],
  ]);
});

test('a currency the org does not have is refused, and so is a deal without one', async () => {
  const rep = connect(org);
  const refusal = async (CurrencyIsoCode: string | null): Promise<string> =>
    await rep
      .sobject('Opportunity')
      .create(deal({ CurrencyIsoCode }))
      .then(String, (error: unknown) => Reflect.get(error as object, 'errorCode') as string);
  expect(await refusal('XXX')).toBe('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST');
  expect(await refusal(null)).toBe('REQUIRED_FIELD_MISSING');
});

test('everybody reads the rates, an admin changes one, and what is converted follows at once', async () => {
  const rep = connect(org);
  const admin = connect(org, 'admin');
  const { records } = await rep.query<{ Id: string; IsoCode: string; ConversionRate: number }>(
    'SELECT Id, IsoCode, ConversionRate FROM CurrencyType WHERE IsActive = true ORDER BY ConversionRate',
  );
  expect(records.map(({ IsoCode, ConversionRate }) => [IsoCode, ConversionRate])).toEqual([
    ['EUR', 0.8],
    ['USD', 1],
  ]);
  const { id = '' } = await admin.sobject('Opportunity').create(deal({ Amount: 100 }));
  const inEuro = async (): Promise<unknown> => (await admin.sobject('Opportunity').retrieve(id))['In_Euro__c'];
  expect(await inEuro()).toBe(80);
  const euro = { Id: records[0]?.Id ?? '', ConversionRate: 0.9 };
  await expect(rep.sobject('CurrencyType').update(euro)).rejects.toThrow();
  await admin.sobject('CurrencyType').update(euro);
  expect(await inEuro()).toBe(90);
  await expect(admin.sobject('CurrencyType').delete(euro.Id)).rejects.toThrow();
  await admin.sobject('CurrencyType').update({ ...euro, ConversionRate: 0.8 });
});

test('an org with one currency refuses a package for several, and says what to do', async () => {
  const started = await startPracticeOrg({ metadata, activateRules: true });
  expect(started.ok ? [] : started.problems).toEqual([
    expect.stringMatching(
      /In_Euro__c\.field-meta\.xml: This package was compiled for an org with several currencies, and this org has one\..*--multi-currency/,
    ),
  ]);
});
