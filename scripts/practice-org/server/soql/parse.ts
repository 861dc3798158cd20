import { parseQuery, type Query } from '@jetstreamapp/soql-parser-js';
import { SoqlError } from './error.ts';

export interface ParsedQuery {
  readonly query: Query;
  readonly allRows: boolean;
}

/** Characters of a query. */
const longest = 100_000;

/** Parses SOQL; `ALL ROWS`, which the parser does not know, is taken off first. @throws SoqlError MALFORMED_QUERY */
export function parseSoql(source: string): ParsedQuery {
  if (source.length > longest)
    throw new SoqlError('MALFORMED_QUERY', `SOQL statements can not be longer than ${longest} characters`);
  const plain = source.replace(/\s+ALL\s+ROWS\s*$/i, '');
  try {
    return { query: parseQuery(plain), allRows: plain !== source };
  } catch (error) {
    const found = foundIn(error instanceof Error ? error.message : '');
    throw new SoqlError('MALFORMED_QUERY', `${source.trim().slice(0, 200)}\nunexpected token: ${found}`);
  }
}

/** Where the parser stopped: a word, a sign that no word begins with, or the end of the query. */
function foundIn(message: string): string {
  const [, word] = /but found(?: -->|:) '([^']*)'/.exec(message) ?? [];
  const sign = /unexpected character: ->(.)<-/u.exec(message)?.[1];
  const found = sign ?? word ?? '';
  return found === '' ? '<EOF>' : `'${found}'`;
}
