import { createHash } from 'node:crypto';
import type { ObjectType } from '../schema/object.ts';
import type { Row } from '../store/row.ts';

/**
 * The record's version as a number: in every sample of the guide it is SystemModstamp in milliseconds. It has the
 * precision of that field, so two changes within one second share it.
 */
export function weakEtagOf(object: ObjectType, row: Row): number {
  const stamp = row.values[object.byName.get('systemmodstamp')?.slot ?? -1];
  return typeof stamp === 'string' ? Date.parse(stamp.replace('+0000', 'Z')) : 0;
}

/** A digest of what is answered: 32 hex digits, other digits as soon as anything in it changes. */
export const digestOf = (body: unknown): string => createHash('md5').update(JSON.stringify(body)).digest('hex');
