/**
 * Matching a picklist with literals. A literal stands for the declared values that equal it ignoring case; a stored
 * value that is declared no longer matches no literal at all. Literals are resolved when the formula is compiled.
 */
import { textRun, type Run, type Term } from './term.ts';

/** The declared values a literal stands for; undefined when the picklist declares none. */
export function declaredFor(picklist: Term, literal: string): readonly string[] | undefined {
  const lower = literal.toLowerCase();
  return picklist.values?.filter((value) => value.toLowerCase() === lower);
}

/** Whether a picklist holds a literal; a blank literal asks for blank. */
export function holdsLiteral(picklist: Term, literal: string | null): Run<boolean> {
  const run = textRun(picklist);
  if (literal === null) return (context) => run(context) === null;
  const declared = declaredFor(picklist, literal);
  if (declared === undefined) {
    const lower = literal.toLowerCase();
    return (context) => {
      const value = run(context);
      return value !== null && (value === literal || value.toLowerCase() === lower);
    };
  }
  const [only] = declared;
  if (only === undefined) return () => false;
  if (declared.length === 1) return (context) => run(context) === only;
  const all: ReadonlySet<string | null> = new Set(declared);
  return (context) => all.has(run(context));
}

/** A value per stored value, from a value per literal; the first literal that matches wins. */
export function byStoredValue<V>(picklist: Term, byLiteral: readonly (readonly [string | null, V])[]): PicklistMap<V> {
  const exact = new Map<string | null, V>();
  const lower = new Map<string, V>();
  for (const [literal, value] of byLiteral) {
    const stored = literal === null ? [null] : declaredFor(picklist, literal);
    for (const key of stored ?? []) if (!exact.has(key)) exact.set(key, value);
    if (stored === undefined && literal !== null && !lower.has(literal.toLowerCase())) {
      lower.set(literal.toLowerCase(), value);
    }
  }
  if (lower.size === 0) return (stored) => exact.get(stored);
  return (stored) => (stored === null ? exact.get(null) : lower.get(stored.toLowerCase()));
}

export type PicklistMap<V> = (stored: string | null) => V | undefined;
