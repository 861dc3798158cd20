/** Metadata XML as a tree that is read, compared, changed and written without losing what it does not know. */
import { XMLParser } from 'fast-xml-parser';
import { escapeXml } from '../metadata/index.ts';

export interface Element {
  readonly tag: string;
  /** Of an element without children; line ends as \n, no blanks around it. */
  readonly text: string;
  readonly children: readonly Element[];
}

type Parsed = Readonly<Record<string, unknown>>;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: true,
  commentPropName: '#comment',
});

/** The root element of a metadata file. @throws {Error} where the text is no XML. */
export function parseXml(text: string): Element {
  const roots = (parser.parse(text) as readonly Parsed[]).map(elementOf).filter((one) => one !== undefined);
  const [root] = roots;
  if (root === undefined) throw new Error('it holds no XML element');
  return root;
}

function elementOf(node: Parsed): Element | undefined {
  const tag = Object.keys(node).find((key) => key !== ':@');
  if (tag === undefined || tag === '#text' || tag === '#comment' || tag.startsWith('?')) return undefined;
  const content = node[tag] as Parsed[];
  const children = content.map(elementOf).filter((one) => one !== undefined);
  const text = content.map((one) => ('#text' in one ? String(one['#text']) : '')).join('');
  return { tag, text: children.length > 0 ? '' : text.replaceAll('\r\n', '\n').trim(), children };
}

/** The file of a root element. */
export const printXml = ({ tag, children }: Element): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${tag} xmlns="http://soap.sforce.com/2006/04/metadata">\n${children.map((child) => printed(child, 1)).join('')}</${tag}>\n`;

function printed({ tag, text, children }: Element, depth: number): string {
  const indent = '    '.repeat(depth);
  if (children.length === 0) return `${indent}<${tag}>${escapeXml(text)}</${tag}>\n`;
  return `${indent}<${tag}>\n${children.map((child) => printed(child, depth + 1)).join('')}${indent}</${tag}>\n`;
}

export const leaf = (tag: string, value: string | number | boolean): Element => ({
  tag,
  text: String(value),
  children: [],
});

export const parent = (tag: string, children: readonly Element[]): Element => ({ tag, text: '', children });

/** The first child of a tag. */
export const childOf = ({ children }: Element, tag: string): Element | undefined =>
  children.find((child) => child.tag === tag);

/** The text of the first child of a tag. */
export const textOf = (element: Element, tag: string): string | undefined => childOf(element, tag)?.text;

/** The element with children in the place of those of their tags; new ones stand where the alphabet puts them. */
export function withChildren(element: Element, changed: readonly Element[]): Element {
  let { children } = element;
  for (const one of changed) {
    const at = children.findIndex(({ tag }) => tag === one.tag);
    const after = children.findIndex(({ tag }) => tag > one.tag && tag !== 'fullName');
    children = at >= 0 ? children.with(at, one) : children.toSpliced(after < 0 ? children.length : after, 0, one);
  }
  return { ...element, children };
}
