import { join } from 'node:path';
import { startPracticeOrg } from '../../practice-org/server/index.ts';
import { makePlan, readFacts, readProject } from '../../product/install/index.ts';
import { openOrg } from '../../product/org/index.ts';
import { count, timing, within, type Figure } from './measure.ts';

const xml = (root: string, inner: string): Buffer =>
  Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata">${inner}</${root}>\n`,
  );

const times = <T>(many: number, of: (index: number) => T): T[] => Array.from({ length: many }, (_, index) => of(index));

/** An org with 700 fields of its own on Opportunity, 60 stages and 40 rules. */
function crowded(): Map<string, Buffer> {
  const stage = (index: number): string => {
    const closed = index >= 58;
    return `<standardValue><fullName>Stage ${index}</fullName><default>false</default><label>Stage ${index}</label><closed>${closed}</closed><forecastCategory>${closed ? 'Omitted' : 'Pipeline'}</forecastCategory><probability>${index}</probability><won>false</won></standardValue>`;
  };
  return new Map([
    ...times(700, (index): [string, Buffer] => [
      `objects/Opportunity/fields/F${index}__c.field-meta.xml`,
      xml(
        'CustomField',
        `<fullName>F${index}__c</fullName><label>F ${index}</label><type>Text</type><length>80</length>`,
      ),
    ]),
    ...times(40, (index): [string, Buffer] => [
      `objects/Opportunity/validationRules/R${index}.validationRule-meta.xml`,
      xml(
        'ValidationRule',
        `<fullName>R${index}</fullName><active>true</active><errorConditionFormula>Amount &lt; -${index + 1}</errorConditionFormula><errorMessage>No.</errorMessage>`,
      ),
    ]),
    [
      'standardValueSets/OpportunityStage.standardValueSet-meta.xml',
      xml('StandardValueSet', `<sorted>false</sorted>${times(60, stage).join('')}`),
    ],
  ]);
}

const mostRequests = 30;

/** A plan against a crowded org: its time, and the requests it takes. */
export async function benchPlan(root: string): Promise<Figure[]> {
  const started = await startPracticeOrg({
    metadata: new Map(),
    source: crowded(),
    activateRules: false,
    organization: { edition: 'Unlimited Edition' },
  });
  if (!started.ok) throw new Error(started.problems.join('\n'));
  const { org: practice } = started;
  const { instanceUrl, accessToken, username, orgId } = practice;
  const org = openOrg({ instanceUrl, accessToken, username, orgId });
  try {
    const plan = async (): Promise<void> => {
      const facts = await readFacts(org);
      const read = readProject(root, join(root, 'config', 'tas-plus.yaml'), facts.corporateCurrency);
      if (!read.ok) throw new Error(read.problems.join('\n'));
      const options = { allowRemove: false, now: () => new Date(), onProgress: () => undefined };
      const made = await makePlan(org, read.project, facts, options);
      if (made.changes.length < 100) throw new Error('the plan changes next to nothing');
    };
    await plan();
    const before = practice.faults.requests;
    await plan();
    const requests = practice.faults.requests - before;
    const time = await timing(5, 1, plan);
    return [
      within('plan against 700 fields of the org’s own, 60 stages and 40 rules', time, 3),
      {
        name: 'its API calls',
        shown: count(requests),
        target: `≤ ${mostRequests}`,
        met: requests > 0 && requests <= mostRequests,
      },
    ];
  } finally {
    org.close();
    await practice.stop();
  }
}
