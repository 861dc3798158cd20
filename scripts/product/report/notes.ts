/** What a reader has to know to judge the figures: what was not looked at, and what no sum holds. */
import { fill } from '../messages/index.ts';
import type { WeeklyReport } from './report.ts';
import type { Writer } from './write.ts';

/** Days or names that are told one by one; what is beyond is counted by the list's end. */
const mostNamed = 8;

export function notesOf(report: WeeklyReport, { messages, locale, count, day }: Writer): string[] {
  const { note } = messages.weekly;
  const { pipeline, changes, forecast, history } = report;
  const unknown = pipeline.stages.filter(({ known, name }) => !known && name !== '').map(({ name }) => name);
  const some = (names: readonly string[]): string =>
    locale.list(names.length > mostNamed ? [...names.slice(0, mostNamed), `+${names.length - mostNamed}`] : names);
  const days = (list: readonly string[]): string => some(list.map(day));
  const counted = (text: string, value: number): string[] => (value === 0 ? [] : [fill(text, count(value))]);
  const listed = (text: string, names: readonly string[], write = some): string[] =>
    names.length === 0 ? [] : [fill(text, write(names))];
  return [
    fill(note.scope, report.model.version, report.org.username),
    ...counted(note.withoutAmount, pipeline.withoutAmount),
    ...counted(note.cohort, pipeline.cohort),
    ...counted(note.otherTypes, pipeline.otherTypes),
    ...listed(note.unknownStages, unknown),
    ...(pipeline.seesItems ? [] : [note.noItems]),
    ...(changes.seesGrades ? [] : [note.noGrades]),
    ...counted(note.startUnknown, changes.startUnknown),
    ...listed(note.unplaced, changes.unplaced),
    ...counted(note.unconverted, changes.unconverted),
    ...(forecast.currency === null || forecast.currency === pipeline.currency
      ? []
      : [fill(note.modelCurrency, forecast.currency)]),
    ...(forecast.seesStages ? [] : [note.noHistory]),
    ...listed(note.damaged, history.damaged),
    ...counted(note.otherOrgs, history.otherOrgs),
    ...listed(note.otherCurrency, history.otherCurrency, days),
    ...listed(note.otherModel, history.otherModel, days),
  ];
}
