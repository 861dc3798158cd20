/** Why the grade is what it is, and what would change it. */
import type { GradeAndTrack, GradeVerdict, Verdict } from '../gate/index.ts';
import { fill, type PanelMessages } from '../messages/index.ts';
import type { Locale, Presentation } from './types.ts';

export function presentGrade(verdict: Verdict, messages: PanelMessages, locale: Locale): Presentation['grade'] {
  const { grade: m, head } = messages;
  const { grade } = verdict;
  const { effective, why, decided, manual } = grade;
  return {
    name: effective === null ? head.ungraded : locale.grade(effective),
    origin: why === 'none' ? '' : why === 'manual' ? head.byHand : head.automatic,
    title: effective === null ? m.whyUngraded : fill(m.why, effective),
    reason: reasonOf(grade, messages, locale),
    notes: [
      ...(decided === null || why === 'decided' ? [] : [fill(m.decidedGrade, decided)]),
      ...(manual.state === 'expired' ? [fill(m.expired, manual.letter ?? '', locale.day(manual.until))] : []),
    ],
    whatIf: whatIf(verdict, messages, locale),
  };
}

function reasonOf({ why, suggested, manual }: GradeVerdict, messages: PanelMessages, locale: Locale): string {
  const { grade: m } = messages;
  switch (why) {
    case 'manual':
      return manual.until === null ? m.manual : fill(m.manualUntil, locale.day(manual.until));
    case 'decided':
      return `${m.decided} · ${suggestion(suggested, messages, locale)}`;
    case 'partnerLed':
    case 'suggested':
    case 'none':
      return suggestion(suggested, messages, locale);
  }
}

function suggestion(suggested: GradeVerdict['suggested'], messages: PanelMessages, locale: Locale): string {
  const { why, amount, from, below } = suggested;
  if (why !== 'band') return messages.suggestion[why];
  const money = (value: number | null) => locale.money(value ?? 0, locale.model.money.currency);
  const { band, bandWithin, bandBelow } = messages.grade;
  if (below === null) return fill(band, money(amount), money(from));
  return from === 0
    ? fill(bandBelow, money(amount), money(below))
    : fill(bandWithin, money(amount), money(from), money(below));
}

function whatIf({ whatIf: { up, down }, grade, track }: Verdict, messages: PanelMessages, locale: Locale): string[] {
  const { grade: m } = messages;
  const money = (value: number) => locale.money(value, locale.model.money.currency);
  const outcome = (one: GradeAndTrack) => fill(m.outcome, one.grade ?? m.none, locale.track(one.track));
  const isNews = (one: GradeAndTrack) => one.grade !== grade.effective || one.track !== track.name;
  const lines: string[] = [];
  if (up !== null && isNews(up))
    lines.push(up.from === 0 ? fill(m.upAny, outcome(up)) : fill(m.up, money(up.from), outcome(up)));
  if (down !== null && (isNews(down.atOnce) || isNews(down.afterRun))) {
    const now = outcome(down.atOnce);
    const later = outcome(down.afterRun);
    lines.push(now === later ? fill(m.downSame, money(down.below), now) : fill(m.down, money(down.below), now, later));
  }
  return lines;
}
