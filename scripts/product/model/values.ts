/** Values that a model file is full of: texts in every language, what is stored, entries of picklists. */
import { z } from 'zod';
import { languages } from '../messages/index.ts';

/** Platform ceilings that belong to a single value; see docs/platform-limits.md. */
export const limits = {
  fieldLabel: 40,
  helpText: 510,
  stageName: 40,
  shortName: 16,
  code: 20,
  slots: 14,
  stages: 10,
  /** An Amount has 16 digits before the point; this is far from where numbers lose their cents. */
  amount: 10_000_000_000_000,
  picklistValue: 40,
  /** What an org may have stored before. */
  storedValue: 255,
} as const;

/** No XML file can hold control characters and halves of surrogate pairs. */
const printable = /^(?:[^\p{Cc}\p{Cs}\ufffe\uffff]|[\n\t])*$/u;
export const text = (most: number, what: string) =>
  z
    .partialRecord(
      z.enum(languages),
      z.string().trim().min(1).max(most).regex(printable, 'must not hold control characters'),
    )
    .describe(what);

/** A value as it is stored; which ones may be in any script is decided in check/stored-checks.ts. */
export const stored = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}\ufffe\uffff]+$/u, 'must not hold control characters');
export const picklistValue = z.strictObject({
  value: stored(limits.storedValue).describe('API value'),
  label: text(limits.storedValue, 'The value as people read it'),
});

/** A word of an API name, and with the namespace of a package before it. */
const word = '[A-Za-z](?:_?[A-Za-z0-9])*';
const customName = `(?:${word}__)?${word}__c`;
/** 15 characters of a namespace, 40 of a name, and what joins them. */
const apiName = z.string().max(60);
export const fieldName = apiName.regex(new RegExp(`^(?:${word}|${customName})$`), 'must be a field API name');
export const objectName = apiName.regex(new RegExp(`^(?:${word}|${customName})$`), 'must be an object API name');

/** Of a requirement or a question. */
export const code = z
  .string()
  .max(limits.code)
  .regex(/^[A-Z][A-Z0-9_]*$/, 'must be capitals, digits and _');
