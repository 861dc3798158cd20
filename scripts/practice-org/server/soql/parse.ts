import { parseQuery, type Query } from '@jetstreamapp/soql-parser-js';
import { SoqlError } from './error.ts';

export interface ParsedQuery {
  readonly query: Query;
  readonly allRows: boolean;
}

/** Parses SOQL; `ALL ROWS`, which the parser does not know, is taken off first. @throws SoqlError MALFORMED_QUERY */
export function parseSoql(source: string): ParsedQuery {
  const plain = source.replace(/\s+ALL\s+ROWS\s*$/i, '');
  try {
    return { query: parseQuery(plain), allRows: plain !== source };
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new SoqlError('MALFORMED_QUERY', `${source.trim().slice(0, 200)}\nunexpected token: ${reason}`);
  }
}
