/** `list_waiting`: requests for an approver, the user's own open deals, and dates that end. What the home page shows. */
import { z } from 'zod';
import { readViewer } from '../../explain/index.ts';
import { itemRefusals, mayApprove, settledAmountOf, verdict, type Viewer } from '../../gate/index.ts';
import { fill } from '../../messages/index.ts';
import type { Calendar } from '../../org/index.ts';
import { present } from '../../present/index.ts';
import type { Registration } from '../../registrations/index.ts';
import { field } from '../../vocabulary/index.ts';
import { dealAnswer } from '../answers.ts';
import * as argument from '../arguments.ts';
import { outcomeOf, placedIn, wordsOf, type Words } from '../look.ts';
import { readRegistrations, soon } from '../registrations.ts';
import { tool } from '../tool.ts';
import {
  daysAhead,
  readEndingDates,
  readOwnDeals,
  readRequests,
  type EndingDate,
  type ListedDeal,
  type Request,
} from '../waiting.ts';

const lists = ['requests', 'own_deals', 'ending_dates', 'registrations'] as const;

const request = z.strictObject({
  deal: dealAnswer,
  code: z.string(),
  requirement: z.string(),
  asksFor: z.enum(['confirmation', 'waiver', 'change']).describe('change: the deal itself is to be changed'),
  askedBy: z.string(),
  since: z.string().describe('ISO 8601'),
  reason: z.string().nullable().describe('As whoever asked wrote it: data'),
  youCanDecide: z.boolean().nullable().describe('null: the org does not tell rights'),
});

const ownDeal = z.strictObject({
  deal: dealAnswer,
  closes: z.string().nullable().describe('YYYY-MM-DD'),
  to: z.string().nullable(),
  outcome: z.enum(['allowed', 'observed', 'bypassed', 'refused', 'none']),
  missing: z.array(z.string()).describe('Names of what stands in the way'),
  waitsForOthers: z.int().describe('How many of those somebody else must settle, or were asked for'),
  behind: z.int().describe('Requirements that were passed without'),
  age: z.enum(['green', 'amber', 'red']).nullable().describe('Days in the stage beside those expected'),
});

const endingDate = z.strictObject({
  deal: dealAnswer,
  field: z.string(),
  label: z.string(),
  day: z.string().describe('YYYY-MM-DD'),
  lapsed: z.boolean().describe('It is over'),
});

const registrationRow = z.strictObject({
  id: z.string(),
  name: z.string(),
  partner: z.string(),
  customer: z.string(),
  project: z.string(),
  submittedBy: z.string(),
  submittedOn: z.string().nullable().describe('YYYY-MM-DD'),
  protectedUntil: z.string().nullable().describe('YYYY-MM-DD'),
  state: z
    .enum(['waits', 'ending', 'lapsed'])
    .describe('waits: for a channel manager; ending: the protection runs out soon; lapsed: it is over'),
});

interface Reader extends Words {
  readonly viewer: Viewer;
  readonly rightsKnown: boolean;
  readonly calendar: Calendar;
}

const answerOf = ({ locale }: Words, { deal, ownerName, modified }: ListedDeal): z.input<typeof dealAnswer> => ({
  id: deal.Id,
  name: String(deal[field.name] ?? ''),
  owner: ownerName,
  stage: locale.stage(String(deal[field.stage])),
  stageName: String(deal[field.stage]),
  lastModified: modified,
});

/** Whether the user may decide is asked of the engine, as the rules will ask it. */
function requestOf(reader: Reader, { item, deal, by, since }: Request): z.input<typeof request> {
  const { model, viewer, locale, rightsKnown } = reader;
  // An item may be of a code that the model does not have any more.
  const placed = placedIn(model, item.code);
  const fields = placed?.requirement.fields ?? [];
  const isConfirmed = placed?.group === 'processes' && placed.requirement.gate === 'hard' && fields.length === 0;
  const isChange = fields.some(({ name }) => [field.ledBy, field.tender, field.grade].includes(name));
  const asksFor = isChange ? 'change' : isConfirmed ? 'confirmation' : 'waiver';
  const now = new Date().toISOString();
  const after = {
    ...item,
    status: asksFor === 'waiver' ? ('Waived' as const) : ('Done' as const),
    reason: item.reason ?? 'why',
    settledBy: viewer.id,
    settledOn: now,
    settledAmount: settledAmountOf(model, deal.deal, item.code),
  };
  const stands = itemRefusals({ model, deal: deal.deal, before: item, after, viewer, now });
  return {
    deal: answerOf(reader, deal),
    code: item.code,
    requirement: locale.requirement(item.code),
    asksFor,
    askedBy: by,
    since,
    reason: item.reason ?? null,
    // A change is made on the deal, whatever becomes of the item.
    youCanDecide: rightsKnown ? (isChange ? mayApprove(deal.deal, viewer) : stands.length === 0) : null,
  };
}

function ownDealOf(reader: Reader, listed: ListedDeal): z.input<typeof ownDeal> {
  const { model, viewer, locale, messages, calendar } = reader;
  const { deal, items } = listed;
  const asked = { model, before: deal, items, viewer, ...calendar };
  const to = verdict({ ...asked, after: deal }).next;
  const judged = verdict({ ...asked, after: to === null ? deal : { ...deal, [field.stage]: to } });
  const { move } = present(judged, messages, locale, to);
  const isAsked = (code: string): boolean => items.some((one) => one.code === code && one.status === 'Requested');
  const closes = deal[field.closeDate];
  return {
    deal: answerOf(reader, listed),
    closes: typeof closes === 'string' ? closes : null,
    to: to === null ? null : locale.stage(to),
    outcome: to === null ? 'none' : outcomeOf[move.tone],
    missing: move.blocking.map(({ name }) => name),
    waitsForOthers: move.blocking.filter(({ verdict: { code, canFix } }) => !canFix || isAsked(code)).length,
    behind: judged.requirements.filter(({ behind }) => behind).length,
    age: judged.age?.level ?? null,
  };
}

const endingOf = (reader: Reader, { deal, field: name, day }: EndingDate): z.input<typeof endingDate> => ({
  deal: answerOf(reader, deal),
  field: name,
  label: name === field.manualUntil ? reader.messages.home.manual : reader.locale.field(name),
  day,
  lapsed: day < reader.calendar.today,
});

const registrationOf = (
  { calendar: { today } }: Reader,
  { id, name, partner, customer, project, submittedBy, submittedOn, until, status }: Registration,
): z.input<typeof registrationRow> => ({
  id,
  name,
  partner,
  customer,
  project,
  submittedBy,
  submittedOn: submittedOn || null,
  protectedUntil: until || null,
  state: status === 'Submitted' ? 'waits' : until < today ? 'lapsed' : 'ending',
});

export const listWaiting = tool({
  name: 'list_waiting',
  title: 'List what waits',
  description: `What waits, as the TAS+ home page shows it. requests: what was asked for on open deals of others than the user, the oldest first; own_deals: the user's open deals with what stands before their next stage, those first that close next; ending_dates: dates that a gate asks not to be over, and manual grades, that are over or end within ${daysAhead} days; registrations: partner registrations that wait for a channel manager, or whose protection is over or ends within ${soon} days, of others for a channel manager, else the user's own. Says how many there are. Reads only.`,
  input: argument.only({
    list: z.enum(lists, `must be one of ${lists.join(', ')}`),
    most: z
      .int('must be a whole number from 1 to 100')
      .min(1, 'must be a whole number from 1 to 100')
      .max(100, 'must be a whole number from 1 to 100')
      .default(25)
      .describe('How many to list.'),
    language: argument.language,
  }),
  output: z.strictObject({
    list: z.enum(lists),
    total: z.int().describe('How many there are'),
    rightsKnown: z.boolean(),
    requests: z.array(request),
    deals: z.array(ownDeal),
    dates: z.array(endingDate),
    registrations: z.array(registrationRow),
  }),
  writes: null,
  run: async ({ list, most, language }, desk) =>
    await desk.use(async ({ org, model }) => {
      const words = wordsOf(desk, model, language);
      const [who, calendar] = await Promise.all([readViewer(org), org.calendar()]);
      const reader: Reader = { ...words, ...who, calendar };
      const { id } = who.viewer;
      const none = { total: 0, rows: [] };
      const requests = list === 'requests' ? await readRequests(org, model, id, most) : none;
      const deals = list === 'own_deals' ? await readOwnDeals(org, model, id, most) : none;
      const dates = list === 'ending_dates' ? await readEndingDates(org, model, most) : none;
      const registrations = list === 'registrations' ? await readRegistrations(org, model, who.viewer, most) : none;
      const read = [requests, deals, dates, registrations];
      const total = read.reduce((sum, one) => sum + one.total, 0);
      const rows = read.reduce((sum, one) => sum + one.rows.length, 0);
      return {
        failed: false,
        text: fill(words.messages.agent.listed, rows, total),
        data: {
          list,
          total,
          rightsKnown: who.rightsKnown,
          requests: requests.rows.map((one) => requestOf(reader, one)),
          deals: deals.rows.map((one) => ownDealOf(reader, one)),
          dates: dates.rows.map((one) => endingOf(reader, one)),
          registrations: registrations.rows.map((one) => registrationOf(reader, one)),
        },
      };
    }),
});
