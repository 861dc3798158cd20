/**
 * REGEX: the whole text must match. Patterns are Java's; the part of that language JS shares is translated, and a
 * construct JS reads differently is refused by name rather than answered wrongly.
 */
import { insist, textArgument, type Call, type FunctionTable } from '../call.ts';
import { FormulaError } from '../problem.ts';
import { condition, textRun, type Term } from '../term.ts';

const foreign: readonly (readonly [RegExp, string])[] = [
  [/^\\[QEGZzAhHRXvVa]/, 'escape'],
  [/^\\[pP]\{/, 'character property'],
  [/^(?:[*+?]|\{\d+(?:,\d*)?\})\+/, 'possessive quantifier'],
  [/^\(\?>/, 'atomic group'],
  [/^\(\?[a-z-]+\)/, 'inline flag'],
];

/** `\s` is ASCII in Java and Unicode in JS. */
const spaces = ' \\t\\n\\x0B\\f\\r';

class PatternError extends Error {}

/** One escape of a Java pattern in JS; outside letters and digits a backslash only quotes. */
function escape(character: string, inClass: boolean): string {
  if (character === 's') return inClass ? spaces : `[${spaces}]`;
  if (character === 'S') {
    if (inClass) throw new PatternError('\\S in a character class is not supported');
    return `[^${spaces}]`;
  }
  if (/[a-zA-Z0-9]/.test(character)) return `\\${character}`;
  return /[-^$\\.*+?()[\]{}|/]/.test(character) ? (character === '-' && !inClass ? '-' : `\\${character}`) : character;
}

function translate(pattern: string): string {
  let result = '';
  let inClass = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const rest = pattern.slice(at);
    const character = pattern.charAt(at);
    refuseForeign(rest, inClass);
    if (character === '\\') {
      at += 1;
      if (at === pattern.length) throw new PatternError('it ends in a backslash');
      result += escape(pattern.charAt(at), inClass);
      continue;
    }
    if (inClass && (character === '[' || rest.startsWith('&&'))) {
      throw new PatternError('a character class inside another is not supported');
    }
    if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    result += character;
  }
  return result;
}

function refuseForeign(rest: string, inClass: boolean): void {
  for (const [pattern, what] of foreign) {
    const found = (inClass && !rest.startsWith('\\') ? undefined : pattern.exec(rest))?.[0];
    if (found !== undefined) throw new PatternError(`the ${what} ${found} is not supported`);
  }
}

function compilePattern(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${translate(pattern)})$`, 'u');
  } catch (error) {
    if (error instanceof PatternError || error instanceof SyntaxError) {
      throw new PatternError(`Invalid regular expression ${pattern}: ${error.message}`);
    }
    throw error;
  }
}

function regex(call: Call): Term {
  const run = textRun(insist(call, 0, 'text'));
  const pattern = insist(call, 1, 'text');
  if (pattern.known !== undefined) {
    try {
      const compiled = compilePattern(String(pattern.known.value ?? ''));
      return condition((context) => compiled.test(run(context) ?? ''));
    } catch (error) {
      if (error instanceof PatternError) return call.problem('pattern', error.message, 1);
      throw error;
    }
  }
  return computedPattern(run, textArgument(call, 1));
}

/** A pattern that comes from the record; the last one is kept, since most records share it. */
function computedPattern(run: (context: unknown) => string | null, pattern: typeof run): Term {
  let last = { source: '', compiled: compilePattern('') };
  return condition((context) => {
    const text = run(context) ?? '';
    const source = pattern(context) ?? '';
    if (source !== last.source) last = { source, compiled: computed(source) };
    return last.compiled.test(text);
  });
}

function computed(source: string): RegExp {
  try {
    return compilePattern(source);
  } catch (error) {
    if (error instanceof PatternError) throw new FormulaError(error.message);
    throw error;
  }
}

export const regexFunctions: FunctionTable = {
  REGEX: { least: 2, most: 2, rulesOnly: true, compile: regex },
};
