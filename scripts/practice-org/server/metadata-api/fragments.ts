/** Metadata XML taken apart and put together without touching a byte of what stands inside. */

/** One element: its name, everything between its tags, and the whole of it. */
export interface Fragment {
  readonly name: string;
  readonly inner: string;
  readonly raw: string;
  /** Where it begins in the text it was read from. */
  readonly at: number;
}

const token =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<[!?][^>]*>|<\/[\w:.-]+\s*>|<([\w:.-]+)(?:\s[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*)?(\/)?>/g;

/** The outermost elements of a text that is known to be well formed. */
export function elementsOf(text: string): Fragment[] {
  const found: Fragment[] = [];
  let depth = 0;
  let open = { name: '', at: 0, inner: 0 };
  for (const match of text.matchAll(token)) {
    const [whole, name, slash] = match;
    const end = match.index + whole.length;
    if (name !== undefined) {
      if (depth === 0) open = { name, at: match.index, inner: end };
      // `<a/>`: the attributes' pattern may have taken the slash.
      if (slash === undefined && !whole.endsWith('/>')) depth++;
      else if (depth === 0) found.push({ name, inner: '', raw: whole, at: match.index });
    } else if (whole.startsWith('</')) {
      depth--;
      if (depth === 0)
        found.push({
          name: open.name,
          inner: text.slice(open.inner, match.index),
          raw: text.slice(open.at, end),
          at: open.at,
        });
    }
  }
  return found;
}

/** The root element's name and its children; `at` counts from the beginning of the file. */
export function childrenOf(text: string): { readonly root: string; readonly children: Fragment[] } | undefined {
  const [root] = elementsOf(text);
  if (root === undefined) return undefined;
  const offset = root.at + root.raw.indexOf(root.inner, root.raw.indexOf('>'));
  return { root: root.name, children: elementsOf(root.inner).map((child) => ({ ...child, at: child.at + offset })) };
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** A character reference; one that names no character is no text. */
function character(code: string, radix: number): string {
  const point = parseInt(code, radix);
  return point <= 0x10ffff ? String.fromCodePoint(point) : '';
}

/** The text of an element without child elements. */
export const plainText = (inner: string): string =>
  inner
    .trim()
    .replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/gi, (_all, ...groups: (string | undefined)[]) => {
      const [hex, decimal, name = ''] = groups;
      if (hex !== undefined) return character(hex, 16);
      return decimal === undefined ? (entities[name.toLowerCase()] ?? '') : character(decimal, 10);
    });

/** The text of an element's first child of that name. */
export const childText = ({ inner }: Fragment, name: string): string | undefined => {
  const found = elementsOf(inner).find((child) => child.name === name);
  return found === undefined ? undefined : plainText(found.inner);
};

const namespace = 'http://soap.sforce.com/2006/04/metadata';

/** A metadata file of one root element; `inner` is put there as it is. */
export const fileOf = (root: string, inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${namespace}">${inner}</${root}>\n`;

/** A metadata file of some elements, one to a line. */
export const fileOfAll = (root: string, raws: readonly string[]): string =>
  fileOf(root, raws.length === 0 ? '' : `\n${raws.map((raw) => `    ${raw}\n`).join('')}`);

/** Line and column, from 1, of a position in a text. */
export function placeOf(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
