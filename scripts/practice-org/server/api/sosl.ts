/** Reads SOSL, and what it looks for. */
export const fieldGroups = ['ALL', 'NAME', 'EMAIL', 'PHONE', 'SIDEBAR'] as const;
export type FieldGroup = (typeof fieldGroups)[number];

/** One object of RETURNING: its select list and what stands behind it, as SOQL. */
export interface Returning {
  readonly object: string;
  readonly fields: string;
  readonly clauses: string;
}

export interface Sosl {
  readonly find: string;
  readonly group: FieldGroup;
  /** Empty: every object. */
  readonly returning: readonly Returning[];
  readonly limit: number;
}

/** A search that Salesforce would refuse. */
export class SoslError extends Error {}

const head =
  /^\s*FIND\s*(?:\{((?:\\.|[^}\\])*)\}|'((?:\\.|[^'\\])*)')\s*(?:IN\s+(ALL|NAME|EMAIL|PHONE|SIDEBAR)\s+FIELDS\b)?\s*/i;
const tail = /^\s*(?:LIMIT\s+(\d+))?\s*$/i;

/** The text up to the bracket that closes the one before `from`; texts in quotes may hold brackets. */
function closing(source: string, from: number): number {
  let depth = 1;
  let quoted = false;
  for (let at = from; at < source.length; at += 1) {
    const char = source.charAt(at);
    if (quoted && char === '\\') at += 1;
    else if (char === "'") quoted = !quoted;
    else if (!quoted && char === '(') depth += 1;
    else if (!quoted && char === ')' && --depth === 0) return at;
  }
  throw new SoslError('a bracket is not closed');
}

function readReturning(source: string): { readonly returning: Returning[]; readonly rest: string } {
  const returning: Returning[] = [];
  let rest = source;
  for (;;) {
    const name = /^\s*(\w+)\s*/.exec(rest);
    if (name === null) throw new SoslError(`unexpected token: ${rest.trim().slice(0, 40)}`);
    rest = rest.slice(name[0].length);
    let inner = 'Id';
    if (rest.startsWith('(')) {
      const end = closing(rest, 1);
      inner = rest.slice(1, end);
      rest = rest.slice(end + 1);
    }
    const at = inner.search(/\b(?:WHERE|ORDER\s+BY|LIMIT|OFFSET|USING)\b/i);
    const [fields, clauses] = at < 0 ? [inner, ''] : [inner.slice(0, at), inner.slice(at)];
    returning.push({ object: name[1] ?? '', fields: fields.trim() === '' ? 'Id' : fields, clauses });
    const comma = /^\s*,/.exec(rest);
    if (comma === null) return { returning, rest };
    rest = rest.slice(comma[0].length);
  }
}

/** @throws SoslError for what is no SOSL, or more of it than the practice org knows. */
export function readSosl(source: string): Sosl {
  const start = head.exec(source);
  if (start === null)
    throw new SoslError(`No search term found. The search term must be enclosed in braces: ${source.slice(0, 80)}`);
  const find = (start[1] ?? start[2] ?? '').trim();
  const body = source.slice(start[0].length);
  const named = /^RETURNING\b/i.exec(body);
  const { returning, rest } =
    named === null ? { returning: [], rest: body } : readReturning(body.slice(named[0].length));
  const end = tail.exec(rest);
  if (end === null) throw new SoslError(`unexpected token: ${rest.trim().slice(0, 40)}`);
  const group = fieldGroups.find((one) => one === start[3]?.toUpperCase()) ?? 'ALL';
  return { find, group, returning, limit: end[1] === undefined ? Infinity : Number(end[1]) };
}

/** Chinese, Japanese and Korean are written without spaces between words. */
const unspaced = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;
const separators = /[\s,.;:!"'(){}[\]/\\|<>@#$%^&+=~`-]+/u;

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Whether one word of a search, `*` and `?` standing for letters, is among the words of a text. */
function wordTest(word: string): (text: string) => boolean {
  const pattern = word
    .toLowerCase()
    .split(/(\\.|\*|\?)/)
    .map((part) => (part === '*' ? '.*' : part === '?' ? '.' : escaped(part.replace(/^\\/, ''))))
    .join('');
  if (unspaced.test(word)) {
    const inside = new RegExp(pattern, 'u');
    return (text) => inside.test(text);
  }
  const whole = new RegExp(`^${pattern}$`, 'u');
  return (text) => text.split(separators).some((one) => whole.test(one));
}

/** `"two words"` stand side by side. */
const phraseTest = (phrase: string): ((text: string) => boolean) => {
  const words = phrase
    .toLowerCase()
    .split(separators)
    .filter((one) => one !== '');
  return (text) => ` ${text.split(separators).join(' ')} `.includes(` ${words.join(' ')} `);
};

/**
 * Whether a text holds what is looked for: words, all of them; `OR`, `AND NOT` and phrases in quotes are known.
 * @throws SoslError when that is fewer than two letters.
 */
export function matcherOf(find: string): (text: string) => boolean {
  const letters = find.replaceAll(/[*?"\s]/g, '');
  if (letters.length < 2 && !unspaced.test(letters))
    throw new SoslError(`search term must be longer than one character: ${find}`);
  const ways = find.split(/\s+OR\s+/i).map((way) => {
    const parts = way.match(/"[^"]*"|\S+/g) ?? [];
    const tests: ((text: string) => boolean)[] = [];
    let negated = false;
    for (const part of parts) {
      if (/^AND$/i.test(part)) continue;
      if (/^NOT$/i.test(part)) {
        negated = true;
        continue;
      }
      const test = part.startsWith('"') ? phraseTest(part.slice(1, -1)) : wordTest(part);
      tests.push(negated ? (text) => !test(text) : test);
      negated = false;
    }
    return tests;
  });
  return (text) => {
    const lower = text.toLowerCase();
    return ways.some((tests) => tests.length > 0 && tests.every((test) => test(lower)));
  };
}
