/** A verdict as text for people who have never seen the product. */
import type { GradeAndTrack, OpenReason, RequirementVerdict, Verdict, Warning } from '../gate/index.ts';
import { groups, requirementsOf, type Language, type Requirement, type SalesModel, type Text } from '../model/index.ts';
import type { Explanation } from './explain.ts';
import { wordsOf, type Words } from './words.ts';

/** All texts of one verdict share these. */
class Speech {
  readonly words: Words;
  readonly model: SalesModel;
  readonly #language: Language;
  readonly #requirements: ReadonlyMap<string, Requirement>;

  constructor(model: SalesModel, language: Language) {
    this.words = wordsOf(language);
    this.model = model;
    this.#language = language;
    this.#requirements = new Map(requirementsOf(model).map(({ requirement }) => [requirement.code, requirement]));
  }

  text(text: Text | undefined, otherwise: string): string {
    return text?.[this.#language] ?? Object.values(text ?? {})[0] ?? otherwise;
  }

  stage(name: string): string {
    const { stages, closed } = this.model;
    return this.text([...stages, closed.won, closed.lost].find((stage) => stage.name === name)?.label, name);
  }

  track(name: string): string {
    return this.text(this.model.tracks.find((track) => track.name === name)?.label, name);
  }

  requirement(code: string): string {
    return this.text(this.#requirements.get(code)?.label, code);
  }

  /** The label of a field: its own, else that of the requirement it alone answers. */
  field(code: string, name: string): string {
    const field = this.#requirements.get(code)?.fields?.find((one) => one.name === name);
    return this.text(field?.label, this.requirement(code));
  }

  value(code: string, name: string, value: string): string {
    const type = this.#requirements.get(code)?.fields?.find((one) => one.name === name)?.type;
    const known = type?.kind === 'picklist' ? type.values.find((one) => one.value === value) : undefined;
    return this.text(known?.label, value);
  }

  outcome({ grade, track }: GradeAndTrack): string {
    return this.words.t.same(grade ?? this.words.t.none(), this.track(track));
  }
}

const number = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 2 });

/** The explanation as lines of text. */
export function explanationText(model: SalesModel, explanation: Explanation, language: Language): string {
  const speech = new Speech(model, language);
  const { verdict, name, rightsKnown, unseen } = explanation;
  const { t, list } = speech.words;
  const notes = [
    ...verdict.warnings.map((warning) => warningText(speech, warning)),
    ...verdict.unknownItems.map(({ code }) => t.unknownItem(code)),
    ...(unseen.length > 0 ? [t.unseen(unseen.join(list))] : []),
  ];
  return [
    name,
    ...standing(speech, explanation),
    '',
    ...move(speech, explanation),
    ...section(behindTitle(speech, verdict), behind(speech, verdict)),
    ...section(t.skipped(), skipped(speech, verdict)),
    ...section(t.whatIf(), whatIf(speech, verdict)),
    ...section(t.warnings(), notes),
    ...(rightsKnown ? [] : ['', t.rightsUnknown()]),
  ].join('\n');
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];

function standing(speech: Speech, { verdict, ownerName }: Explanation): string[] {
  const { words, model } = speech;
  const { t, comma, stop } = words;
  const { stage, track, age, position } = verdict;
  const here = speech.stage(stage.name);
  const way = model.stages.filter(({ id }) => track.way.includes(id)).map(({ name }) => speech.stage(name));
  return [
    [
      stage.id !== null
        ? t.stands(here, position, model.stages.length)
        : stage.known
          ? t.standsOutside(here)
          : t.standsUnknown(here),
      ...(age === null ? [] : [t.days(age.days, age.expected, words.age[age.level])]),
    ].join(comma) + stop,
    t.owner(ownerName) + stop,
    t.model(speech.text(model.name, ''), verdict.version) + stop,
    t.track(speech.track(track.name), way.join(' → ')) + stop,
    ...(track.why === 'ungraded' ? [`  ${t.ungradedTrack()}${stop}`] : []),
    ...(track.noTender ? [`  ${t.noTender()}${stop}`] : []),
    ...(track.jump ? [`  ${t.jump()}${stop}`] : []),
    ...gradeLines(speech, verdict),
  ];
}

function gradeLines({ words, model }: Speech, { grade }: Verdict): string[] {
  const { t, comma, stop } = words;
  const { effective, why, suggested, decided, manual } = grade;
  const unit = model.money.currency;
  const band =
    suggested.amount === null || suggested.from === null
      ? words.suggestion[suggested.why]
      : suggested.below === null
        ? t.bandOpen(number(suggested.amount), number(suggested.from), unit)
        : t.band(number(suggested.amount), number(suggested.from), number(suggested.below), unit);
  const reason = {
    partnerLed: t.gradePartner(),
    manual: t.gradeManual(manual.until ?? ''),
    decided: `${t.gradeDecided()}${comma}${band}`,
    suggested: band,
    none: band,
  }[why];
  return [
    (effective === null ? t.noGrade(reason) : `${t.grade(effective)}${comma}${reason}`) + stop,
    ...(decided === null || why === 'decided' ? [] : [`  ${t.decided(decided)}${stop}`]),
    ...(manual.state === 'expired' ? [`  ${t.expired(manual.letter ?? '', manual.until ?? '')}${stop}`] : []),
  ];
}

function move(speech: Speech, { verdict, to, rightsKnown }: Explanation): string[] {
  const { words } = speech;
  const { t } = words;
  if (to === null) return [t.nothingAsked()];
  const stage = speech.stage(to);
  const governed = verdict.governed === 'yes' ? [] : [words.governed[verdict.governed]];
  if (verdict.refusals.length === 0) return [t.allowed(stage), ...governed];
  const blocking = verdict.requirements.filter(({ blocks }) => blocks);
  const broken = verdict.refusals.flatMap(({ code }) => {
    const text = words.movement[code.replace('TAS-', '')];
    return text === undefined ? [] : [`[${code}] ${text}${words.stop}`];
  });
  return [
    verdict.allowed ? t.observed(stage) : t.blocked(stage),
    ...section(t.rules(), broken),
    ...(blocking.length === 0 ? [] : ['', t.missing(blocking.length)]),
    ...groups.flatMap((group) => {
      const lines = blocking.filter((one) => one.group === group).flatMap((one) => missing(speech, one, rightsKnown));
      return lines.length === 0 ? [] : [`  ${words.group[group]}`, ...lines.map((line) => `    ${line}`)];
    }),
  ];
}

function missing(
  speech: Speech,
  { code, stage, why, fixer, canFix }: RequirementVerdict,
  rightsKnown: boolean,
): string[] {
  const { t, colon, comma, list, stop } = speech.words;
  const own = speech.model.stages.find(({ id }) => id === stage);
  return [
    `• ${speech.requirement(code)} [TAS-G${stage} ${speech.stage(own?.name ?? '')}]${colon}${why.map((reason) => reasonText(speech, code, reason)).join(list)}${stop}`,
    `  ${t.who(speech.words.fixer[fixer])}${comma}${canFix ? t.you() : rightsKnown ? t.notYou() : t.unsure()}${stop}`,
  ];
}

function reasonText(speech: Speech, code: string, reason: OpenReason): string {
  const say = speech.words.reason[reason.kind];
  if (!('field' in reason)) return say('', '');
  const own = speech.field(code, reason.field);
  // A field that is named like its requirement has just been named.
  const label = own === speech.requirement(code) ? '' : own;
  if (reason.kind === 'unreachable')
    return say(label, reason.reach.map((field) => field.replace(/^.*\./, '')).join(speech.words.list));
  if (reason.kind !== 'notAccepted') return say(label, '');
  const accept = reason.accept.map((value) => speech.value(code, reason.field, value)).join(speech.words.list);
  const value = speech.value(code, reason.field, String(reason.value));
  return say(label, speech.words.list === '、' ? `为“${value}”，须为 ${accept}` : `“${value}”, and must be ${accept}`);
}

/** What the deal passed without, and is not asked for by the move itself. */
const behind = (speech: Speech, { requirements }: Verdict): string[] =>
  byStage(
    speech,
    requirements.filter((one) => one.behind && !one.blocks),
  );

function behindTitle(speech: Speech, { version, position }: Verdict): string {
  const { t } = speech.words;
  const { stages, closed } = speech.model;
  return position > stages.length ? t.behindWon(version) : t.behind(speech.stage(closed.won.name), version);
}

/** One line per stage that has some of these, naming them. */
const byStage = (speech: Speech, some: readonly RequirementVerdict[]): string[] =>
  speech.model.stages.flatMap(({ id, name }) => {
    const names = some.filter(({ stage }) => stage === id).map(({ code }) => speech.requirement(code));
    return names.length === 0 ? [] : [speech.words.t.inStage(speech.stage(name), names.join(speech.words.list))];
  });

function skipped(speech: Speech, { requirements, track }: Verdict): string[] {
  const { t, list } = speech.words;
  const off = speech.model.stages.filter(({ id }) => !track.way.includes(id)).map(({ name }) => speech.stage(name));
  const here = requirements.filter(
    ({ stage, state, gate }) => track.way.includes(stage) && state === 'skipped' && gate === 'hard',
  );
  return [...(off.length === 0 ? [] : [t.skippedStages(off.join(list))]), ...byStage(speech, here)];
}

function whatIf(speech: Speech, { whatIf: { up, down } }: Verdict): string[] {
  const { t, stop } = speech.words;
  const unit = speech.model.money.currency;
  const lines: string[] = [];
  if (up !== null)
    lines.push(up.from === 0 ? t.upAny(unit, speech.outcome(up)) : t.up(number(up.from), unit, speech.outcome(up)));
  if (down !== null) {
    const now = speech.outcome(down.atOnce);
    const later = speech.outcome(down.afterRun);
    const below = number(down.below);
    lines.push(now === later ? t.downSame(below, unit, now) : t.down(below, unit, now, later));
  }
  return lines.map((line) => line + stop);
}

function warningText(speech: Speech, warning: Warning): string {
  const { t, stop } = speech.words;
  switch (warning.kind) {
    case 'bidDeadline':
    case 'awardNotice':
      return t[warning.kind](warning.days, warning.limit) + stop;
    case 'placeholder':
      return t.placeholder(speech.field(warning.code, warning.field), warning.value) + stop;
    case 'noOpponent':
    case 'settledByOwner':
    case 'doneWithoutEvidence':
      return t[warning.kind](speech.requirement(warning.code)) + stop;
  }
}
