/**
 * Formula vectors: lines of JSON, each a formula with its inputs and the answer of Salesforce's own engine.
 * Runs them against this engine and tells where the two differ.
 */
import { z } from 'zod';
import {
  compileFormula,
  type CompileOptions,
  type FieldAccess,
  formatResult,
  FormulaError,
  type FormulaType,
  multiply,
  rawOf,
  type RawValue,
  readNumber,
  type Scope,
} from '../../product/formula/index.ts';

const types = [
  'number',
  'currency',
  'percent',
  'integer',
  'text',
  'date',
  'datetime',
  'time',
  'checkbox',
  'picklist',
  'multipicklist',
  'lookup',
] as const satisfies readonly FormulaType[];

const rawValue = z.union([z.number(), z.string(), z.boolean(), z.null()]);
const blanks = z.enum(['blank', 'zero']);

const vectorField = z.object({
  type: z.enum(types),
  value: rawValue.optional(),
  prior: rawValue.optional(),
  values: z.array(z.string()).optional(),
  formula: z.string().optional(),
  treatBlanksAs: blanks.optional(),
});

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const vectorSchema = z.object({
  id: z.string(),
  category: z.string(),
  formula: z.string(),
  treatBlanksAs: blanks,
  fields: z.record(z.string(), vectorField),
  isNew: z.boolean().optional(),
  tz: z.string().refine(isTimeZone, 'no time zone').optional(),
  now: z.union([z.number(), z.iso.datetime({ offset: true })]).optional(),
  returns: z.enum(types).optional(),
  scale: z.number().int().optional(),
  expected: z.object({
    type: z.string().optional(),
    result: rawValue.optional(),
    asBoolean: z.boolean().optional(),
    error: z.object({ phase: z.enum(['compile', 'runtime']), class: z.string().optional() }).optional(),
  }),
});

export type Vector = z.infer<typeof vectorSchema>;
type VectorField = z.infer<typeof vectorField>;

export type ReadResult =
  | { readonly ok: true; readonly vectors: readonly Vector[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads a file of vectors, one JSON object a line; every malformed line is reported with its number. */
export function readVectors(content: string): ReadResult {
  const vectors: Vector[] = [];
  const problems: string[] = [];
  for (const [index, line] of content.split('\n').entries()) {
    if (line.trim() === '') continue;
    const vector = parseLine(line);
    if (typeof vector === 'string') problems.push(`line ${index + 1}: ${vector}`);
    else vectors.push(vector);
  }
  if (vectors.length === 0 && problems.length === 0) problems.push('it holds no vectors');
  return problems.length === 0 ? { ok: true, vectors } : { ok: false, problems };
}

function parseLine(line: string): Vector | string {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return 'not JSON';
  }
  const parsed = vectorSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
}

/** How the engine answered a vector. `unsupported`: the formula uses a function the engine does not know. */
export type Verdict =
  | { readonly kind: 'agree' }
  | { readonly kind: 'unsupported'; readonly message: string }
  | { readonly kind: 'disagree'; readonly expected: string; readonly got: string };

interface Answer {
  readonly phase: 'compile' | 'runtime' | 'value';
  readonly message: string;
  readonly unknownFunction: boolean;
  readonly type: string;
  readonly value: RawValue;
  readonly test: boolean;
}

const failed = (phase: 'compile' | 'runtime', message: string, unknownFunction = false): Answer => ({
  phase,
  message,
  unknownFunction,
  type: '',
  value: null,
  test: false,
});

const optionsOf = ({ treatBlanksAs, returns }: Vector): CompileOptions =>
  returns === undefined ? { treatBlanksAs, use: 'rule' } : { treatBlanksAs, use: 'rule', returns };

/** Compiles and evaluates one vector and compares type, value and error phase with what is expected. */
export function runVector(vector: Vector): Verdict {
  const got = answer(vector);
  const { error } = vector.expected;
  if (got.unknownFunction && error?.phase !== 'compile') return { kind: 'unsupported', message: got.message };
  const agrees = error === undefined ? got.phase === 'value' && sameAnswer(vector, got) : got.phase === error.phase;
  if (agrees) return { kind: 'agree' };
  const { phase, message, type, value, test } = got;
  return {
    kind: 'disagree',
    expected: JSON.stringify(vector.expected),
    got: phase === 'value' ? JSON.stringify({ type, result: value, test }) : `${phase} error: ${message}`,
  };
}

function answer(vector: Vector): Answer {
  const compiled = compileFormula(vector.formula, vectorScope(vector), optionsOf(vector));
  if (!compiled.ok) {
    const unknown = compiled.problems.some(({ code }) => code === 'unknown-function');
    return failed('compile', compiled.problems.map(({ message }) => message).join('; '), unknown);
  }
  const { formula } = compiled;
  try {
    const value = formula.evaluate(undefined);
    const shown = vector.returns === undefined ? value : formatResult(value, vector.returns, vector.scale ?? 0);
    const test = formula.returns === 'boolean' && formula.test(undefined);
    return { ...failed('runtime', ''), phase: 'value', type: formula.returns, value: shown, test };
  } catch (error) {
    if (error instanceof FormulaError) return failed('runtime', error.message);
    throw error;
  }
}

function sameAnswer({ expected }: Vector, { type, value, test }: Answer): boolean {
  if (expected.type !== undefined && expected.type !== type) return false;
  if (expected.asBoolean !== undefined && expected.asBoolean !== test) return false;
  const result = expected.result ?? null;
  if (result === null || value === null) return result === value;
  if (type === 'number') return normalNumber(result) === normalNumber(value);
  // Vectors write times without the zone letter that stored times carry.
  return type === 'time' ? `${String(result)}Z` === value : result === value;
}

const normalNumber = (raw: RawValue): RawValue => rawOf(readNumber(raw) ?? 0);

/** For vectors that name no moment: about when they were measured, so that their past dates are past. */
const measured = Date.UTC(2026, 6, 28, 12);

function vectorScope(vector: Vector): Scope<unknown> {
  const fields = new Map<string, FieldAccess<unknown>>();
  const now = vector.now === undefined ? measured : new Date(vector.now).getTime();
  const scope: Scope<unknown> = {
    resolve: (path) => fields.get(path.toLowerCase()),
    isNew: () => vector.isNew === true,
    isClone: () => false,
    now: () => now,
    timeZone: () => vector.tz ?? 'GMT',
  };
  for (const [path, field] of Object.entries(vector.fields)) {
    fields.set(path.toLowerCase(), access(field, vector, scope));
  }
  return scope;
}

function access(field: VectorField, vector: Vector, scope: Scope<unknown>): FieldAccess<unknown> {
  const { type, value = null, prior, values } = field;
  return {
    type,
    ...(values === undefined ? {} : { values }),
    ...(prior === undefined ? {} : { prior: () => prior }),
    read: field.formula === undefined ? () => value : nested(field, field.formula, vector, scope),
  };
}

/** A formula field: its value is computed in its own blank mode, and stored as its type is stored. */
function nested(field: VectorField, source: string, vector: Vector, scope: Scope<unknown>): () => RawValue {
  const treatBlanksAs = field.treatBlanksAs ?? vector.treatBlanksAs;
  return () => {
    const compiled = compileFormula(source, scope, { treatBlanksAs, use: 'field', returns: field.type });
    if (!compiled.ok) throw new FormulaError(compiled.problems.map(({ message }) => message).join('; '));
    const value = compiled.formula.evaluate(undefined);
    if (field.type === 'checkbox') return value === true;
    const fraction = field.type === 'percent' ? readNumber(value) : null;
    return fraction === null ? value : rawOf(multiply(fraction, 100));
  };
}
