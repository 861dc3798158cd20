/** Short texts for a reader: of the model and the product alone, for what stands in a deal is data. */
import { fill } from '../messages/index.ts';
import type { PresentedRequirement } from '../present/index.ts';
import type { Judged, Look } from './look.ts';

/** Where a deal stands, without a name that somebody may have written. */
export function standingText({ messages }: Look, { explanation, shown }: Judged): string {
  const { stage, id } = { stage: explanation.verdict.stage, id: explanation.id };
  const at = !stage.known
    ? messages.home.unknownStage
    : [shown.stage.position, ...(stage.id === null ? [] : [shown.stage.name])].join(' · ');
  return fill(messages.explain.about, id, at);
}

/** What the gates say to a move. */
export function moveText(look: Look, { explanation, shown }: Judged): string[] {
  const { messages, locale } = look;
  const { explain } = messages;
  const { to } = explanation;
  if (to === null) return [explain.nothingAsked];
  const { tone, rules, blocking } = shown.move;
  const outcome = {
    clear: explain.allowed,
    bypassed: explain.bypassed,
    observed: explain.notReady,
    blocked: explain.blocked,
  }[tone];
  return [
    fill(explain.move, locale.stage(to), outcome),
    ...(shown.governed === null ? [] : [shown.governed]),
    ...(tone === 'observed' ? [messages.banner.observed] : []),
    ...rules,
    ...(blocking.length === 0 ? [] : [fill(explain.missing, blocking.length)]),
    ...blocking.map((one) => `• ${requirementText(look, one)}`),
    ...(explanation.rightsKnown ? [] : [explain.rightsUnknown]),
  ];
}

/** A requirement, and who can settle it: not by name. */
function requirementText({ messages, read, locale, model }: Look, { name, verdict }: PresentedRequirement): string {
  const { explain, row, fixer } = messages;
  const { stage, canFix } = verdict;
  const own = model.stages.find(({ id }) => id === stage);
  const you = canFix ? explain.you : read.rightsKnown ? explain.notYou : explain.unsure;
  const where = `${name} [TAS-G${stage} ${locale.stage(own?.name ?? '')}]`;
  return fill(explain.about, where, `${fill(row.who, fixer[verdict.fixer])} · ${you}`);
}
