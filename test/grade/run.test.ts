import { runsFolder } from '../runs/folder.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { GradeError } from '../../scripts/product/grade/error.ts';
import { GradesFile } from '../../scripts/product/grade/files.ts';
import { MemorySheet } from './sheet.ts';
import { bulkFrom, OrgError } from '../../scripts/product/org/index.ts';
import type { GradeOptions } from '../../scripts/product/grade/options.ts';
import { silentProgress } from '../../scripts/product/terminal/index.ts';
import { runGrade, type GradeRun } from '../../scripts/product/grade/run.ts';
import { closingLine, summaryText } from '../../scripts/product/grade/text.ts';
import type { SalesModel } from '../../scripts/product/model/index.ts';
import { referenceFile as file, referenceModel as model } from '../reference/index.ts';
import { deal, TODAY, type DealRow } from './deals.ts';
import { MemoryOrg } from './memory-org.ts';

const idOf = (at: number): string => `006${String(at).padStart(12, '0')}AAA`;
const someDeals = (): DealRow[] => [
  deal({ id: idOf(1), suggestedInOrg: 'B' }),
  deal({ id: idOf(2), amount: 300_000, decided: 'D', stage: 'Bid Submission', suggestedInOrg: 'C' }),
  deal({ id: idOf(3), amount: null, stage: 'Engaging' }),
  deal({ id: idOf(4), ledBy: 'Partner', amount: null, suggestedInOrg: 'E' }),
  deal({ id: idOf(5), amount: 10, decided: 'A', suggestedInOrg: 'D' }),
  deal({ id: idOf(6), ledBy: '', name: '=1+1', amount: 5_000_000 }),
  deal({ id: idOf(7), decided: 'B', manual: 'A', suggestedInOrg: 'B' }),
];

const runs = runsFolder();
let org: MemoryOrg;
const run = async (change: Partial<GradeOptions> = {}): Promise<GradeRun> =>
  await runGrade(org, {
    model,
    modelFile: file,
    apply: false,
    allowLower: false,
    api: 'auto',
    today: TODAY,
    progress: silentProgress,
    runs,
    now: () => new Date(),
    ...change,
  });

const refusal = async (change: Partial<GradeOptions> = {}): Promise<GradeError> => {
  const error: unknown = await run(change).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof GradeError) return error;
  throw new Error(`expected a GradeError, got ${String(error)}`);
};

beforeEach(() => {
  org = new MemoryOrg(someDeals());
});

describe('a grading run', () => {
  test('says of which deals the amount is the sum of their products, and nothing where there are none', async () => {
    expect(summaryText((await run()).summary, [])).not.toContain('products');
    org.deals.push(deal({ id: idOf(8), name: 'Relays', hasProducts: true, suggestedInOrg: 'B' }));
    const { summary } = await run();
    expect(summary.withProducts).toMatchObject({ count: 1, examples: [{ id: idOf(8), name: 'Relays' }] });
    expect(summaryText(summary, [])).toContain(
      "1 deal: the amount is the sum of the deal's products; change it there, Salesforce ignores what is written to it.",
    );
  });

  test('writes nothing on a dry run and ends with 2 when changes are pending', async () => {
    const { summary } = await run();
    expect(org.calls).toEqual(['read collections']);
    expect(summary.exitCode).toBe(2);
    expect(closingLine(summary)).toBe(
      '7 deals read, 5 with a grade, 2 without, 3 to write, 0 written, 0 failed, 1 lowering proposed (dry run).',
    );
    expect(summary.next).toContain('--apply');
  });

  test('writes only what changed, and a second run changes nothing', async () => {
    const first = await run({ apply: true });
    expect(org.calls.slice(-2)).toEqual(['update collections 3 TAS_Grade__c', 'read collections']);
    expect([first.summary.exitCode, first.summary.counts.written]).toEqual([0, 3]);
    expect(org.deals.map(({ decided }) => decided)).toEqual(['B', 'C', '', 'E', 'A', '', 'B']);
    const second = await run({ apply: true });
    expect(org.calls.filter((call) => call.startsWith('update'))).toHaveLength(1);
    expect(second.summary.counts).toMatchObject({ changes: 0, written: 0, failed: 0, loweringProposed: 1 });
    expect(second.summary.exitCode).toBe(0);
  });

  test('reads back what was written, and names what the org left out without a word', async () => {
    const write = org.write;
    // A field that the user may not edit: the org takes the row and leaves the value out.
    org.write = async (api, request) => {
      const ignored = request.updates.slice(0, 1);
      const taken = await write(api, { ...request, updates: request.updates.slice(1) });
      return [...ignored.map(({ id }) => ({ id, errors: [] })), ...taken];
    };
    const { summary } = await run({ apply: true });
    expect(summary.readBack).toMatchObject({ rows: 3, of: 3, problem: null });
    expect(summary.readBack?.examples.map(({ why }) => why)).toEqual([
      expect.stringContaining('TAS_Grade__c') as string,
    ]);
    expect(summary.exitCode).toBe(1);
    const text = summaryText(summary, []);
    expect(text).toContain('3 of 3 written grades read back, 1 otherwise than written.');
    expect(text).toContain(`Otherwise than written\n  ${summary.readBack?.examples[0]?.id}: `);
  });

  test('of many written grades one of a hundred is read back, 2,000 at the least, or all where that is asked for', async () => {
    const many = (): MemoryOrg =>
      new MemoryOrg(Array.from({ length: 2_500 }, (_, at) => deal({ id: idOf(at), suggestedInOrg: 'B' })));
    org = many();
    expect((await run({ apply: true })).summary.readBack).toMatchObject({ rows: 2_000, of: 2_500, astray: 0 });
    org = many();
    expect((await run({ apply: true, verify: 'all' })).summary.readBack).toMatchObject({ rows: 2_500, of: 2_500 });
  });

  test('where nothing can be read back, what was written stands and is told', async () => {
    const read = org.read;
    org.read = async (api, query, columns, onRows) => {
      if (org.calls.some((call) => call.startsWith('update')))
        throw new OrgError('OrgUnreachable', { message: 'The org does not answer.' });
      return await read(api, query, columns, onRows);
    };
    const { summary } = await run({ apply: true });
    expect([summary.counts.written, summary.exitCode, summary.readBack?.problem]).toEqual([
      3,
      1,
      'The org does not answer.',
    ]);
    expect(summaryText(summary, [])).toContain('could not be read back: The org does not answer.');
  });

  test('leaves alone what somebody changed between reading and writing, if it counts, and says so', async () => {
    const at = (place: number, change: Partial<DealRow>): DealRow =>
      deal({ id: idOf(place), name: `Deal ${place}`, suggestedInOrg: 'B', ...change });
    org = new MemoryOrg(Array.from({ length: 7 }, (_, place) => at(place, {})));
    const meanwhile: Partial<DealRow>[] = [
      {},
      // The rep decided otherwise, or the same.
      { decided: 'C' },
      { decided: 'B' },
      // What the grade goes by is another.
      { amount: 400_000, modelAmount: 400_000 },
      { ledBy: 'Partner' },
      { isClosed: true },
      // Nothing that counts.
      { name: 'Renamed', stage: 'Bid Submission' },
    ];
    const read = org.read;
    let isRead = false;
    org.read = async (...asked) => {
      const rows = await read(...asked);
      if (!isRead && asked[1].text.includes('FROM Opportunity')) {
        isRead = true;
        org.deals.forEach((one, place) => Object.assign(one, meanwhile[place]));
      }
      return rows;
    };
    const sheet = new MemorySheet();
    const { summary } = await run({ apply: true, sheet });
    expect(org.deals.map(({ decided }) => decided)).toEqual(['B', 'C', 'B', '', '', '', 'B']);
    expect(sheet.plans.map(({ result }) => result)).toEqual([
      'Graded',
      'ChangedSince',
      'Graded',
      'ChangedSince',
      'ChangedSince',
      'ChangedSince',
      'Graded',
    ]);
    expect(sheet.plans.map(({ reason }) => reason).filter((reason) => /since/.test(reason))).toEqual([
      'changed since: TAS_Grade__c is "C" now',
      'what the grade goes by changed since: we lead, CNY 300,000 or more, below 1,000,000',
      'what the grade goes by changed since: the partner leads, so the amount does not count',
      'the deal was closed since',
    ]);
    expect(summary.counts).toMatchObject({ changes: 7, written: 3, failed: 0, changedSince: 4 });
    expect([summary.exitCode, summary.next]).toEqual([
      0,
      'Run the same command again for the deals that changed meanwhile.',
    ]);
    expect(closingLine(summary)).toContain('4 changed meanwhile and left alone');
  });

  test('lowers when that is allowed', async () => {
    await run({ apply: true, allowLower: true });
    expect(org.deals[4]?.decided).toBe('D');
  });

  test('counts every deal in exactly one result, each with its reasons', async () => {
    const { summary } = await run();
    expect(summary.results.map(({ result, count }) => [result, count])).toEqual([
      ['Graded', 2],
      ['Raised', 1],
      ['LoweringProposed', 1],
      ['Unchanged', 1],
      ['NoAmount', 1],
      ['LedByNotAnswered', 1],
    ]);
    for (const { count, reasons } of summary.results) {
      expect(reasons.reduce((sum, reason) => sum + reason.count, 0)).toBe(count);
    }
  });

  test('reports where the effective grade is not the suggested one', async () => {
    const { effectiveDiffers } = (await run()).summary;
    expect(effectiveDiffers.examples.map(({ id, effective, suggested }) => [id, effective, suggested])).toEqual([
      [idOf(5), 'A', 'D'],
      [idOf(7), 'A', 'B'],
    ]);
    expect(effectiveDiffers.count).toBe(2);
  });

  test('reports every error of a refused record, grouped, and ends with 1', async () => {
    const errors = [
      { code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'Ask first.', fields: ['TAS_Grade__c'] },
      { code: 'STRING_TOO_LONG', message: 'too long', fields: [] },
    ];
    org.refuse = (id) => (id === idOf(4) ? [] : errors);
    const sheet = new MemorySheet();
    const { summary } = await run({ apply: true, sheet });
    expect(summary.counts).toMatchObject({ changes: 3, written: 1, failed: 2 });
    expect(summary.failures.map(({ code, count }) => [code, count])).toEqual([
      ['FIELD_CUSTOM_VALIDATION_EXCEPTION', 2],
      ['STRING_TOO_LONG', 2],
    ]);
    expect(summary.exitCode).toBe(1);
    expect(sheet.plans[0]).toMatchObject({
      result: 'Failed',
      reason: 'FIELD_CUSTOM_VALIDATION_EXCEPTION: Ask first.; STRING_TOO_LONG: too long',
    });
    expect(summaryText(summary, [])).toContain('2 deals: STRING_TOO_LONG: too long');
  });

  test('does nothing in an org without open deals, and says so with zeros', async () => {
    org = new MemoryOrg([]);
    const { summary } = await run({ apply: true });
    expect(summary.exitCode).toBe(0);
    expect(closingLine(summary)).toBe(
      '0 deals read, 0 with a grade, 0 without, 0 to write, 0 written, 0 failed, 0 lowering proposed.',
    );
    expect(summary.matrix.rows).toHaveLength(7);
  });
});

describe('what a run reads', () => {
  test('is the open deals, by the condition of the user in its own parentheses', async () => {
    await run({ where: "Amount > 1 OR Name = 'a'" });
    expect(org.queries[0]).toBe(
      "SELECT COUNT() FROM Opportunity WHERE IsClosed = false AND (Amount > 1 OR Name = 'a')",
    );
    expect(org.queries[1]).toMatch(/^SELECT Id, Name, .* FROM Opportunity WHERE IsClosed = false AND \(Amount/);
  });

  test('is only the record types that the model governs', async () => {
    const scoped: SalesModel = { ...model, scope: { recordTypes: ['TAS_Deal', 'Big'] } };
    org.recordTypes = ['TAS_Deal', 'Big'];
    await run({ model: scoped });
    expect(org.queries[1]).toContain("RecordType.DeveloperName IN ('TAS_Deal', 'Big')");
  });

  test('is nothing where nobody has a record type that the model governs: it is named', async () => {
    const scoped: SalesModel = { ...model, scope: { recordTypes: ['TAS_Deal', 'Big'] } };
    org.recordTypes = ['TAS_Deal'];
    await expect(run({ model: scoped, apply: true })).rejects.toMatchObject({
      name: 'UnknownRecordType',
      message: expect.stringContaining('no record type Big ') as string,
    });
    expect(org.calls).toEqual(['read collections']);
  });

  test.each([
    [bulkFrom - 1, 'auto', 'collections'],
    [bulkFrom, 'auto', 'bulk'],
    [1, 'bulk', 'bulk'],
    [bulkFrom, 'collections', 'collections'],
  ] as const)('comes, with %i deals and --api %s, by %s, and is written by it', async (count, api, expected) => {
    org = new MemoryOrg(Array.from({ length: count }, (_, at) => deal({ id: idOf(at), suggestedInOrg: 'B' })));
    await run({ api, apply: true });
    // What changed meanwhile is asked for just before the write.
    expect(org.calls.slice(0, 3)).toEqual([
      `read ${expected}`,
      'read collections',
      `update ${expected} ${count} TAS_Grade__c`,
    ]);
    // A sample of what was written is read back, by few ids at a time.
    expect(new Set(org.calls.slice(3))).toEqual(new Set(['read collections']));
  });
});

describe('a run is refused', () => {
  test('naming every field that is missing', async () => {
    org.hidden = ['TAS_Grade__c', 'TAS_Suggested_Grade__c'];
    const error = await refusal();
    expect([error.name, error.exitCode]).toEqual(['PackageNotInstalled', 1]);
    expect(error.message).toContain('TAS_Grade__c, TAS_Suggested_Grade__c');
  });

  test('when it is to write and the user may not', async () => {
    org.readOnly = ['TAS_Grade__c'];
    expect((await refusal({ apply: true })).name).toBe('NoEditAccess');
    expect((await run()).summary.counts.changes).toBe(3);
  });

  test('when the currency of the model is not active', async () => {
    org.rates = [
      ['USD', '1', 'true'],
      ['CNY', '7', 'false'],
    ];
    expect(await refusal()).toMatchObject({ name: 'CurrencyNotActive', exitCode: 3 });
  });

  test("when it would write grades that the org's own formula denies", async () => {
    for (const one of org.deals) one.suggestedInOrg = 'D';
    expect(await refusal({ apply: true })).toMatchObject({ name: 'ModelDiffers', exitCode: 3 });
    expect(org.calls.some((call) => call.startsWith('update'))).toBe(false);
    const { summary } = await run();
    expect(summary.formulaDiffers.count).toBe(6);
  });

  test('when it would use up the API calls of the org', async () => {
    org.remainingCalls = 1;
    expect(await refusal({ apply: true })).toMatchObject({ name: 'TooFewApiCalls', exitCode: 3 });
  });
});

describe('in an org with several currencies', () => {
  beforeEach(() => {
    org.rates = [
      ['USD', '1', 'true', 'true'],
      ['CNY', '7', 'true', 'false'],
    ];
    org.deals.length = 0;
  });

  test('the amount that the org converted counts, also in the totals, and deals without a rate are named', async () => {
    org.deals.push(
      deal({ id: idOf(1), amount: 142_857.15, currency: 'USD', modelAmount: 1_000_000.05, suggestedInOrg: 'B' }),
      deal({ id: idOf(2), amount: 1_000_000, currency: 'CNY', suggestedInOrg: 'B' }),
      deal({ id: idOf(3), amount: 1_000_000, currency: 'XXX', modelAmount: null }),
    );
    const sheet = new MemorySheet();
    const { summary } = await run({ apply: true, sheet });
    expect(sheet.plans.map(({ letter, result }) => letter ?? result)).toEqual(['B', 'B', 'NoRate']);
    expect(summary.matrix.total).toEqual({ count: 3, amount: 2_000_000.05 });
    expect(summary.conversion).toContain('CurrencyType');
    expect([summary.amountDiffers.count, summary.counts.written]).toEqual([0, 2]);
  });

  test('why there is no rate is named: unknown, not active, or none that is believed', async () => {
    org.rates = [
      ['CNY', '1', 'true', 'true'],
      ['EUR', '0.13', 'false', 'false'],
      ['GBP', '1', 'true', 'false'],
    ];
    for (const currency of ['EUR', 'GBP', 'XTS', ''])
      org.deals.push(deal({ id: idOf(org.deals.length), amount: 5, currency, modelAmount: null }));
    const { results } = (await run()).summary;
    expect(results.map(({ result, count }) => [result, count])).toEqual([['NoRate', 4]]);
    expect(results[0]?.reasons.map(({ reason }) => reason).toSorted()).toEqual([
      'EUR is not active in this org',
      "GBP has no rate: 1 is not the corporate currency's, and not believed of another",
      'XTS is no currency of this org',
      'an empty currency is no currency of this org',
    ]);
  });

  test('a report as of a day goes by the dated rates of that day, and writes nothing', async () => {
    org.rates = [
      ['CNY', '1', 'true', 'true'],
      ['EUR', '0.125', 'true', 'false'],
      ['USD', '0.14', 'true', 'false'],
    ];
    org.datedRates = [
      ['EUR', '0.2', '2026-01-01', '2026-07-01'],
      ['EUR', '0.1', '2026-07-01', ''],
    ];
    org.deals.push(
      deal({ id: idOf(1), amount: 150_000, currency: 'EUR', modelAmount: 1_200_000, suggestedInOrg: 'B' }),
      deal({ id: idOf(2), amount: 5, currency: 'USD', modelAmount: 35, suggestedInOrg: 'D' }),
      deal({ id: idOf(3), amount: 1_000_000, currency: 'CNY', suggestedInOrg: 'B' }),
    );
    const lettersOn = async (asOf: string): Promise<(string | null)[]> => {
      const sheet = new MemorySheet();
      const { summary } = await run({ asOf, sheet });
      expect([summary.asOf, summary.exitCode, summary.formulaDiffers.count]).toEqual([asOf, 0, 0]);
      expect(summaryText(summary, [])).toContain(`by the dated rates of ${asOf}, for this report alone`);
      return sheet.plans.map(({ letter, reason }) => letter ?? reason);
    };
    expect(await lettersOn('2026-06-30')).toEqual(['C', 'USD has no dated rate of 2026-06-30', 'B']);
    expect(await lettersOn('2026-07-01')).toEqual(['B', 'USD has no dated rate of 2026-07-01', 'B']);
    expect(await refusal({ asOf: '2026-07-01', apply: true })).toMatchObject({ name: 'AsOfIsForReports', exitCode: 3 });
    org.datedRates = undefined;
    expect((await refusal({ asOf: '2026-07-01' })).name).toBe('NoDatedRates');
    expect(org.calls.some((call) => call.startsWith('update'))).toBe(false);
  });

  test('a package that does not convert is told, and nothing is written by it', async () => {
    org.deals.push(deal({ id: idOf(1), amount: 1_000_000, currency: 'USD', suggestedInOrg: 'B' }));
    const { summary } = await run();
    expect(summary.amountDiffers.examples.map(({ id }) => id)).toEqual([idOf(1)]);
    expect(summaryText(summary, [])).toContain('1 deal: the amount in CNY is not what the rates of the org make of it');
    expect(await refusal({ apply: true })).toMatchObject({ name: 'AmountsDiffer', exitCode: 3 });
    expect(org.calls.some((call) => call.startsWith('update'))).toBe(false);
  });
});

describe('the files of a run', () => {
  const filesOf = async (
    change: Partial<GradeOptions> = {},
  ): Promise<{ run: GradeRun; texts: Map<string, string> }> => {
    const sheet = new GradesFile(runs);
    const done = await run({ ...change, sheet });
    const texts = new Map([...sheet.files(done.summary)].map(([name, pieces]) => [name, [...pieces].join('')]));
    sheet.close();
    return { run: done, texts };
  };
  const linesOf = (text = ''): string[] => text.split(/(?<=\n)/);

  test('have a row for each deal under the exact columns, safe for a spreadsheet', async () => {
    const rows = linesOf((await filesOf()).texts.get('grades.csv'));
    expect(rows[0]).toBe('\ufeffId,Name,StageName,Amount,LedBy,CurrentGrade,Grade,Result,Reason\n');
    expect(rows).toHaveLength(8);
    expect(rows[3]).toBe(`${idOf(3)},A deal,Engaging,,Us,,,NoAmount,there is no amount\n`);
    expect(rows[6]).toBe(`${idOf(6)},'=1+1,Needs Analysis,5000000,,,,LedByNotAnswered,nobody has answered who leads\n`);
  });

  test('hold the summary as --json prints it', async () => {
    const { run: done, texts } = await filesOf();
    expect(JSON.parse(texts.get('summary.json') ?? '')).toEqual(JSON.parse(JSON.stringify(done.summary)));
    expect(texts.has('failed.csv')).toBe(false);
  });

  test('name what the org refused, in the row of the deal and in a file that Bulk takes as it is', async () => {
    org.deals[1] = deal({
      id: idOf(2),
      name: 'Two\n"lines", 商机',
      amount: 300_000,
      decided: 'D',
      suggestedInOrg: 'C',
    });
    org.refuse = (id) => (id === idOf(2) ? [{ code: 'ENTITY_IS_LOCKED', message: 'in approval', fields: [] }] : []);
    const { texts } = await filesOf({ apply: true });
    expect(texts.get('failed.csv')).toBe(`Id,TAS_Grade__c\n${idOf(2)},C\n`);
    const grades = texts.get('grades.csv') ?? '';
    expect(grades).toContain(
      `${idOf(2)},"Two\n""lines"", 商机",Needs Analysis,300000,Us,D,C,Failed,ENTITY_IS_LOCKED: in approval\n`,
    );
    expect(linesOf(grades)[1]).toMatch(/,Graded,/);
    expect(grades.match(/\ufeff/g)).toHaveLength(1);
    const unharmed = await filesOf();
    expect(linesOf(unharmed.texts.get('grades.csv')).slice(4)).toHaveLength(5);
  });
});

describe('the report', () => {
  test('shows stages in the order of the model, then those it does not know, and adds up', async () => {
    const { matrix } = (await run()).summary;
    expect(matrix.rows.map(({ stage }) => stage)).toEqual([...model.stages.map(({ name }) => name), 'Engaging']);
    expect(matrix.columns).toEqual(['A', 'B', 'C', 'D', 'E', 'ungraded']);
    const cells = matrix.rows.flatMap(({ cells }) => Object.values(cells));
    expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(7);
    expect(cells.reduce((sum, { amount }) => sum + amount, 0)).toBe(matrix.total.amount);
  });

  test('lines up, wide characters too, and cannot be drawn over by a name', async () => {
    org = new MemoryOrg([deal({ stage: '商务谈判', name: 'evil\u001b[2J\nname', suggestedInOrg: 'B' })]);
    const text = summaryText((await run()).summary, ['/tmp/grades.csv']);
    expect(text).not.toContain('\u001b');
    expect(text).toContain('Wrote /tmp/grades.csv');
    expect(text).toMatchInlineSnapshot(`
      "Connected to https://memory.test as ops@memory.test (org 00D000000000001EAA, API 66.0).
      Model test/reference/model.yaml, version 1. The org has one currency; amounts are taken as CNY as they stand.
      Read by REST.

      Stage (deals, CNY)     A          B  C  D  E  ungraded      total
      ─────────────────────────────────────────────────────────────────
      Validate Opportunity   0          0  0  0  0         0          0
      Initiate Pursuit       0          0  0  0  0         0          0
      Needs Analysis         0          0  0  0  0         0          0
      Value Presentation     0          0  0  0  0         0          0
      Tender Preparation     0          0  0  0  0         0          0
      Bid Submission         0          0  0  0  0         0          0
      Negotiation & Signing  0          0  0  0  0         0          0
      商务谈判               0          1  0  0  0         0          1
      (not in the model)        2,000,000                     2,000,000
      ─────────────────────────────────────────────────────────────────
      total                  0          1  0  0  0         0          1
                                2,000,000                     2,000,000

      What would be done, and why
        Graded: 1 deal
          1 × we lead, CNY 1,000,000 or more, below 5,000,000
          for example
          006000000000001AAA  evil [2J name (商务谈判)

      Wrote /tmp/grades.csv
      1 deal read, 1 with a grade, 0 without, 1 to write, 0 written, 0 failed, 0 lowering proposed (dry run).
      Write these grades: run the same command with --apply."
    `);
  });
});
