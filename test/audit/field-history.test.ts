/** Changed answers as a practice org with field history tells them, against the writes that made them. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPracticeOrg, type PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { localeOf } from '../../scripts/product/explain/index.ts';
import { openOrg, type OrgConnection } from '../../scripts/product/org/index.ts';
import { connect } from '../practice-org/practice.ts';
import { referenceModel as model, referencePackage } from '../reference/index.ts';
import { audited } from './memory-org.ts';

const answers = { TAS_Led_By__c: ['Us', 'Partner', null], TAS_Tender_Required__c: ['Yes', 'No', null] } as const;
type Answer = keyof typeof answers;
const names = Object.keys(answers) as Answer[];

let practice: PracticeOrg;
let org: OrgConnection;
beforeAll(async () => {
  const { metadata, stages } = referencePackage();
  const tracked = [...metadata].map(([path, text]): [string, string] => {
    const isAnswer = names.some((name) => path.endsWith(`/${name}.field-meta.xml`));
    return [path, isAnswer ? text.replace('</CustomField>', '<trackHistory>true</trackHistory></CustomField>') : text];
  });
  const history =
    '<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><enableHistory>true</enableHistory></CustomObject>';
  const started = await startPracticeOrg({
    metadata: new Map([...tracked, ['objects/Opportunity/Opportunity.object-meta.xml', history]]),
    stages,
    activateRules: false,
  });
  if (!started.ok) throw new Error(started.problems.join('\n'));
  practice = started.org;
  org = openOrg({ ...practice });
});
afterAll(async () => {
  org.close();
  await practice.stop();
});

const locale = localeOf(model, 'en_US');
const told = (name: string, before: string, after: string | null): string =>
  `${locale.field(name)}: “${locale.value(name, before)}” became “${after === null ? 'empty' : locale.value(name, after)}”`;

const change = fc.record({ name: fc.constantFrom(...names), to: fc.integer({ min: 0, max: 2 }) });

test('an audit lists each change of an answer after the first one, of whatever deal', async () => {
  const expected: string[] = [];
  const deals = connect(practice, 'admin').sobject('Opportunity');
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 8 }), async (changes) => {
      const [made] = practice.load('Opportunity', [
        { Name: 'Deal', StageName: model.stages[0]?.name, CloseDate: '2030-01-31', Amount: 100 },
      ]);
      if (made?.ok !== true) throw new Error(JSON.stringify(made));
      const now: Record<Answer, string | null> = { TAS_Led_By__c: null, TAS_Tender_Required__c: null };
      const own: string[] = [];
      for (const { name, to } of changes) {
        const value = answers[name][to] ?? null;
        await deals.update({ Id: made.id, [name]: value });
        const before = now[name];
        if (before !== null && before !== value) own.push(told(name, before, value));
        now[name] = value;
      }
      expected.push(...own.map((one) => `${made.id} ${one}`));
    }),
    { numRuns: 80 },
  );
  const { findings, report } = await audited(org, model);
  const found = findings
    .filter(({ kind }) => kind === 'answerChanged')
    .map((one) => `${one.deal.id} ${one.detail.replace(/ on .*$/, '')}`);
  expect(report.seesHistory).toBe(true);
  expect(found).toEqual(expected);
  expect(expected.length).toBeGreaterThan(10);
});
