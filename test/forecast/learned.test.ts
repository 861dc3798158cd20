/** What became of deals by the coach's answers: held against a count of the rows themselves, made by hand. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayNumber } from '../../scripts/product/forecast/day.ts';
import { forecast } from '../../scripts/product/forecast/forecast.ts';
import { orgSource, type ForecastOrg, type OrgOptions } from '../../scripts/product/forecast/read-org.ts';
import type { Learned } from '../../scripts/product/forecast/report.ts';
import { forecastText } from '../../scripts/product/forecast/text.ts';
import { OrgError } from '../../scripts/product/org/index.ts';
import { silentProgress } from '../../scripts/product/terminal/index.ts';
import { accepted, readChanged, withoutReason } from '../model/models.ts';
import { referenceModel as model } from '../reference/index.ts';

const today = '2026-06-15';
const answerObject = 'TAS_Coaching_Answer__c';

interface Deal {
  readonly end: 'open' | 'won' | 'lost';
  /** YYYY-MM-DD. */
  readonly closes: string;
  readonly amount: number | null;
}

interface Answer {
  /** Place of its deal. */
  readonly deal: number;
  readonly question: 'WIN' | 'CHAIN' | 'DECIDED';
  /** ISO 8601, in the order of which they were given. */
  readonly at: string;
  readonly stage: string;
  readonly value: string;
}

const idOf = (at: number): string => `006${String(at).padStart(12, '0')}AAA`;

interface OrgMore {
  /** Fields of the answers that the user sees; undefined: not even the object. */
  readonly sees?: readonly string[] | undefined;
  /** Such as INVALID_TYPE: what counting them is refused with. */
  readonly countRefused?: string;
  readonly counted?: number;
}

const everything = ['Opportunity__c', 'Question__c', 'Stage__c', 'Choice__c', 'Reason__c', 'CreatedDate'];

function orgOf(
  deals: readonly Deal[],
  answers: readonly Answer[],
  more: OrgMore = {},
): ForecastOrg & { readonly asked: { readonly api: string; readonly text: string }[] } {
  const sees = 'sees' in more ? more.sees : everything;
  const stages = { open: 'Needs Analysis', won: 'Closed Won', lost: 'Closed Lost' };
  const dealRows = deals.map(({ end, closes, amount }, at): Record<string, string> => ({
    Id: idOf(at),
    StageName: stages[end],
    IsClosed: String(end !== 'open'),
    IsWon: String(end === 'won'),
    CreatedDate: '2024-01-10T00:00:00.000Z',
    CloseDate: closes,
    TAS_Model_Amount__c: amount === null ? '' : String(amount),
    TAS_Effective_Grade__c: 'A',
  }));
  const answerRows = answers
    .map((one, order) => ({ ...one, order }))
    .toSorted((a, b) => a.deal - b.deal || (a.at < b.at ? -1 : a.at > b.at ? 1 : a.order - b.order))
    .map(({ deal, question, at, stage, value }): Record<string, string> => ({
      Opportunity__c: idOf(deal),
      Question__c: question,
      CreatedDate: at,
      Stage__c: stage,
      [question === 'DECIDED' ? 'Reason__c' : 'Choice__c']: value,
    }));
  const asked: { api: string; text: string }[] = [];
  return {
    asked,
    instanceUrl: 'https://memory.test',
    username: 'ops@memory.test',
    orgId: '00D000000000001EAA',
    describe: async (object) => {
      const names = object === answerObject ? sees : Object.keys(dealRows[0] ?? { CreatedDate: '' });
      if (names === undefined) throw new OrgError('OrgRefused', { message: 'no', errorCode: 'NOT_FOUND' });
      return await Promise.resolve(new Map(names.map((name) => [name, { name, type: 'string', updateable: false }])));
    },
    count: async ({ text }) => {
      if (!text.includes(answerObject)) return await Promise.resolve(text.includes('History') ? 0 : deals.length);
      if (more.countRefused !== undefined)
        throw new OrgError('OrgRefused', { message: 'no', errorCode: more.countRefused });
      return more.counted ?? answerRows.length;
    },
    read: async (api, { text }, columns, onRows) => {
      asked.push({ api, text });
      const isAnswers = text.includes(`FROM ${answerObject}`);
      for (const name of columns)
        if (isAnswers && sees?.includes(name) !== true) throw new Error(`${name} is not seen`);
      const rows = isAnswers ? answerRows.filter((row) => text.includes(`'${row['Question__c'] ?? ''}'`)) : dealRows;
      for (const row of rows) await onRows([columns.map((column) => row[column] ?? '')]);
      return rows.length;
    },
  };
}

/** Shanghai, where the evening in London is the next day. */
const dayOf = (moment: string): string => new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 10);

const options: OrgOptions = {
  model,
  sinceField: 'CreatedDate',
  api: 'auto',
  calendar: { today, dayOf },
  progress: silentProgress,
};

async function learnedOf(
  org: ForecastOrg,
  more: Partial<OrgOptions> = {},
  isBacktest = false,
): Promise<Learned | null> {
  const day = dayNumber(today) ?? NaN;
  const source = await orgSource(org, { ...options, ...more });
  return (await forecast(source, { day, until: day + 30, isBacktest, probabilityOf: () => null })).learned;
}

/** Few days, so that many fall on each other and on the ends of the window. */
const dayText = fc
  .constantFrom(-367, -366, -365, -364, -31, -30, -29, -2, -1, 0, 1, 20)
  .map((days) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10));
const dealSpec = fc.record<Deal>({
  end: fc.constantFrom('open', 'won', 'lost'),
  closes: dayText,
  amount: fc.option(fc.integer({ min: 1, max: 9 })),
});
const reasons = ['Price', 'Other', 'No rival', 'Of an older model'];
const stages = ['Needs Analysis', 'Closed Won', 'Closed Lost', 'Stage of an older model', ''];
const answerSpec = fc
  .record({
    deal: fc.nat({ max: 11 }),
    isWin: fc.boolean(),
    day: dayText,
    hour: fc.constantFrom('03', '20'),
    stage: fc.constantFrom(...stages),
    choice: fc.constantFrom('Yes', 'No', 'Unknown', '', 'Perhaps'),
    reason: fc.constantFrom(...reasons, ''),
  })
  .map(({ deal, isWin, day, hour, stage, choice, reason }): Answer => ({
    deal,
    question: isWin ? 'WIN' : 'DECIDED',
    at: `${day}T${hour}:00:00.000Z`,
    stage,
    value: isWin ? choice : reason,
  }));

/** The same tables, each cell counted by itself over all rows. */
function oracle(deals: readonly Deal[], answers: readonly Answer[]) {
  const yesterday = '2026-06-14';
  const whole = deals.map((deal, at) => ({
    ...deal,
    said: answers
      .map((one, order) => ({ ...one, order }))
      .filter((one) => one.deal === at)
      .toSorted((a, b) => a.at.localeCompare(b.at) || a.order - b.order),
  }));
  const closesOn = ({ closes }: Deal): string => (closes > yesterday ? yesterday : closes);
  const inWindow = whole.filter((deal) => deal.end !== 'open' && closesOn(deal) >= '2025-06-15');
  const lastChoice = ({ end, closes, said }: (typeof whole)[number]): string | null => {
    const limit = closes > today ? today : closes;
    const counted = said.filter(
      ({ question, value, stage, at }) =>
        question === 'WIN' &&
        ['Yes', 'No', 'Unknown'].includes(value) &&
        !stage.startsWith('Closed') &&
        (end === 'open' || dayOf(at) < limit),
    );
    return counted.at(-1)?.value ?? null;
  };
  const lastReason = ({ end, said }: (typeof whole)[number]): string | null =>
    said.findLast(
      ({ question, value, stage }) =>
        question === 'DECIDED' &&
        value !== '' &&
        ![end === 'won' ? 'Closed Lost' : 'Closed Won', 'Needs Analysis'].includes(stage),
    )?.value ?? null;
  const sum = (of: readonly Deal[]): number => of.reduce((all, { amount }) => all + (amount ?? 0), 0);
  const endsBy = (reason: string | null, end: string) =>
    inWindow.filter((deal) => deal.end === end && lastReason(deal) === reason);
  return {
    choices: ['Yes', 'No', 'Unknown', null].map((answer) => {
      const closed = inWindow.filter((deal) => lastChoice(deal) === answer);
      const open = whole.filter((deal) => deal.end === 'open' && lastChoice(deal) === answer);
      return {
        answer,
        closed: closed.length,
        won: closed.filter(({ end }) => end === 'won').length,
        share: null,
        open: open.length,
        amount: sum(open),
      };
    }),
    reasons: Object.fromEntries(
      reasons.flatMap((reason) => {
        const [won, lost] = [endsBy(reason, 'won'), endsBy(reason, 'lost')];
        return won.length + lost.length === 0
          ? []
          : [[reason, { won: [won.length, sum(won)], lost: [lost.length, sum(lost)] }]];
      }),
    ),
    without: { won: endsBy(null, 'won').length, lost: endsBy(null, 'lost').length },
  };
}

test('of any deals and answers the tables are what a count of each cell says', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(dealSpec, { minLength: 1, maxLength: 12 }),
      fc.array(answerSpec, { maxLength: 40 }),
      async (deals, answers) => {
        const learned = await learnedOf(orgOf(deals, answers));
        const expected = oracle(deals, answers);
        const [win] = learned?.choices ?? [];
        expect(win?.rows.map((row) => ({ ...row, share: null }))).toEqual(expected.choices);
        const rows = learned?.reasons?.rows ?? [];
        expect(
          Object.fromEntries(
            rows.map(({ reason, won, lost }) => [
              reason,
              { won: [won.deals, won.amount], lost: [lost.deals, lost.amount] },
            ]),
          ),
        ).toEqual(expected.reasons);
        expect(learned?.reasons?.without).toEqual(expected.without);
        expect([learned?.from, learned?.until, learned?.unseen]).toEqual(['2025-06-15', '2026-06-14', []]);
      },
    ),
    { numRuns: 400 },
  );
});

const decided = (deal: number, value: string, at = '2026-06-10T03:00:00.000Z'): Answer => ({
  deal,
  question: 'DECIDED',
  at,
  stage: 'Closed Lost',
  value,
});
const win = (deal: number, value: string, at = '2026-01-10T03:00:00.000Z'): Answer => ({
  deal,
  question: 'WIN',
  at,
  stage: 'Needs Analysis',
  value,
});
const lost: Deal = { end: 'lost', closes: '2026-05-01', amount: 5 };

describe('the share of deals won', () => {
  const sharesOf = async (closed: number, won: number) => {
    const deals = Array.from({ length: closed }, (_, at): Deal => ({ ...lost, end: at < won ? 'won' : 'lost' }));
    const learned = await learnedOf(
      orgOf(
        deals,
        deals.map((_, at) => win(at, 'Yes')),
      ),
    );
    return learned?.choices[0]?.rows[0]?.share;
  };

  test('is named from 20 closed deals on', async () => {
    expect(await sharesOf(19, 10)).toBeNull();
    expect((await sharesOf(20, 10))?.won).toBe(0.5);
  });

  test('is never certain, and its range grows narrow with the deals', async () => {
    const [few, many, all] = [await sharesOf(20, 10), await sharesOf(500, 250), await sharesOf(20, 20)];
    expect(all?.won).toBe(1);
    expect(all?.plusMinus).toBeGreaterThan(0.03);
    expect(few?.plusMinus).toBeCloseTo(0.14, 2);
    expect(many?.plusMinus).toBeCloseTo(1.2816 * Math.sqrt(0.25 / 500), 3);
  });

  test('lies within the range four times of five, whatever it truly is', () => {
    // Every possible count of 60 deals with its chance, instead of drawing some.
    const deals = 60;
    for (const truth of [0.1, 0.3, 0.5, 0.8]) {
      let [chance, inside] = [(1 - truth) ** deals, 0];
      for (let won = 0; won <= deals; won += 1) {
        const z = 1.2816 ** 2;
        const middle = (won + z / 2) / (deals + z);
        const half = 1.2816 * Math.sqrt((middle * (1 - middle)) / (deals + z));
        if (Math.abs(won / deals - truth) <= half) inside += chance;
        chance *= ((deals - won) / (won + 1)) * (truth / (1 - truth));
      }
      expect(inside).toBeGreaterThan(0.74);
      expect(inside).toBeLessThan(0.9);
    }
  });
});

describe('what the user does not see', () => {
  const deals = [lost, { ...lost, end: 'open' as const }];
  const answers = [win(0, 'No'), decided(0, 'Price'), win(1, 'Yes')];
  const without = (...names: readonly string[]): string[] => everything.filter((name) => !names.includes(name));

  test.each<[string, OrgMore, readonly string[], number, boolean]>([
    ['everything', {}, [], 1, true],
    ['the choice', { sees: without('Choice__c') }, [`${answerObject}.Choice__c`], 0, true],
    ['the reason', { sees: without('Reason__c') }, [`${answerObject}.Reason__c`], 1, false],
    [
      'both',
      { sees: without('Choice__c', 'Reason__c') },
      ['Choice__c', 'Reason__c'].map((one) => `${answerObject}.${one}`),
      0,
      false,
    ],
    ['the object', { sees: undefined }, [answerObject], 0, false],
    ['what it may count', { countRefused: 'INVALID_TYPE' }, [answerObject], 0, false],
    ['the stage of an answer', { sees: without('Stage__c') }, [], 1, true],
  ])('%s: is named, and the rest is told', async (_name, more, unseen, tables, hasReasons) => {
    const org = orgOf(deals, answers, more);
    const learned = await learnedOf(org);
    expect([learned?.unseen, learned?.choices.length, learned?.reasons !== null]).toEqual([unseen, tables, hasReasons]);
    expect(org.asked.filter(({ text }) => text.includes(answerObject)).length).toBe(tables > 0 || hasReasons ? 1 : 0);
    if (hasReasons) expect(learned?.reasons?.rows.map(({ reason }) => reason)).toEqual(['Price']);
    if (tables > 0) expect(learned?.choices[0]?.rows.map(({ closed, open }) => closed + open)).toEqual([1, 1, 0, 0]);
  });

  test('any other refusal is not taken for it', async () => {
    await expect(learnedOf(orgOf(deals, answers, { countRefused: 'QUERY_TIMEOUT' }))).rejects.toThrow('no');
  });
});

test('a model without a question for the reason tells choices alone; one without a coach asks nothing', async () => {
  const org = orgOf([lost], [win(0, 'No'), decided(0, 'Price')]);
  const learned = await learnedOf(org, { model: accepted(withoutReason()) });
  expect([learned?.choices.length, learned?.reasons, learned?.unseen]).toEqual([1, null, []]);
  expect(org.asked.at(-1)?.text).not.toMatch(/Reason__c|DECIDED/);
  const bare = structuredClone(model);
  delete bare.coaching;
  const silent = orgOf([lost], [win(0, 'No')]);
  expect(await learnedOf(silent, { model: bare })).toBeNull();
  expect(silent.asked.some(({ text }) => text.includes(answerObject))).toBe(false);
});

test('every question whether a deal can be won has a table of its own', async () => {
  const two = accepted(readChanged({ 'coaching.questions.1.kind': 'choice' }));
  const given: Answer[] = [
    win(0, 'No'),
    { ...win(0, 'Yes'), question: 'CHAIN' },
    { ...win(1, 'Yes'), question: 'CHAIN' },
  ];
  const learned = await learnedOf(orgOf([lost, { ...lost, end: 'won' }], given), { model: two });
  expect(
    learned?.choices.map(({ question, rows }) => [question, ...rows.map(({ closed, won }) => [closed, won])]),
  ).toEqual([
    ['WIN', [0, 0], [1, 0], [0, 0], [1, 1]],
    ['CHAIN', [2, 1], [0, 0], [0, 0], [0, 0]],
  ]);
});

test('a day of the past tells nothing of it: answers given since would tell what came', async () => {
  expect(await learnedOf(orgOf([lost], [win(0, 'No')]), {}, true)).toBeNull();
  const org = orgOf([lost], [win(0, 'No')]);
  await learnedOf(org, { readsAnswers: false });
  expect(org.asked.some(({ text }) => text.includes(answerObject))).toBe(false);
});

test('answers are read once, by the Bulk API from 2,000 on, and of the deals that are asked for', async () => {
  const queryOf = async (more: Partial<OrgOptions>, counted = 1) => {
    const org = orgOf([lost], [win(0, 'No')], { counted });
    await learnedOf(org, more);
    const asked = org.asked.filter(({ text }) => text.includes(`FROM ${answerObject}`));
    expect(asked).toHaveLength(1);
    return asked[0] ?? { api: '', text: '' };
  };
  expect((await queryOf({}, 1_999)).api).toBe('collections');
  expect((await queryOf({}, 2_000)).api).toBe('bulk');
  expect((await queryOf({ api: 'collections' }, 2_000)).api).toBe('collections');
  expect((await queryOf({})).text).toContain(
    "WHERE Question__c IN ('WIN', 'DECIDED') ORDER BY Opportunity__c, CreatedDate, Id",
  );
  const ofDeals = 'AND Opportunity__c IN (SELECT Id FROM Opportunity WHERE (Amount > 5))';
  expect((await queryOf({ where: 'Amount > 5' })).text).toContain(ofDeals);
  // A condition that asks for other records cannot stand inside another query.
  expect((await queryOf({ where: 'AccountId IN (SELECT Id FROM Account)' })).text).not.toContain('FROM Opportunity');
});

test('the terminal says what was answered and what is not looked at, and that no chance is changed', async () => {
  const day = dayNumber(today) ?? NaN;
  const textOf = async (more: OrgMore): Promise<string> => {
    const source = await orgSource(orgOf([lost, lost], [win(0, 'No'), decided(0, 'Price')], more), options);
    return forecastText(
      await forecast(source, { day, until: day + 30, isBacktest: false, probabilityOf: () => null }),
      [],
    );
  };
  const whole = await textOf({});
  for (const words of [
    'beside the forecast: they change no chance. Closed deals are those of 2025-06-15 to 2026-06-14.',
    'Can we win? (WIN)',
    'too few deals',
    '(never answered)',
    'What decided it (DECIDED)',
    'Without an answer: 0 won, 1 lost.',
  ])
    expect(whole).toContain(words);
  expect(whole).toMatch(/^No +1 +0 +too few deals +0 +0$/m);
  expect(whole).toMatch(/^Price +0 +0 +1 +5$/m);
  expect(await textOf({ sees: undefined })).toContain(`Not looked at, since you do not see it: ${answerObject}.`);
});
