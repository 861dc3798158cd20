/** The weekly report as one page for the meeting. */
import { fill } from '../messages/index.ts';
import { changesCard } from './changes-card.ts';
import { forecastCard, historyCard } from './forecast-cards.ts';
import { card, page, tile } from './frame.ts';
import { html, told, type Html } from './html.ts';
import { learnedCards } from './learned-card.ts';
import { notesOf } from './notes.ts';
import { blockedCard, peopleCard, pipelineCards } from './pipeline-cards.ts';
import type { WeeklyReport } from './report.ts';
import { writerOf, type PageOptions, type Writer } from './write.ts';

/** @returns HTML of one file, to print and to send. */
export function reportPage(report: WeeklyReport, options: PageOptions): string {
  const write = writerOf(options);
  const { messages, day } = write;
  const { weekly, audit } = messages;
  const { org, today, changes, forecast, where, pipeline } = report;
  const title = `${weekly.title} · ${today}`;
  return page(messages, title, [
    html`<header>
      <h1>${told(weekly.title)}</h1>
      <p class="lead">${told(fill(weekly.asOf, day(today), day(changes.since), day(forecast.until)))}</p>
      <p class="soft">
        ${told(fill(audit.org, `${org.id} (${org.instanceUrl})`, org.username))} ·
        ${told(fill(weekly.currency, pipeline.currency))}${
          where === null ? '' : html` · ${told(fill(audit.only, where))}`
        }
      </p>
    </header>`,
    tiles(report, write),
    ...pipelineCards(pipeline, write),
    changesCard(report, write),
    forecastCard(report, write),
    ...learnedCards(forecast, write),
    historyCard(report, write),
    blockedCard(pipeline, write),
    peopleCard(pipeline, write),
    card(
      { id: 'notes', title: weekly.notes },
      html`<ul>
        ${notesOf(report, write).map((note) => html`<li>${told(note)}</li>`)}
      </ul>`,
    ),
  ]);
}

function tiles({ pipeline, changes, forecast }: WeeklyReport, write: Writer): Html {
  const { money, count, deals, short, shortMoney, day, percent, range } = write;
  const { weekly } = write.messages;
  const { total, currency, blocked, judged, requests } = pipeline;
  const { expectation } = forecast;
  const [won, lost] = (['won', 'lost'] as const).map((kind) => changes.kinds.find((one) => one.kind === kind));
  const foretold = forecast.currency ?? currency;
  const share = judged.deals === 0 ? 0 : blocked.deals / judged.deals;
  return html`<div class="tiles">
    ${[
      tile(weekly.open, money(total.cents, currency), deals(total.deals)),
      expectation === null
        ? tile(fill(weekly.expected, day(forecast.until)), weekly.tooFew, '')
        : tile(
            fill(weekly.expected, day(forecast.until)),
            shortMoney(expectation.money.expected, foretold),
            `${fill(weekly.range, short(expectation.money.low), short(expectation.money.high))} · ${range(expectation.wins, count, weekly.winsRange)}`,
          ),
      tile(
        fill(weekly.wonSince, day(changes.since)),
        money(won?.cents ?? 0n, currency),
        `${deals(won?.deals ?? 0)} · ${fill(weekly.lostSince, count(lost?.deals ?? 0), money(lost?.cents ?? 0n, currency))}`,
      ),
      tile(
        weekly.blocked,
        money(blocked.cents, currency),
        fill(weekly.blockedShare, count(blocked.deals), count(judged.deals), percent(share)),
        blocked.deals > 0,
      ),
      tile(weekly.requests, count(requests), weekly.requestsHelp),
    ]}
  </div>`;
}
