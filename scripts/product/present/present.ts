/** A verdict in the reader's words: what `tas explain` prints and what the panel shows are made of this. */
import type { Refusal, Verdict } from '../gate/index.ts';
import { fill, type PanelMessages } from '../messages/index.ts';
import { presentGrade } from './grade.ts';
import { presentNotes, presentRequirement } from './requirement.ts';
import type { Locale, Presentation, PresentedStep } from './types.ts';

/**
 * The verdict on moving a deal, in words. `to` is the StageName that the verdict is about; null where it is about no
 * move. Pure: the same values give the same texts.
 */
export function present(
  verdict: Verdict,
  messages: PanelMessages,
  locale: Locale,
  to: string | null = verdict.next,
): Presentation {
  const requirements = new Map(
    verdict.requirements.map((one) => [one.code, presentRequirement(verdict, one, messages, locale)]),
  );
  const all = [...requirements.values()];
  const left = all.filter(({ verdict: one }) => one.behind && !one.blocks);
  const { stages, closed } = locale.model;
  return {
    steps: steps(verdict, messages, locale),
    stage: stage(verdict, messages, locale),
    track: {
      name: locale.track(verdict.track.name),
      notes: [
        ...(verdict.track.why === 'ungraded' ? [messages.grade.ungradedTrack] : []),
        ...(verdict.track.noTender ? [messages.grade.noTender] : []),
        ...(verdict.track.jump ? [messages.grade.mayJump] : []),
      ],
    },
    grade: presentGrade(verdict, messages, locale),
    governed: verdict.governed === 'yes' ? null : messages.governed[verdict.governed],
    move: move(
      verdict,
      messages,
      locale,
      to,
      all.filter(({ verdict: one }) => one.blocks),
    ),
    requirements,
    behind:
      left.length === 0
        ? null
        : {
            title:
              verdict.position > stages.length
                ? fill(messages.note.behindWon, verdict.version, left.length)
                : fill(messages.note.behindIn, locale.stage(closed.won.name), verdict.version, left.length),
            requirements: left,
          },
    notes: presentNotes(verdict, messages, locale),
  };
}

function steps(
  { position, lostAt, track, requirements }: Verdict,
  messages: PanelMessages,
  locale: Locale,
): PresentedStep[] {
  const behind = new Set(requirements.filter((one) => one.behind).map((one) => one.stage));
  const at = lostAt || position;
  return locale.model.stages.map(({ id, name: stageName }, index) => {
    const isOnWay = track.way.includes(id);
    const state =
      index + 1 === at
        ? lostAt > 0
          ? 'lost'
          : 'here'
        : index + 1 > at
          ? isOnWay
            ? 'later'
            : 'optional'
          : !isOnWay
            ? 'skipped'
            : behind.has(id)
              ? 'behind'
              : 'done';
    const name = locale.stage(stageName);
    return { id, name, state, title: `${name} · ${messages.step[state]}` };
  });
}

function stage(
  { stage: at, position, lostAt, age }: Verdict,
  messages: PanelMessages,
  locale: Locale,
): Presentation['stage'] {
  const { head } = messages;
  const { stages } = locale.model;
  const name = locale.stage(at.name);
  return {
    name,
    position:
      at.id !== null
        ? fill(head.position, position, stages.length)
        : !at.known
          ? fill(messages.banner.unknownStage, at.name)
          : position > stages.length
            ? head.won
            : lostAt > 0
              ? fill(head.lostIn, locale.stage(stages[lostAt - 1]?.name ?? ''))
              : head.lost,
    age:
      age === null
        ? null
        : fill(head.day, age.days, age.expected) + (age.level === 'green' ? '' : ` · ${messages.age[age.level]}`),
    level: age?.level ?? 'green',
  };
}

function move(
  verdict: Verdict,
  messages: PanelMessages,
  locale: Locale,
  to: string | null,
  blocking: Presentation['move']['blocking'],
): Presentation['move'] {
  const { banner } = messages;
  const stageName = to === null ? '' : locale.stage(to);
  const skipped = to === null ? [] : skippedBefore(to, verdict.position, locale);
  const isClear = verdict.refusals.length === 0;
  const isBypassed = isClear && blocking.length > 0;
  return {
    skips: skipped.length === 0 ? null : fill(banner.skips, locale.list(skipped)),
    rules: rulesOf(verdict.refusals, messages),
    blocking,
    title: isBypassed
      ? fill(banner.bypassed, blocking.length)
      : blocking.length > 0
        ? fill(blocking.length === 1 ? banner.missingOne : banner.missingMany, stageName, blocking.length)
        : fill(isClear ? banner.clear : banner.refused, stageName),
    tone: isBypassed ? 'bypassed' : isClear ? 'clear' : verdict.allowed ? 'observed' : 'blocked',
  };
}

/** What rules of movement say, with their codes. Gates are told by what they miss. */
const rulesOf = (refusals: readonly Refusal[], { rule }: PanelMessages): string[] =>
  refusals.flatMap(({ code }) => {
    const said = (rule as Readonly<Record<string, string>>)[code.slice(4)];
    return said === undefined ? [] : [`[${code}] ${said}`];
  });

/** Names of the stages that a move from a position leaves out. @public The panel asks too. */
export function skippedBefore(to: string, position: number, locale: Locale): string[] {
  const { stages } = locale.model;
  const at = stages.findIndex(({ name }) => name === to);
  return stages.slice(position, Math.max(position, at)).map(({ name }) => locale.stage(name));
}
