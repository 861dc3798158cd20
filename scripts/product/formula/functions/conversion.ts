/** TEXT: numbers, dates and picklists as text. */
import { clockText, dateText, dayOf, timeOfDay, timeText } from '../calendar.ts';
import { argument, refuse, type Call, type FunctionTable } from '../call.ts';
import { textOf } from '../decimal.ts';
import { calendarRun, known, numberRun, text, textRun, type Run, type Term } from '../term.ts';

/** A datetime shows its GMT clock whatever the user's time zone. */
const momentAsText = (moment: number): string => `${dateText(dayOf(moment))} ${clockText(timeOfDay(moment))}Z`;

function shown<V>(run: Run<V>, show: (value: V) => string): Term {
  return text((context) => {
    const value = run(context);
    return value === null ? null : show(value);
  });
}

function asText(call: Call): Term {
  const term = argument(call, 0);
  switch (term.type) {
    case 'number':
      return shown(numberRun(term), textOf);
    case 'date':
      return shown(calendarRun(term), dateText);
    case 'datetime':
      return shown(calendarRun(term), momentAsText);
    case 'time':
      return shown(calendarRun(term), timeText);
    case 'picklist':
      return { ...text(textRun(term)), picklist: term };
    case 'null':
    case 'fault':
      return known('text', null);
    default:
      return refuse(call, 0, 'Number, Date, DateTime, Picklist');
  }
}

export const conversionFunctions: FunctionTable = {
  TEXT: { least: 1, most: 1, compile: asText },
};
