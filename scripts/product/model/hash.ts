/** Tells two models apart. */
import { createHash } from 'node:crypto';
import type { SalesModel } from './schema.ts';

/** First 12 hex digits of the SHA-256 of the model: equal models, equal hashes, whatever their comments and layout. */
export const modelHash = (model: SalesModel): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(model)))
    .digest('hex')
    .slice(0, 12);

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, sorted(entry)]),
  );
}
