/** The page of `tas forecast`: what is expected, of which deals, and how good such a forecast was. */
import { heatMap } from '../chart/index.ts';
import {
  leastSeen,
  type Backtest,
  type Expectation,
  type ForecastReport,
  type ForecastRow,
} from '../forecast/index.ts';
import { fill, type Messages } from '../messages/index.ts';
import { pairChart, reliabilityChart } from './charts.ts';
import { inOrder, stageSumsOf } from './forecast-sums.ts';
import { card, figure, page, paragraph, tile } from './frame.ts';
import { html, nothing, told, type Html } from './html.ts';
import { learnedCards } from './learned-card.ts';
import { stageTable } from './stage-table.ts';
import { heatTable, table, type HeatCell } from './table.ts';
import { writerOf, type PageOptions, type Writer } from './write.ts';

/**
 * @returns HTML of one file. Names of stages and grades are those of the model in the locale. `from`: where the deals come
 * from, in the reader's words.
 */
export function forecastPage(report: ForecastReport, options: PageOptions, from: string): string {
  const write = writerOf(options);
  const { messages, count, day } = write;
  const { foresight } = messages;
  const { day: of, until, deals, expectation, backtest } = report;
  return page(messages, `${foresight.title} · ${of}`, [
    html`<header>
      <h1>${told(foresight.title)}</h1>
      <p class="lead">${told(fill(foresight.asOf, day(of), day(until)))}</p>
      <p class="soft">${told(fill(foresight.source, from, count(deals.won), count(deals.lost), count(deals.open)))}</p>
    </header>`,
    tiles(report, write),
    ...(expectation === null
      ? [
          card(
            { id: 'few', title: foresight.title },
            paragraph(fill(foresight.few, count(deals.won), count(deals.lost), report.leastClosed)),
          ),
        ]
      : [meaning(expectation, write), stagesCard(expectation, report, write), heatCard(expectation, report, write)]),
    ...learnedCards(report, write),
    ...(backtest === null ? [] : [backtestCard(backtest, report, write)]),
  ]);
}

function tiles({ until, currency, expectation, configured }: ForecastReport, write: Writer): Html {
  const { messages, count, short, shortMoney, day } = write;
  const { foresight, weekly } = messages;
  const code = currency ?? '';
  return html`<div class="tiles">
    ${[
      ...(expectation === null
        ? [tile(fill(foresight.wins, day(until)), weekly.tooFew, '')]
        : [
            tile(
              fill(foresight.wins, day(until)),
              count(expectation.wins.expected),
              fill(foresight.rangeHelp, count(expectation.wins.low), count(expectation.wins.high)),
            ),
            tile(
              fill(foresight.money, day(until)),
              shortMoney(expectation.money.expected, code),
              fill(foresight.rangeHelp, short(expectation.money.low), short(expectation.money.high)),
            ),
            tile(
              foresight.ever,
              shortMoney(expectation.ever.money, code),
              fill(foresight.everHelp, count(expectation.ever.wins)),
            ),
          ]),
      configured === null
        ? tile(foresight.configured, '–', foresight.notKnown)
        : tile(
            foresight.configured,
            shortMoney(configured.money, code),
            fill(foresight.configuredHelp, count(configured.wins)),
          ),
    ]}
  </div>`;
}

const meaning = ({ commonError }: Expectation, { messages: { foresight }, percent }: Writer): Html =>
  card(
    { id: 'meaning', title: foresight.meaning },
    paragraph(foresight.sentenceChance),
    paragraph(fill(foresight.sentenceRange, percent(commonError))),
    paragraph(foresight.sentenceConfigured),
  );

const stageOf = (stage: string, { locale, messages: { foresight } }: Writer): string =>
  stage === '' ? foresight.stageUnknown : locale.stage(stage);

const orderOf = ({ locale: { model } }: Writer): string[] => model.stages.map(({ name }) => name);

const ageText = ({ from, to }: ForecastRow['age'], { foresight }: Messages): string =>
  to === null ? fill(foresight.daysMore, from) : fill(foresight.days, from, to);

function heatCard({ rows }: Expectation, { until }: ForecastReport, write: Writer): Html {
  const { messages, locale, count, percent, day } = write;
  const { foresight } = messages;
  const head = {
    id: 'heat',
    title: fill(foresight.heat, day(until)),
    help: fill(foresight.heatHelp, leastSeen),
    long: true,
  };
  if (rows.length === 0) return card(head, paragraph(foresight.noOpen));
  const ages = [...new Map(rows.map(({ age }) => [age.from, age])).values()].sort((a, b) => a.from - b.from);
  const letters = locale.model.grades.map(({ letter }) => letter);
  const placeOf = (grade: string): number => (letters.includes(grade) ? letters.indexOf(grade) : letters.length);
  const lines = inOrder(
    [...new Map(rows.map((row) => [JSON.stringify([row.stage, row.grade]), row])).values()].sort(
      (a, b) => placeOf(a.grade) - placeOf(b.grade),
    ),
    orderOf(write),
  );
  const cells = lines.map(({ stage, grade }) =>
    ages.map(({ from }) => rows.find((row) => row.stage === stage && row.grade === grade && row.age.from === from)),
  );
  const drawn = heatMap(
    cells.map((line) => line.map((row) => row?.chance?.byDay ?? null)),
    { width: 0, height: 0 },
    { labels: 0, heads: 0, most: 1 },
  );
  const steps = new Map(drawn.cells.map(({ row, column, step }) => [`${row} ${column}`, step]));
  const cellOf = (row: ForecastRow | undefined, at: string): HeatCell => {
    if (row === undefined) return { step: 0, strong: '', small: '' };
    const { chance, deals } = row;
    return chance === null
      ? { step: null, strong: '–', small: count(deals) }
      : { step: steps.get(at) ?? 0, strong: percent(chance.byDay), small: count(deals) };
  };
  return card(
    head,
    heatTable(
      ages.map((age) => ({ strong: ageText(age, messages), small: '' })),
      lines.map(({ stage, grade }, r) => ({
        names: [stageOf(stage, write), letters.includes(grade) ? locale.grade(grade) : foresight.noGrade],
        cells: (cells[r] ?? []).map((row, c) => cellOf(row, `${r} ${c}`)),
      })),
      { names: [foresight.stage, foresight.grade] },
    ),
  );
}

function stagesCard(expectation: Expectation, { currency }: ForecastReport, write: Writer): Html {
  const { messages, tenths } = write;
  const { foresight } = messages;
  const sums = stageSumsOf(expectation.rows, orderOf(write));
  const { rows } = sums;
  const head = { id: 'stages', title: foresight.byStage };
  if (rows.length === 0) return card(head, paragraph(foresight.noOpen));
  const nameOf = (stage: string): string => stageOf(stage, write);
  const named = (value: number | null) => ({ name: '', value: value ?? 0, text: value === null ? '–' : tenths(value) });
  return card(
    head,
    html`<div class="pair">
      <figure>
        <figcaption>
          <span class="key one"></span>${told(foresight.expectedWins)}<span class="key two"></span
          >${told(foresight.configuredWins)}
        </figcaption>
        ${pairChart(
          rows.map(({ stage, wins, configured }) => ({
            name: nameOf(stage),
            values: [named(wins), named(configured)],
          })),
        )}
      </figure>
      <div>${stageTable(sums, { nameOf, code: currency ?? '' }, write)}</div>
    </div>`,
  );
}

function backtestCard(
  { won, money, meanAmount, methods, reliability }: Backtest,
  { day: from, until, deals, currency }: ForecastReport,
  write: Writer,
): Html {
  const { messages, count, rounded, day, percent, tenths } = write;
  const { foresight } = messages;
  const code = currency ?? '';
  const bins = reliability.filter((bin) => bin.deals > 0);
  const figureOf = <T>(title: string, of: (row: T) => string) => ({
    head: title,
    look: 'money' as const,
    of: (row: T) => told(of(row)),
  });
  return card(
    { id: 'backtest', title: foresight.backtest, help: foresight.brierHelp, long: true },
    paragraph(fill(foresight.came, day(from), day(until), count(won), count(deals.open), rounded(money, code))),
    table(methods, [
      { head: foresight.by, of: ({ name }) => told(foresight.method[name]) },
      figureOf(foresight.winsExpected, ({ wins }) => count(wins)),
      figureOf(foresight.winsCame, () => count(won)),
      figureOf(foresight.moneyExpected, (method) => rounded(method.money, code)),
      figureOf(foresight.moneyCame, () => rounded(money, code)),
      figureOf(foresight.brier, ({ brier }) => brier.toFixed(4)),
    ]),
    html`<p class="soft">${told(fill(foresight.meanAmount, rounded(meanAmount, code)))}</p>`,
    html`<h3>${told(foresight.reliability)}</h3>
      <p class="soft">${told(foresight.reliabilityHelp)}</p>`,
    bins.length === 0
      ? nothing
      : html`<div class="pair">
          ${figure(
            foresight.shareWon,
            reliabilityChart(
              bins.map((bin) => ({ expected: bin.expected / bin.deals, came: bin.won / bin.deals })),
              percent,
            ),
          )}
          <div>
            ${table(bins, [
              { head: foresight.chance, of: (bin) => told(fill(foresight.range, percent(bin.from), percent(bin.to))) },
              figureOf(foresight.deals, (bin) => count(bin.deals)),
              figureOf(foresight.winsExpected, (bin) => tenths(bin.expected)),
              figureOf(foresight.winsCame, (bin) => count(bin.won)),
              figureOf(foresight.shareWon, (bin) => percent(bin.won / bin.deals)),
            ])}
          </div>
        </div>`,
  );
}
