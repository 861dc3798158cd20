/** A deal as a tool reads it, and what its answer says of it. */
import { explanationOf, localeOf, readDeal, stageMeant, type Explanation, type ReadDeal } from '../explain/index.ts';
import type { Deal } from '../gate/index.ts';
import { fill, messagesIn, textIn, type Language, type Messages } from '../messages/index.ts';
import { requirementsOf, type PlacedRequirement, type SalesModel } from '../model/index.ts';
import type { Calendar, OrgConnection } from '../org/index.ts';
import { present, type Locale, type Presentation, type PresentedRequirement } from '../present/index.ts';
import type { z } from 'zod';
import type { dealAnswer, moveAnswer, requirementAnswer, standingAnswer } from './answers.ts';
import type { Desk, Opened } from './desk.ts';
import { ToolError } from './tool.ts';

type Answer<T extends z.ZodRawShape> = z.input<z.ZodObject<T>>;
export type MoveAnswer = Answer<typeof moveAnswer>;
type RequirementAnswer = z.input<typeof requirementAnswer>;

/** Who asks, in which words. */
export interface Words {
  readonly model: SalesModel;
  readonly language: Language;
  readonly messages: Messages;
  readonly locale: Locale;
}

/** A deal that was read, with the day it is for the user. */
export interface Look extends Words {
  readonly org: OrgConnection;
  readonly read: ReadDeal;
  readonly calendar: Calendar;
}

/** A move of it, judged and in words. */
export interface Judged {
  readonly explanation: Explanation;
  readonly shown: Presentation;
}

/** The words of a reader. */
export function wordsOf(desk: Desk, model: SalesModel, asked: Language | undefined): Words {
  const language = desk.languageFor(model, asked);
  return { model, language, messages: messagesIn(language), locale: localeOf(model, language) };
}

/** Reads a deal. @throws {OrgError} when there is none that the user may see. */
export async function lookAt(
  desk: Desk,
  { org, model }: Opened,
  id: string,
  asked: Language | undefined,
): Promise<Look> {
  const [read, calendar] = await Promise.all([readDeal(org, model, id), org.calendar()]);
  return { ...wordsOf(desk, model, asked), org, read, calendar };
}

/** The stage that an argument means; undefined where none was given. @throws {ToolError} when the model has none. */
export function stageAsked(model: SalesModel, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const found = stageMeant(model, text);
  if (found !== undefined) return found;
  const names = [...model.stages, model.closed.won, model.closed.lost].map(({ name }) => name);
  throw new ToolError('The model has no such stage.', [`Use one of: ${names.join(', ')}.`]);
}

/** The verdict on moving the deal, with the values written beside the stage; without a stage, to the next one of its way. */
export function judge(look: Look, to?: string, values: Deal = {}): Judged {
  const explanation = explanationOf(look.model, look.read, to, look.calendar, values);
  const locale = { ...look.locale, approvers: explanation.approvers };
  return { explanation, shown: present(explanation.verdict, look.messages, locale, explanation.to) };
}

export const dealOf = ({ read, locale }: Look, { explanation }: Judged): z.input<typeof dealAnswer> => ({
  id: explanation.id,
  name: explanation.name,
  owner: explanation.ownerName,
  stage: locale.stage(explanation.verdict.stage.name),
  stageName: explanation.verdict.stage.name,
  lastModified: read.modified,
});

export const standingOf = (look: Look, judged: Judged): Answer<typeof standingAnswer> => ({
  deal: dealOf(look, judged),
  governed: judged.explanation.verdict.governed,
  rightsKnown: judged.explanation.rightsKnown,
  unseenFields: [...judged.explanation.unseen],
  modelVersion: judged.explanation.verdict.version,
});

/** What the tone of a move is called in an answer. */
export const outcomeOf = { clear: 'allowed', bypassed: 'bypassed', observed: 'observed', blocked: 'refused' } as const;

/** What is to be said of a move. */
export function moveOf(look: Look, { explanation, shown }: Judged): MoveAnswer {
  const { to, verdict } = explanation;
  const { messages, locale, model } = look;
  return {
    to,
    outcome: to === null ? 'none' : outcomeOf[shown.move.tone],
    refusals: verdict.refusals.map(({ code, observed }) => {
      const rule = (messages.rule as Readonly<Record<string, string>>)[code.slice(4)];
      const gate = model.stages.find(({ id }) => code === `TAS-G${id}`);
      const open = shown.move.blocking.filter(({ verdict: one }) => one.stage === gate?.id).map(({ name }) => name);
      const ofGate =
        gate === undefined ? code : fill(messages.explain.inStage, locale.stage(gate.name), locale.list(open));
      return { code, observed, says: rule ?? ofGate };
    }),
    missing: shown.move.blocking.map((one) => requirementOf(look, one)),
  };
}

/** The requirement of that code, with its stage; undefined where the model has none. */
export const placedIn = (model: SalesModel, code: string): PlacedRequirement | undefined =>
  requirementsOf(model).find(({ requirement }) => requirement.code === code);

/** The same of a code that was asked for. @throws {ToolError} when the model has none. */
export function placedOf(model: SalesModel, code: string): PlacedRequirement {
  const found = placedIn(model, code);
  if (found === undefined)
    throw new ToolError('The model has no requirement of that code.', ['Take the codes that explain_deal answers.']);
  return found;
}

/** One requirement, with what settling it takes. */
export function requirementOf(look: Look, { verdict, name, why, who }: PresentedRequirement): RequirementAnswer {
  const { read, locale, language, model } = look;
  const { code, group, gate, fixer, canFix } = verdict;
  const { requirement, stage } = placedOf(model, code);
  const { fields = [], evidence } = requirement;
  return {
    code,
    name,
    stage: textIn(stage.label, language) ?? stage.name,
    group,
    gate,
    why: [...why],
    whoCanSettle: who,
    fixer,
    youCan: read.rightsKnown || fixer === 'editor' ? canFix : null,
    fields: fields.map(({ name: field, accept }) => ({
      name: field,
      label: locale.field(field),
      value: read.deal[field] ?? null,
      ...(accept === undefined ? {} : { accept }),
    })),
    needs: { evidence, person: group === 'people' },
    requested: read.items.some((item) => item.code === code && item.status === 'Requested'),
  };
}
