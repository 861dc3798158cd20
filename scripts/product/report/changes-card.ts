/** What has changed since a day: how many of each kind, and the largest deals. */
import type { ChangedDeal } from '../changes/index.ts';
import { fill } from '../messages/index.ts';
import { barChart } from './charts.ts';
import { card, figure, paragraph } from './frame.ts';
import { html, nothing, told, type Html } from './html.ts';
import type { WeeklyReport } from './report.ts';
import { table } from './table.ts';
import type { Writer } from './write.ts';

type Change = ChangedDeal['changes'][number];

export function changesCard({ changes, changed }: WeeklyReport, write: Writer): Html {
  const { messages, count, money, day, locale } = write;
  const { weekly } = messages;
  const { currency, kinds, deals, runs } = changes;
  const head = { id: 'changes', title: fill(weekly.changes, day(changes.since)), long: true };
  const byRuns = runs.deals === 0 ? nothing : paragraph(fill(weekly.byRuns, count(runs.deals)));
  if (deals === 0) return card(head, paragraph(weekly.noChanges), byRuns);
  const seen = kinds.filter((one) => one.deals > 0);
  return card(
    head,
    html`<div class="pair">
      ${figure(
        weekly.deals,
        barChart(seen.map(({ kind, deals: own }) => ({ name: weekly.became[kind], value: own, text: count(own) }))),
      )}
      <div>
        ${table(kinds, [
          { head: weekly.change, of: ({ kind }) => told(weekly.became[kind]) },
          { head: weekly.deals, look: 'money', of: ({ deals: own }) => told(count(own)) },
          { head: weekly.amount, look: 'money', of: ({ cents }) => told(money(cents, currency)) },
        ])}
      </div>
    </div>`,
    byRuns,
    html`<h3>${told(weekly.largestChanged)}</h3>
      ${table(changed, [
        {
          head: messages.audit.column.deal,
          look: 'deal',
          of: ({ name, id }) => html`<span>${told(name)}<span class="id">${told(id)}</span></span>`,
        },
        { head: weekly.owner, look: 'short', of: ({ owner }) => told(owner) },
        { head: weekly.stage, look: 'short', of: ({ stage }) => told(locale.stage(stage)) },
        {
          head: weekly.change,
          of: ({ changes: own }) =>
            html`<ul class="names">
              ${own.map((one) => html`<li>${told(changeText(one, write))}</li>`)}
            </ul>`,
        },
        { head: weekly.amount, look: 'money', of: ({ cents }) => told(cents === null ? '' : money(cents, currency)) },
      ])}`,
    deals > changed.length ? paragraph(fill(weekly.moreChanged, count(changed.length), count(deals))) : nothing,
  );
}

/** What became of a deal, from what to what. Amounts are in the currency of the deal. */
function changeText({ kind, from, to }: Change, { messages: { weekly }, locale, count, day }: Writer): string {
  const name = weekly.became[kind];
  if (kind === 'new' || (from === null && (kind === 'won' || kind === 'lost'))) return name;
  const valueText = (value: string | number | null): string => {
    if (value === null) return weekly.none;
    if (typeof value === 'number') return count(value);
    if (kind === 'pushed' || kind === 'pulledIn') return day(value);
    return kind === 'regraded' ? locale.grade(value) : locale.stage(value);
  };
  return fill(weekly.fromTo, name, valueText(from), valueText(to));
}
