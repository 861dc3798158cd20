/** Functions over text. Lengths and places count UTF-16 units; an empty result is blank. */
import { argument, numberArgument, refuse, textArgument, type Call, type FunctionSpec } from '../call.ts';
import type { FunctionTable } from '../call.ts';
import { integerOf, numberOf, type Num } from '../decimal.ts';
import { FormulaError } from '../problem.ts';
import { blankless, condition, known, number, text, type Run, type Term } from '../term.ts';
import { markupFunctions } from './markup.ts';
import { regexFunctions } from './regex.ts';

/** A function of one text, blank for blank. `most` admits the locale some take and the engine ignores. */
function single(compute: (value: string) => string): FunctionSpec {
  const compile = (call: Call): Term => {
    const run = textArgument(call, 0);
    return text((context) => {
      const value = run(context);
      return value === null ? null : blankless(compute(value));
    });
  };
  return { least: 1, most: 1, compile };
}

/** The only languages that have letters of their own case in Java, which Salesforce computes with. */
const casedApart = /^(tr|az|lt)(?:[-_].*)?$/i;

/** UPPER and LOWER; a second argument names a language, such as `tr` or `tr_TR`, and others count as none. */
function cased(compute: (value: string, language: string | undefined) => string): FunctionSpec {
  const compile = (call: Call): Term => {
    const run = textArgument(call, 0);
    const locale: Run<string> = call.args.length === 2 ? textArgument(call, 1) : () => null;
    return text((context) => {
      const value = run(context);
      const language = casedApart.exec(locale(context) ?? '')?.[1];
      return value === null ? null : blankless(compute(value, language));
    });
  };
  return { least: 1, most: 2, compile };
}

/** A function of a text and a count, fractions dropped. */
function counted(compute: (value: string, count: number) => string): FunctionSpec {
  const compile = (call: Call): Term => {
    const [run, count] = [textArgument(call, 0), numberArgument(call, 1)];
    return text((context) => {
      const value = run(context);
      const length = count(context);
      return value === null || length === null ? null : blankless(compute(value, Math.max(0, integerOf(length))));
    });
  };
  return { least: 2, most: 2, compile };
}

function middle(call: Call): Term {
  const [run, from, count] = [textArgument(call, 0), numberArgument(call, 1), numberArgument(call, 2)];
  return text((context) => {
    const value = run(context);
    const start = from(context);
    const length = count(context);
    if (value === null || start === null || length === null) return null;
    const begin = Math.max(0, integerOf(start) - 1);
    return blankless(value.slice(begin, begin + Math.max(0, integerOf(length))));
  });
}

/** LPAD and RPAD; a longer text is cut to the length. */
function padded(pad: (value: string, length: number, filler: string) => string): FunctionSpec {
  const compile = (call: Call): Term => {
    const [run, count] = [textArgument(call, 0), numberArgument(call, 1)];
    const filler = call.args.length === 3 ? textArgument(call, 2) : (): string => ' ';
    return text((context) => {
      const value = run(context);
      const length = count(context);
      const fill = filler(context);
      if (value === null || length === null) return null;
      const wanted = Math.max(0, Math.min(integerOf(length), longestPadding));
      return blankless(pad(value, wanted, fill ?? '').slice(0, wanted));
    });
  };
  return { least: 2, most: 3, compile };
}

/** Far beyond any text a field or a result can hold. */
const longestPadding = 1_000_000;

function lengthOf(call: Call): Term {
  const run = textArgument(call, 0);
  return number((context) => run(context)?.length ?? 0);
}

/** The place of a text in another, from 1; 0 when it is not there or either is blank. */
function find(call: Call): Term {
  const [sought, within] = [textArgument(call, 0), textArgument(call, 1)];
  const from: Run<Num> = call.args.length === 3 ? numberArgument(call, 2) : () => 1;
  return number((context) => {
    const part = sought(context);
    const whole = within(context);
    const start = from(context);
    if (start === null) return null;
    return part === null || whole === null ? 0 : whole.indexOf(part, Math.max(0, integerOf(start) - 1)) + 1;
  });
}

function replaceAll(call: Call): Term {
  const [run, sought, substitute] = [textArgument(call, 0), textArgument(call, 1), textArgument(call, 2)];
  return text((context) => {
    const value = run(context);
    const part = sought(context);
    const instead = substitute(context);
    return value === null || part === null ? null : blankless(value.replaceAll(part, () => instead ?? ''));
  });
}

/** Any text holds a blank one; whether a blank text holds another is unknown. */
function holding(holds: (whole: string, part: string) => boolean): FunctionSpec {
  const compile = (call: Call): Term => {
    const [within, sought] = [textArgument(call, 0), textArgument(call, 1)];
    return condition((context) => {
      const whole = within(context);
      const part = sought(context);
      if (part === null) return true;
      return whole === null ? null : holds(whole, part);
    });
  };
  return { least: 2, most: 2, compile };
}

/** Digits of any script, up to four-digit exponents; no blanks, separators or signs of currency. */
const numberPattern = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,4})?$/;

/** Unicode lays the ten digits of a script out in a row, so a digit's value is its distance from the row's start. */
function asciiDigit(digit: string): string {
  const code = digit.charCodeAt(0);
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCharCode(zero - 1))) zero -= 1;
  return String(code - zero);
}

const asciiDigits = (value: string): string => value.replaceAll(/[^\P{Nd}0-9\u{10000}-\u{10FFFF}]/gu, asciiDigit);

function value(call: Call): Term {
  const run = textArgument(call, 0);
  return number((context) => {
    const written = run(context);
    if (written === null) return null;
    const plain = asciiDigits(written);
    if (!numberPattern.test(plain)) throw new FormulaError(`The value '${written}' is not a valid number.`);
    return numberOf(plain);
  });
}

function isNumber(call: Call): Term {
  const { type } = argument(call, 0);
  if (type !== 'text' && type !== 'null' && type !== 'fault') return refuse(call, 0, 'Text');
  const run = textArgument(call, 0);
  return condition((context) => numberPattern.test(asciiDigits(run(context) ?? '')));
}

const titled = (text: string): string =>
  text.toLowerCase().replaceAll(/[\p{L}\p{Nd}]+/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1));

function ascii(call: Call): Term {
  const run = textArgument(call, 0);
  return number((context) => run(context)?.charCodeAt(0) ?? null);
}

/** The character of a Unicode code point. */
function character(call: Call): Term {
  const run = numberArgument(call, 0);
  return text((context) => {
    const code = run(context);
    if (code === null) return null;
    const whole = integerOf(code);
    if (whole < 0 || whole > 0x10ffff) throw new FormulaError(`${whole} is no character in CHR()`);
    return whole === 0 ? null : String.fromCodePoint(whole);
  });
}

export const textFunctions: FunctionTable = {
  ...regexFunctions,
  ...markupFunctions,
  CHR: { least: 1, most: 1, compile: character },
  // Without a language `toLocale…` would take the machine's.
  UPPER: cased((text, language) => (language === undefined ? text.toUpperCase() : text.toLocaleUpperCase(language))),
  LOWER: cased((text, language) => (language === undefined ? text.toLowerCase() : text.toLocaleLowerCase(language))),
  INITCAP: single(titled),
  TRIM: single((text) => text.replaceAll(/^[\0- ]+|[\0- ]+$/g, '')),
  REVERSE: single((text) => Array.from(text).reverse().join('')),
  LEFT: counted((text, count) => text.slice(0, count)),
  RIGHT: counted((text, count) => text.slice(Math.max(0, text.length - count))),
  MID: { least: 3, most: 3, compile: middle },
  LPAD: padded((text, length, filler) => text.padStart(length, filler)),
  RPAD: padded((text, length, filler) => text.padEnd(length, filler)),
  LEN: { least: 1, most: 1, compile: lengthOf },
  FIND: { least: 2, most: 3, compile: find },
  SUBSTITUTE: { least: 3, most: 3, compile: replaceAll },
  CONTAINS: holding((whole, part) => whole.includes(part)),
  BEGINS: holding((whole, part) => whole.startsWith(part)),
  VALUE: { least: 1, most: 1, compile: value },
  ISNUMBER: { least: 1, most: 1, compile: isNumber },
  ASCII: { least: 1, most: 1, compile: ascii },
  BR: { least: 0, most: 0, compile: () => known('text', '<br>') },
};
