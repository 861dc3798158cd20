/**
 * Whether an org's component says what ours says. An org may say more: the platform fills in defaults, and an admin may
 * have added values of their own. What is asked of it is asked element by element.
 */
import { parseXml, textOf, type Element } from './xml.ts';

/** Something that stands otherwise in the org. */
export interface Difference {
  /** Tags from the root, with the name of a member of a list in brackets. */
  readonly at: string;
  /** What the org says; undefined: nothing. */
  readonly from: string | undefined;
  readonly to: string;
}

/** What tells the members of a list apart, by their tag's parent: the first of these that they have. */
const keys = ['fullName', 'name', 'field', 'object', 'apexClass', 'flow', 'tab', 'recordType', 'value', 'identifier'];

const keyOf = (element: Element): string | undefined => {
  for (const key of keys) {
    const found = textOf(element, key);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** What of our file an org's file does not say. Files that are no XML are compared as texts. */
export function differences(path: string, ours: string, theirs: string): Difference[] {
  if (!path.endsWith('.xml'))
    return plain(ours) === plain(theirs) ? [] : [{ at: '', from: 'another text', to: 'our text' }];
  return ofElements(parseXml(ours), parseXml(theirs), '');
}

const plain = (text: string): string => text.replaceAll('\r\n', '\n').trimEnd();

function ofElements(ours: Element, theirs: Element, at: string): Difference[] {
  if (ours.children.length === 0 && theirs.children.length === 0)
    return ours.text === theirs.text ? [] : [{ at, from: theirs.text, to: ours.text }];
  const found: Difference[] = [];
  const tags = [...new Set(ours.children.map(({ tag }) => tag))];
  for (const tag of tags) {
    const own = ours.children.filter((child) => child.tag === tag);
    const other = theirs.children.filter((child) => child.tag === tag);
    for (const [index, one] of own.entries()) {
      const key = keyOf(one);
      const place = `${at}${at === '' ? '' : '.'}${tag}${key === undefined || own.length + other.length <= 2 ? '' : `[${key}]`}`;
      const twin = twinOf(one, key, index, own, other);
      if (twin === undefined) found.push({ at: place, from: undefined, to: shown(one) });
      else found.push(...ofElements(one, twin, place));
    }
  }
  return found;
}

/** The member of the org's list that ours is held against. */
function twinOf(
  one: Element,
  key: string | undefined,
  index: number,
  own: readonly Element[],
  other: readonly Element[],
): Element | undefined {
  if (key !== undefined) {
    const same = other.filter((twin) => keyOf(twin) === key);
    // One name may stand twice: the Chinese singular is the plural too.
    return same.find((twin) => ofElements(one, twin, '').length === 0) ?? same[0];
  }
  if (own.length === 1 && other.length === 1) return other[0];
  return other.find((twin) => serial(twin) === serial(one)) ?? (own.length === other.length ? other[index] : undefined);
}

const serial = ({ tag, text, children }: Element): string => JSON.stringify([tag, text, children.map(serial)]);

const shown = (element: Element): string => {
  const key = keyOf(element);
  if (element.children.length === 0) return element.text;
  return key ?? element.children.map(({ tag, text }) => `${tag} ${text}`).join(', ');
};

/** A file in a form in which only what it says counts: for fingerprints, and to prove that two states are the same. */
export function canonical(path: string, text: string): string {
  if (!path.endsWith('.xml')) return plain(text);
  return canonicalElement(parseXml(text));
}

export const canonicalElement = ({ tag, text, children }: Element): string =>
  JSON.stringify([tag, text, children.map(canonicalElement).sort()]);
