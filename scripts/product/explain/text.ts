/** The presented verdict as lines of text, for people who have never seen the product. */
import { fill, messagesIn, textIn, type Language, type Messages } from '../messages/index.ts';
import type { SalesModel } from '../model/index.ts';
import {
  present,
  type Locale,
  type Presentation,
  type PresentedRequirement,
  type PresentedStep,
} from '../present/index.ts';
import { groups } from '../vocabulary/index.ts';
import type { Explanation } from './explain.ts';
import { localeOf } from './locale.ts';

/** The explanation as lines of text. */
export function explanationText(model: SalesModel, explanation: Explanation, language: Language): string {
  const messages = messagesIn(language);
  const locale = { ...localeOf(model, language), approvers: explanation.approvers };
  const { verdict, name, to, rightsKnown, unseen } = explanation;
  const shown = present(verdict, messages, locale, to);
  const { explain } = messages;
  const notes = [
    ...[...shown.requirements.values()].flatMap(({ name: label, verdict: { state }, warnings }) =>
      state === 'skipped'
        ? []
        : warnings.map((text) => (text.includes(label) ? text : fill(explain.about, label, text))),
    ),
    ...shown.notes,
    ...(unseen.length > 0 ? [fill(messages.note.unseen, locale.list(unseen))] : []),
  ];
  return [
    name,
    ...standing(explanation, shown, messages, locale, language),
    '',
    ...move(explanation, shown, messages, locale),
    ...section(shown.behind?.title ?? '', byStage(shown.behind?.requirements ?? [], messages, locale)),
    ...section(explain.skipped, skipped(shown, messages, locale)),
    ...section(explain.whatIf, shown.grade.whatIf),
    ...section(messages.note.title, notes),
    ...(rightsKnown ? [] : ['', explain.rightsUnknown]),
  ].join('\n');
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...indented(lines)];

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

const joined = (...facts: readonly (string | null)[]): string => facts.filter((fact) => fact !== null).join(' · ');

function standing(
  { verdict, ownerName }: Explanation,
  { stage, track, grade, steps }: Presentation,
  { explain }: Messages,
  { model }: Locale,
  language: Language,
): string[] {
  const { effective } = verdict.grade;
  const way = steps.filter(isOnWay).map(({ name }) => name);
  return [
    verdict.stage.known
      ? joined(stage.position, verdict.stage.id === null ? null : stage.name, stage.age)
      : stage.position,
    fill(explain.owner, ownerName),
    fill(explain.model, textIn(model.name, language) ?? '', verdict.version),
    fill(explain.way, track.name, way.join(' → ')),
    ...indented(track.notes),
    effective === null ? fill(explain.noGrade, grade.reason) : fill(explain.grade, effective, grade.reason),
    ...indented(grade.notes),
  ];
}

function move({ to, rightsKnown }: Explanation, shown: Presentation, messages: Messages, locale: Locale): string[] {
  const { explain } = messages;
  if (to === null) return [explain.nothingAsked];
  const outcome = {
    clear: explain.allowed,
    bypassed: explain.bypassed,
    observed: explain.notReady,
    blocked: explain.blocked,
  }[shown.move.tone];
  const { blocking, rules, tone } = shown.move;
  return [
    fill(explain.move, locale.stage(to), outcome),
    ...((tone === 'clear' || tone === 'bypassed') && shown.governed !== null ? [shown.governed] : []),
    ...(tone === 'observed' ? [messages.banner.observed] : []),
    ...section(explain.rules, rules),
    ...(blocking.length === 0 ? [] : ['', fill(explain.missing, blocking.length)]),
    ...groups.flatMap((group) => {
      const lines = blocking
        .filter(({ verdict: one }) => one.group === group)
        .flatMap((one) => missing(one, rightsKnown, messages, locale));
      return lines.length === 0 ? [] : indented([messages.group[group], ...indented(lines)]);
    }),
  ];
}

function missing(
  { verdict: { stage, canFix }, name, why, who }: PresentedRequirement,
  rightsKnown: boolean,
  { explain, row }: Messages,
  locale: Locale,
): string[] {
  const own = locale.model.stages.find(({ id }) => id === stage);
  const you = canFix ? explain.you : rightsKnown ? explain.notYou : explain.unsure;
  return [
    `• ${fill(explain.about, `${name} [TAS-G${stage} ${locale.stage(own?.name ?? '')}]`, joined(...why))}`,
    `  ${joined(fill(row.who, who), you)}`,
  ];
}

/** One line per stage that has some of these, naming them. */
const byStage = (some: readonly PresentedRequirement[], { explain }: Messages, locale: Locale): string[] =>
  locale.model.stages.flatMap(({ id, name }) => {
    const names = some.filter(({ verdict }) => verdict.stage === id).map((one) => one.name);
    return names.length === 0 ? [] : [fill(explain.inStage, locale.stage(name), locale.list(names))];
  });

const isOnWay = ({ state }: PresentedStep): boolean => state !== 'skipped' && state !== 'optional';

function skipped({ steps, requirements }: Presentation, messages: Messages, locale: Locale): string[] {
  const off = steps.filter((step) => !isOnWay(step)).map(({ name }) => name);
  const onWay = new Set(steps.filter(isOnWay).map(({ id }) => id));
  const here = [...requirements.values()].filter(
    ({ verdict: { stage, state, gate } }) => onWay.has(stage) && state === 'skipped' && gate === 'hard',
  );
  return [
    ...(off.length === 0 ? [] : [fill(messages.explain.skippedStages, locale.list(off))]),
    ...byStage(here, messages, locale),
  ];
}
