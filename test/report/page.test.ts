/** The report of orgs that hold little, too much or what means harm. */
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openOrg, type OrgConnection } from '../../scripts/product/org/index.ts';
import { forecastPage } from '../../scripts/product/report/forecast-page.ts';
import { toJson } from '../../scripts/product/report/files.ts';
import type { WeeklyReport } from '../../scripts/product/report/report.ts';
import type { Snapshot } from '../../scripts/product/report/snapshot.ts';
import { summaryText } from '../../scripts/product/report/text.ts';
import { forecast } from '../../scripts/product/forecast/forecast.ts';
import { localeOf } from '../../scripts/product/explain/index.ts';
import { messagesIn } from '../../scripts/product/messages/index.ts';
import { inSeveralCurrencies, type SalesModel } from '../../scripts/product/model/index.ts';
import { startPracticeOrg, type PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import type { StartedPractice } from '../../scripts/practice-org/start/practice.ts';
import { referenceModel as model, referencePackage } from '../reference/index.ts';
import { startSample } from '../start/sample-org.ts';
import { broken, pageOf, reportOf, today, wordsOf } from './told.ts';

const now = new Date(`${today}T02:00:00.000Z`);
const connect = ({ instanceUrl, accessToken, username, orgId }: PracticeOrg): OrgConnection =>
  openOrg({ instanceUrl, accessToken, username, orgId });

/** Every card says something: it has a table or a sentence beside its head. */
function expectWhole(html: string): void {
  expect(html).not.toMatch(broken);
  const cards = html.split('<section').slice(1);
  expect(cards.length).toBeGreaterThan(5);
  for (const card of cards) {
    const said = wordsOf(card.slice(card.indexOf('</h2>')));
    expect(said.length).toBeGreaterThan(10);
    expect(card).not.toMatch(/<tbody>\s*<\/tbody>/);
  }
}

describe('names that mean harm', () => {
  const hostile = fc.oneof(
    fc.constantFrom(
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "' onmouseover='x",
      '</bdi></style><svg onload=x>',
      '</svg></title></section>',
      '&lt;b&gt;',
      '\u202eevil\u202c',
      'line\r\nbreak,"quoted"',
      '\u001b[31mred\u0000',
      '很'.repeat(60),
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
  );
  let practice: StartedPractice;
  let org: OrgConnection;
  let report: WeeklyReport;
  beforeAll(async () => {
    practice = await startSample({ now, sampleDeals: 60 });
    org = connect(practice.org);
    report = await reportOf(org);
  });
  afterAll(async () => {
    org.close();
    await practice.org.stop();
  });

  /** The report with a text in the place of every one that people wrote. */
  const withTexts = (text: string): WeeklyReport => {
    const { pipeline, changed, history, snapshot, org: of, forecast: foretold } = report;
    const { learned } = foretold;
    const sum = { deals: 1, amount: 2 };
    const earlier: Snapshot = { ...snapshot, day: '2026-11-18' };
    return {
      ...report,
      org: { ...of, username: text },
      forecast: {
        ...foretold,
        learned: learned && {
          ...learned,
          unseen: [text],
          choices: learned.choices.map((one) => ({ ...one, question: text, title: text })),
          reasons: learned.reasons && {
            ...learned.reasons,
            question: text,
            title: text,
            rows: [{ reason: text, won: sum, lost: sum }],
          },
        },
      },
      where: text,
      pipeline: {
        ...pipeline,
        stages: pipeline.stages.map((row) => ({ ...row, name: text, known: false })),
        blockers: pipeline.blockers.map((one) => ({ ...one, name: text })),
        largestBlocked: pipeline.largestBlocked.map((deal) => ({
          ...deal,
          name: text,
          owner: text,
          stage: text,
          to: text,
          by: deal.by.map(() => text),
        })),
        people: pipeline.people.map((one) => ({ ...one, name: text })),
      },
      changed: changed.map((deal) => ({
        ...deal,
        name: text,
        owner: text,
        stage: text,
        changes: [...deal.changes, { kind: 'forward', from: text, to: text, cents: 1n }],
      })),
      history: { ...history, damaged: [text], list: [earlier, snapshot] },
    };
  };
  const tagsOf = (html: string): string[] => [...html.matchAll(/<\/?([^\s>/]*)[^>]*>/g)].map(([, name = '']) => name);
  const attributesOf = (html: string): string[] =>
    [...html.matchAll(/<[a-z][^>]*>/g)].flatMap(([tag]) =>
      [...tag.replaceAll(/"[^"]*"/g, '""').matchAll(/\s([a-z-]+)=/gi)].map(([, name = '']) => name),
    );

  test('make no tag, no attribute and no end of anything in the page', () => {
    const plain = pageOf(withTexts('name'));
    const [tags, attributes] = [tagsOf(plain), attributesOf(plain)];
    expect(tags.length).toBeGreaterThan(500);
    fc.assert(
      fc.property(hostile, (text) => {
        const html = pageOf(withTexts(text));
        expect(tagsOf(html)).toEqual(tags);
        expect(attributesOf(html)).toEqual(attributes);
        expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069\0\u001b]/);
        expect(summaryText(withTexts(text), [])).not.toMatch(/[\u001b\0\r\u202a-\u202e]/);
      }),
      { numRuns: 60 },
    );
  });
});

describe('an org that holds little or too much', () => {
  let practice: PracticeOrg | undefined;
  let org: OrgConnection | undefined;
  afterEach(async () => {
    org?.close();
    await practice?.stop();
    [practice, org] = [undefined, undefined];
  });

  async function begun(deals: readonly Record<string, unknown>[], of: SalesModel = model): Promise<OrgConnection> {
    const { metadata, stages } = referencePackage();
    const others = deals.flatMap(({ StageName }) =>
      stages.some(({ name }) => name === StageName) ? [] : [String(StageName)],
    );
    const started = await startPracticeOrg({
      metadata,
      stages: [
        ...stages,
        ...[...new Set(others)].map((name) => ({ ...stages[0], name, label: name })),
      ] as typeof stages,
      activateRules: false,
      currency: of.money.currency,
      startsAt: now,
    });
    if (!started.ok) throw new Error(started.problems.join('\n'));
    practice = started.org;
    for (const deal of deals) {
      const [result] = practice.load('Opportunity', [{ Name: 'Deal', CloseDate: '2026-12-31', ...deal }]);
      if (result?.ok !== true) throw new Error(JSON.stringify(result));
    }
    org = connect(practice);
    return org;
  }
  const first = model.stages[0]?.name;

  test('no deal at all is said in words, in every card', async () => {
    const told = await reportOf(await begun([]));
    expect(told.pipeline.total).toEqual({ deals: 0, cents: 0n, weighted: 0n });
    for (const language of ['en_US', 'zh_CN'] as const) expectWhole(pageOf(told, language));
    expect(wordsOf(pageOf(told))).toContain('No deal is open.');
    expect(wordsOf(pageOf(told))).toContain('0 won and 0 lost are known');
    expect(summaryText(told, [])).not.toMatch(broken);
  });

  test('deals without amount, grade or owner of note, all in one stage', async () => {
    const told = await reportOf(await begun([{ StageName: first }, { StageName: first, Amount: 0 }]));
    expect(toJson(told).pipeline).toMatchObject({ deals: 2, amount: '0.00', withoutAmount: 1 });
    expectWhole(pageOf(told));
    expect(wordsOf(pageOf(told))).toContain('1 open deals have no amount');
  });

  test('amounts of 10^12, names of sixty characters, and a stage that the model does not have', async () => {
    const name = '很长的商机名称'.repeat(9).slice(0, 60);
    const deals = Array.from({ length: 30 }, (_, at) => ({
      Name: name,
      StageName: at === 0 ? '别处的阶段' : first,
      Amount: 1e12,
      TAS_Led_By__c: 'Us',
    }));
    const told = await reportOf(await begun(deals));
    expect(toJson(told).pipeline.amount).toBe('30000000000000.00');
    const html = pageOf(told, 'zh_CN');
    expectWhole(html);
    expect(wordsOf(html)).toContain('CNY 30,000,000,000,000');
    expect(wordsOf(html)).toContain('别处的阶段（不在模型中）');
    expect(told.pipeline.stages.at(-1)).toMatchObject({ stage: '别处的阶段', known: false, deals: 1 });
  });

  test('record types and deals that the model does not govern are counted apart', async () => {
    const governed = { ...model, scope: { ...model.scope, recordTypes: ['Sales'] } } as SalesModel;
    const told = await reportOf(await begun([{ StageName: first }]), { model: governed });
    expect(told.pipeline).toMatchObject({ total: { deals: 0 }, otherTypes: 1 });
    expect(wordsOf(pageOf(told))).toContain('have a record type that the model does not govern');
    const later = { ...model, enforcement: { ...model.enforcement, dealsCreatedFrom: '2999-01-01T00:00:00Z' } };
    const old = await reportOf(org as OrgConnection, { model: later });
    expect(old.pipeline).toMatchObject({ total: { deals: 1 }, judged: { deals: 0 }, blocked: { deals: 0 }, cohort: 1 });
    expect(wordsOf(pageOf(old))).toContain('older than the date of the model');
  });
});

test('several currencies are summed in the corporate one, and the forecast says which it is in', async () => {
  const practice = await startSample({ now, sampleDeals: 60, corporateCurrency: 'USD' });
  const org = connect(practice.org);
  try {
    const told = await reportOf(org, { model: inSeveralCurrencies(model, 'USD') });
    expect(told.pipeline.currency).toBe('USD');
    const html = pageOf(told);
    expectWhole(html);
    expect(wordsOf(html)).toContain('The forecast is in the currency of the model, CNY.');
  } finally {
    org.close();
    await practice.org.stop();
  }
});

/** A deal of nine, a day each for two years, so that there is something to foretell. */
async function foretold(isBacktest: boolean) {
  const day = 20_000;
  async function* deals() {
    for (let at = 0; at < 900; at += 1) {
      await Promise.resolve();
      const [end, begun] = [at % 9, day - 800 + at];
      const closed = end < 7 && begun + 40 < day + 60 ? begun + 10 + ((at * 7) % 90) : null;
      const stage = model.stages[at % model.stages.length]?.name ?? '';
      yield {
        begun,
        closed,
        isClosed: closed !== null,
        won: end < 4,
        grade: 'ABCDE'.charAt(at % 5),
        stage,
        stageAt: () => stage,
        amount: at % 11 === 0 ? null : 1e12,
        probability: at % 3 === 0 ? null : 0.3,
        answers: {
          choices: new Map(at % 2 === 0 ? [['WIN', end < 4 ? 'Yes' : 'No']] : []),
          reason: closed === null || at % 5 === 0 ? null : at % 5 === 1 ? '<i>Luck</i>' : 'Price',
        },
      };
    }
  }
  const asked = {
    choices: [{ code: 'WIN', title: '<b>Win</b>' }],
    reason: { code: 'DECIDED', title: 'Decided', order: ['Price'] },
    unseen: [],
  };
  const source = { name: 'a test', currency: 'CNY', notes: [], seesStages: true, asked, deals: deals() };
  return await forecast(source, { day, until: day + 60, isBacktest, probabilityOf: () => 0.3 });
}

test('the page of a forecast says its headline, every row as a cell, and the backtest, in both languages', async () => {
  for (const isBacktest of [false, true]) {
    const report = await foretold(isBacktest);
    expect(report.expectation).not.toBeNull();
    for (const language of ['en_US', 'zh_CN'] as const) {
      const options = { messages: messagesIn(language), locale: localeOf(model, language) };
      const html = forecastPage(report, options, '<b>from</b>');
      expect(html).not.toMatch(broken);
      expect(html).not.toContain('<b>from');
      const cells = [...html.matchAll(/<td class="(?:few|h\d)">\s*<b>/g)].length;
      expect(cells).toBe(report.expectation?.rows.length);
      expect(html.includes('id="backtest"')).toBe(isBacktest);
      const wins = Math.round(report.expectation?.wins.expected ?? 0).toLocaleString(options.messages.language.tag);
      expect(wordsOf(html)).toContain(` ${wins} `);
      for (const { brier } of report.backtest?.methods ?? []) expect(html).toContain(brier.toFixed(4));
    }
  }
});

test('what the coach was answered stands in the reader’s words, escaped, with what is too little and what is not seen', async () => {
  const report = await foretold(false);
  const { learned } = report;
  expect(learned?.choices[0]?.rows.map(({ closed }) => closed > 20)).toEqual([true, true, false, true]);
  const cardOf = (of: typeof report, language: 'en_US' | 'zh_CN'): string => {
    const html = forecastPage(of, { messages: messagesIn(language), locale: localeOf(model, language) }, 'x');
    return html.split('<section').find((one) => one.includes('id="learned"')) ?? '';
  };
  const english = cardOf(report, 'en_US');
  const { closed = NaN, won = NaN, share } = learned?.choices[0]?.rows[0] ?? {};
  for (const words of ['Can we win?', 'Never answered', 'too few', `${closed} ${won} 100%`, 'What decided it', 'Price'])
    expect(wordsOf(english)).toContain(words);
  expect(share?.plusMinus).toBeGreaterThan(0);
  expect(english).toContain('&lt;i&gt;Luck');
  expect(english).not.toMatch(/<i>|<b>Win/);
  const chinese = wordsOf(cardOf(report, 'zh_CN'));
  for (const words of ['能不能赢？', '从未回答', '价格', '没有回答的']) expect(chinese).toContain(words);
  if (learned === null) throw new Error('nothing was learned');
  const unseen = { ...learned, unseen: ['TAS_Coaching_Answer__c'], choices: [], reasons: null };
  expect(wordsOf(cardOf({ ...report, learned: unseen }, 'en_US'))).toContain(
    'Not looked at, since the reader does not see it: TAS_Coaching_Answer__c.',
  );
  const none = { ...learned, reasons: learned.reasons && { ...learned.reasons, rows: [] } };
  expect(wordsOf(cardOf({ ...report, learned: none }, 'en_US'))).toContain('No closed deal has an answer.');
  expect(cardOf({ ...report, learned: null }, 'en_US')).toBe('');
});

test('a forecast of nothing says so', async () => {
  async function* none() {
    await Promise.resolve();
    yield* [];
  }
  const source = { name: 'nothing', currency: null, notes: [], seesStages: false, deals: none() };
  const report = await forecast(source, { day: 20_000, until: 20_060, isBacktest: false, probabilityOf: () => null });
  const html = forecastPage(report, { messages: messagesIn('en_US'), locale: localeOf(model, 'en_US') }, 'nothing');
  expect(html).not.toMatch(broken);
  expect(wordsOf(html)).toContain('Too few deals to foretell anything');
});
