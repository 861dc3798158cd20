/** The tools that write, each one record, as the user who is logged in. Listed with --allow-write alone. */
import { z } from 'zod';
import { fill } from '../../messages/index.ts';
import { field, itemStatuses, settling } from '../../vocabulary/index.ts';
import { writtenAnswer } from '../answers.ts';
import * as argument from '../arguments.ts';
import { fieldChange } from '../field-change.ts';
import { itemChange } from '../item-change.ts';
import { keptMap } from '../kept-map.ts';
import { judge, placedOf, stageAsked, type Look } from '../look.ts';
import { movedValues } from '../moved.ts';
import { tool, ToolError } from '../tool.ts';
import { writeDeal, type Change } from '../write.ts';

const ofEvery = { deal: argument.deal, lastModified: argument.lastModified };
const asUser =
  "Written as the user who is logged in, through the org's own rules; where they refuse, the gate, its reason and who can put it right come back, and nothing has changed.";

const reason = argument.written(255, 'Why; needed to waive, to call it not applicable and to decline.').optional();
const note = argument.written(4_000, 'A note for colleagues.').optional();
const value = z.union(
  [
    z
      .string()
      .max(32_000, 'must have 32000 characters at most')
      .regex(/^(?:[^\p{Cc}\p{Cf}\p{Cs}]|[\r\n\t\u200c\u200d])*$/u, 'must not hold control characters'),
    z.number(),
    z.boolean(),
    z.null(),
  ],
  'must be a text without control characters, a number, true, false or null',
);

/** Reopened by Open; a request is a tool of its own. */
const outcomes = itemStatuses.filter((status) => status !== 'Requested');

const fillFields = tool({
  name: 'fill_fields',
  title: 'Fill fields of requirements',
  description: `Fills fields of one opportunity that requirements of the sales model ask for, such as those that list_missing names; null empties one. The grade is not filled in. ${asUser} What the org leaves out without a word (an amount that is the sum of products) is named in notTaken.`,
  input: argument.only({
    ...ofEvery,
    fields: z
      .record(z.string(), value)
      .refine((fields) => Object.keys(fields).length > 0, 'must name a field')
      .refine((fields) => Object.keys(fields).length <= 25, 'must name 25 fields at most')
      .describe('Values by API name: texts, numbers, true or false, days as 2026-12-31, ids of records.'),
    language: argument.language,
  }),
  output: writtenAnswer,
  writes: { destructive: true, idempotent: true },
  run: async ({ fields, ...asked }, desk) =>
    await writeDeal(desk, asked, (look) => ({
      what: `fill_fields ${Object.keys(fields).join(', ')}`,
      change: fieldChange(look, fields),
      readBack: true,
    })),
});

const settleItem = tool({
  name: 'settle_item',
  title: 'Settle a requirement',
  description: `Settles one requirement of one opportunity that is settled by its item: Done, NotApplicable, Waived, Declined (a request is turned down), or Open (taken back). A hard process, a waiver and a "not applicable" take an approver who does not own the deal. Requirements with fields are met by fill_fields. ${asUser}`,
  input: argument.only({
    ...ofEvery,
    code: argument.code,
    outcome: z.enum(outcomes, `must be one of ${outcomes.join(', ')}`),
    evidence: z
      .url({ protocol: /^https?$/, error: 'must be a link that begins with https://' })
      .max(255, 'must have 255 characters at most')
      .optional()
      .describe('Link to the evidence, where the requirement asks for it.'),
    person: argument.user.optional().describe('Id of the user who has the role, for people involved.'),
    reason,
    note,
    language: argument.language,
  }),
  output: writtenAnswer,
  writes: { destructive: true, idempotent: false },
  run: async ({ code, outcome, evidence, person, reason: why, note: said, ...asked }, desk) =>
    await writeDeal(desk, asked, (look) => {
      const { requirement } = placedOf(look.model, code);
      if (outcome === 'Done' && requirement.fields !== undefined)
        throw new ToolError('The requirement is met by its fields.', [
          `Fill them: ${requirement.fields.map(({ name }) => name).join(', ')}.`,
        ]);
      const given = { code, status: outcome, evidence, person, reason: why, note: said };
      return {
        what: `settle_item ${code} as ${outcome}`,
        change: itemChange(look, given, new Date().toISOString()),
      };
    }),
});

const requestApproval = tool({
  name: 'request_approval',
  title: 'Request an approval',
  description: `Asks an approver to confirm a process, to waive a requirement or to change what only an approver may change: the item of the requirement becomes Requested, stands on the home page of approvers, and leaves a task for whoever may grant it where the model says so. It settles nothing. ${asUser}`,
  input: argument.only({
    ...ofEvery,
    code: argument.code,
    reason: argument.written(255, 'Why it is asked; needed where a waiver is asked for.').optional(),
    note,
    language: argument.language,
  }),
  output: writtenAnswer,
  writes: { destructive: false, idempotent: true },
  run: async ({ code, reason: why, note: said, ...asked }, desk) =>
    await writeDeal(desk, asked, (look) => {
      placedOf(look.model, code);
      const before = look.read.items.find((one) => one.code === code);
      if (before !== undefined && settling.includes(before.status))
        throw new ToolError('The requirement is settled: there is nothing to ask for.');
      const given = { code, status: 'Requested', reason: why, note: said } as const;
      const change = itemChange(look, given, new Date().toISOString());
      return { what: `request_approval ${code}`, change, then: taskFor(look, code, why) };
    }),
});

/** As from the panel: a request leaves a task for whoever may grant it, where the model says so and that is known. */
function taskFor({ model, read, messages, calendar, locale }: Look, code: string, why?: string): Change | undefined {
  const [approver] = model.approvals.notify === undefined ? [] : read.approvers;
  if (approver === undefined) return undefined;
  const values = {
    Subject: fill(messages.saved.task, locale.requirement(code), String(read.deal[field.name])),
    WhatId: read.deal.Id,
    OwnerId: approver.id,
    ActivityDate: calendar.today,
    Description: why ?? null,
  };
  return { object: 'Task', operation: 'insert', key: '', id: '', values };
}

const moveDeal = tool({
  name: 'move_deal',
  title: 'Move a deal',
  description: `Moves one opportunity to a stage, in one save; rehearse_move judges the same save first. ${asUser}`,
  input: argument.only({
    ...ofEvery,
    to: argument.stage,
    lossReason: argument.lossReason,
    language: argument.language,
  }),
  output: writtenAnswer,
  writes: { destructive: true, idempotent: true },
  run: async ({ to, lossReason, ...asked }, desk) =>
    await writeDeal(desk, asked, async (look) => {
      const target = stageAsked(look.model, to) ?? to;
      const values = movedValues(look, target, lossReason);
      return {
        what: `move_deal to ${target}`,
        change: { object: 'Opportunity', operation: 'update', key: 'Id', id: look.read.deal.Id, values },
        verdict: judge(look, target, values).explanation.verdict,
        then: await keptMap(look, target),
      };
    }),
});

export const writingTools = [fillFields, settleItem, requestApproval, moveDeal] as const;
