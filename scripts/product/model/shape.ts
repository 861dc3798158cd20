/** What a value of a model must be, in our words, for whatever the schema itself has no words for. */
import type { z } from 'zod';

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object with keys',
  record: 'an object with keys',
};

const listed = (values: readonly unknown[]): string =>
  values.length === 1 ? `must be ${String(values[0])}` : `must be one of ${values.map(String).join(', ')}`;

/** Without capital and full stop: it stands inside a sentence. */
export function shapeWords(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${kinds[issue.expected] ?? 'a value of another kind'}`;
    case 'invalid_value':
      return listed(issue.values);
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_key':
      return 'has a key that is none';
    case 'invalid_union':
      return Array.isArray(issue.options) ? listed(issue.options) : 'must be a value of another kind';
    default:
      return 'must be a value of another kind';
  }
}
