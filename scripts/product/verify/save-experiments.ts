/** What a save keeps, derives or refuses. */
import { soql } from '../org/index.ts';
import { otherwise, seen, untold, type Experiment, type Seen } from './experiment.ts';
import { nextSecond, said, type Lab } from './lab.ts';
import { labItem, labName } from './lab-metadata.ts';

const shown = (value: unknown): string => (value === null || value === undefined ? 'empty' : JSON.stringify(value));

/** A deal that moves to the next open stage with other values in the same write; `undefined` with a single stage. */
async function movedWith(
  lab: Lab,
  values: Readonly<Record<string, string | number | null>>,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const [, next] = await lab.openStages();
  if (next === undefined) return undefined;
  const deal = await lab.deal();
  await lab.changed('Opportunity', deal, { StageName: next, ...values });
  return await lab.read('Opportunity', deal, ['Probability', 'ForecastCategoryName']);
}

const oneStage = untold('the org has a single open stage');

async function probabilityKept(lab: Lab): Promise<Seen> {
  const after = await movedWith(lab, { Probability: 37, ForecastCategoryName: 'Omitted' });
  if (after === undefined) return oneStage;
  const { Probability: probability, ForecastCategoryName: category } = after;
  return seen(
    probability === 37 && category === 'Omitted',
    `written were 37 and Omitted, read back ${shown(probability)} and ${shown(category)}`,
  );
}

async function probabilityEmpty(lab: Lab): Promise<Seen> {
  const after = await movedWith(lab, { Probability: null });
  if (after === undefined) return oneStage;
  const probability = after['Probability'] ?? null;
  return seen(probability === null, `written was an empty one, read back ${shown(probability)}`);
}

async function rollUpStamps(lab: Lab): Promise<Seen> {
  const deal = await lab.deal();
  const before = await lab.modified(deal);
  await nextSecond();
  await lab.made(labItem, { TASV_Deal__c: deal, TASV_Weight__c: 10 });
  const after = await lab.modified(deal);
  return seen(after > before, `LastModifiedDate ${after > before ? 'moved' : 'stayed'} as an item was added`);
}

async function textOf(lab: Lab, text: string): Promise<{ stored: unknown; length: unknown }> {
  const deal = await lab.deal();
  await lab.changed('Opportunity', deal, { TASV_Text__c: text });
  const row = await lab.read('Opportunity', deal, ['TASV_Text__c', 'TASV_Length__c']);
  return { stored: row['TASV_Text__c'] ?? null, length: row['TASV_Length__c'] };
}

async function spacesTrimmed(lab: Lab): Promise<Seen> {
  const { stored } = await textOf(lab, '   ');
  return seen(stored === null, `three spaces were stored as ${shown(stored)}`);
}

async function hardSpaceKept(lab: Lab): Promise<Seen> {
  const { stored, length } = await textOf(lab, '\u00a0');
  return seen(stored !== null, `it was stored as ${stored === null ? 'empty' : `a text of length ${String(length)}`}`);
}

async function dateRange(lab: Lab): Promise<Seen> {
  const deal = await lab.deal();
  const taken: string[] = [];
  for (const day of ['1699-12-31', '4001-01-01']) {
    const { errors } = await lab.change('Opportunity', deal, { CloseDate: day });
    if (errors.length === 0) taken.push(day);
  }
  return seen(taken.length === 0, taken.length === 0 ? 'both ends were refused' : `${taken.join(' and ')} was taken`);
}

async function derivedAmount(lab: Lab): Promise<Seen> {
  const [book] = await lab.rowsIfThere(soql`SELECT Id FROM Pricebook2 WHERE IsStandard = true`, ['Id']);
  if (book?.[0] === undefined) return untold('the org has no standard price book');
  const product = await lab.made('Product2', { Name: `${labName} product`, IsActive: true });
  const entry = await lab.made('PricebookEntry', {
    Pricebook2Id: book[0],
    Product2Id: product,
    UnitPrice: 100,
    IsActive: true,
  });
  const deal = await lab.deal({ Pricebook2Id: book[0] });
  await lab.made('OpportunityLineItem', { OpportunityId: deal, PricebookEntryId: entry, Quantity: 1, UnitPrice: 100 });
  const { errors } = await lab.change('Opportunity', deal, { Amount: 999 });
  if (errors.length > 0) return otherwise(`the write of an amount was refused: ${said(errors)}`);
  const { Amount: amount } = await lab.read('Opportunity', deal, ['Amount']);
  return seen(amount === 100, `written was 999, read back ${shown(amount)}, and no error was given`);
}

export const saveExperiments: readonly Experiment[] = [
  {
    id: 'probability-kept',
    subject: 'Saving',
    question: 'Do probability and forecast category stay as given where the same write gives a stage?',
    assumed: 'They do, so a migration keeps both.',
    otherwise: 'A migration would lose them: do not migrate before it writes them a second time, and report it.',
    run: probabilityKept,
  },
  {
    id: 'probability-empty',
    subject: 'Saving',
    question: 'Does an empty probability stay empty where the same write gives a stage?',
    assumed: 'It does.',
    otherwise: 'Migrated deals without a probability get that of their stage; the read-back of a migration lists them.',
    run: probabilityEmpty,
  },
  {
    id: 'rollup-stamp',
    subject: 'Saving',
    question: 'Does an item that changes a roll-up move LastModifiedDate of its deal?',
    assumed: 'It does; the panel reads the deal again before it moves it.',
    otherwise: 'Nothing: the panel reads the date anew in either case.',
    run: rollUpStamps,
  },
  {
    id: 'spaces-trimmed',
    subject: 'Saving',
    question: 'Are spaces alone stored as an empty text?',
    assumed: 'They are, so they do not count as content.',
    otherwise: 'Spaces pass a gate: set `placeholders: refuse` in the model.',
    run: spacesTrimmed,
  },
  {
    id: 'hard-space-kept',
    subject: 'Saving',
    question: 'Is a no-break space alone stored as a text?',
    assumed: 'It is, so TAS+ warns of it, or refuses it where the model says so.',
    otherwise: 'Nothing: the platform is stricter than the warning.',
    run: hardSpaceKept,
  },
  {
    id: 'date-range',
    subject: 'Saving',
    question: 'Are days before 1700 and after 4000 refused?',
    assumed: 'They are.',
    otherwise: 'Nothing of TAS+ hangs on it but advice on files that are loaded.',
    run: dateRange,
  },
  {
    id: 'derived-amount',
    subject: 'Saving',
    question: 'What becomes of an amount that is written to a deal with products?',
    assumed: 'It is ignored, and no error is given.',
    otherwise: 'Nothing: commands read back what they wrote.',
    run: derivedAmount,
  },
];
