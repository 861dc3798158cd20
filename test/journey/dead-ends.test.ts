/**
 * No dead ends: for every hard requirement, and every way its verdict leaves to settle it, the person the verdict names
 * does it over the API with the permission set of that role and no more, and the requirement is settled.
 */
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { stageValues } from '../../scripts/product/compile/index.ts';
import { inSeveralCurrencies, type SalesModel } from '../../scripts/product/model/index.ts';
import { startPracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { metadataOf } from '../../scripts/proof/prove/metadata.ts';
import { modelOf, modelSpec } from '../../scripts/proof/prove/models.ts';
import { practiceCurrencies } from '../../scripts/practice-org/start/currencies.ts';
import { accepted, readChanged } from '../model/models.ts';
import { crmSalesFile, modelIn, noTenderFile, referenceModel } from '../reference/index.ts';
import { attemptsOf } from './attempts.ts';
import { RoleOrg } from './role-org.ts';

const settledAs = { fields: 'done', Done: 'done', NotApplicable: 'notApplicable', Waived: 'waived' } as const;

/** Every standard field and every field of the package that a model may ask for, as a hard requirement each. */
const askingForEverything = (): SalesModel => {
  const names = {
    slotted: ['AccountId', 'CampaignId', 'Description', 'LeadSource', 'NextStep', 'TotalOpportunityQuantity', 'Type'],
    package: ['Manual_Grade', 'Manual_Grade_Reason', 'Manual_Grade_Note', 'Manual_Grade_By', 'Manual_Grade_On'],
    more: ['Manual_Grade_Valid_Until', 'Loss_Reason'],
    deciding: ['Amount', 'TAS_Led_By__c', 'TAS_Tender_Required__c', 'TAS_Grade__c'],
  };
  const own = [...names.package, ...names.more].map((name) => `TAS_${name}__c`);
  const asked = [...names.slotted, ...own].map((name, slot) => ({ name, slot }));
  return accepted(
    readChanged({
      'stages.1.required': [...asked, ...names.deciding.map((name) => ({ name, slot: undefined }))].map(
        ({ name, slot }, index) => ({
          code: `ASKED_${index}`,
          gate: 'hard',
          ...(slot === undefined ? {} : { slot }),
          label: { en_US: name, zh_CN: name },
          fields: [{ name }],
        }),
      ),
      'stages.1.actions': [],
      'stages.1.processes': [],
      'stages.1.people': [],
    }),
  );
};

const models: [string, SalesModel][] = [
  ['the reference model', referenceModel],
  ['a model without tenders', modelIn(noTenderFile)],
  ['a model of two stages', modelIn(crmSalesFile)],
  ['the reference model in several currencies', inSeveralCurrencies(referenceModel, 'USD')],
  ['a model that asks for every field it may', askingForEverything()],
  ...fc
    .sample(modelSpec, { numRuns: 6, seed: 11 })
    .map((spec, index): [string, SalesModel] => [`random model ${index}`, modelOf(spec)]),
];

describe('nobody whom a verdict names stands before a locked door', () => {
  test.each(models)('%s', async (_, model) => {
    const { money } = model;
    const started = await startPracticeOrg({
      metadata: metadataOf('.', model),
      stages: stageValues(model),
      currencies: money.multiCurrency ? practiceCurrencies(money.corporateCurrency ?? 'USD', money.currency) : [],
      activateRules: true,
    });
    if (!started.ok) throw new Error(started.problems.join('\n'));
    onTestFinished(() => started.org.stop());
    const org = new RoleOrg(started.org, model);
    const currency = money.multiCurrency ? { CurrencyIsoCode: money.currency } : {};
    const attempts = attemptsOf(model, org.targets).map((attempt) => ({
      ...attempt,
      id: org.load('Opportunity', { ...attempt.deal, ...currency, OwnerId: org.session('rep').userId }),
    }));
    expect(attempts.length).toBeGreaterThan(4);
    const before = await org.verdicts(attempts);
    const refused: string[] = [];
    for (const [index, attempt] of attempts.entries()) {
      const { state, fixer = 'editor', canFix } = before[index] ?? {};
      const name = `${attempt.placed.requirement.code} by ${attempt.way} in ${attempt.deal['StageName'] ?? ''}`;
      expect([name, state]).toEqual([name, expect.stringMatching(/^(open|skipped)$/)]);
      expect([name, canFix]).toEqual([name, true]);
      const answer = await org.settle(attempt, fixer);
      if (answer !== '') refused.push(`${name} (${fixer}): ${answer}`);
    }
    expect(refused).toEqual([]);
    const after = await org.verdicts(attempts);
    const open = attempts.flatMap(({ placed, way }, index) =>
      after[index]?.state === settledAs[way]
        ? []
        : [`${placed.requirement.code} by ${way}: ${after[index]?.state ?? ''}`],
    );
    expect(open).toEqual([]);
  });
});
