/** Element names, order and types of every metadata file, against the installed types of the Metadata API. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { XMLParser } from 'fast-xml-parser';
import ts from 'typescript';

interface Prop {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  readonly list: boolean;
}

const declared = readDeclarations();

/** `{tag: [children]}` or `{'#text': value}`, in document order. */
type XmlNode = Readonly<Record<string, unknown>>;

/** What is wrong with a file of the Metadata API, by name and place; nothing where it is right. */
export function checkFile(path: string, text: string): string[] {
  const nodes = new XMLParser({ preserveOrder: true, parseTagValue: false, ignoreAttributes: true }).parse(
    text,
  ) as XmlNode[];
  const root = nodes.find((node) => !('?xml' in node) && !('#comment' in node));
  const type = root === undefined ? undefined : tagOf(root);
  if (root === undefined || type === undefined) return [`${path}: no root element`];
  return checkElement(path, type, root[type] as XmlNode[]);
}

const tagOf = (node: XmlNode): string | undefined => Object.keys(node).find((key) => key !== ':@');

function checkElement(path: string, type: string, children: readonly XmlNode[]): string[] {
  const props = propsOf(type);
  if (props === undefined) return [`${path}: unknown type ${type}`];
  const offences: string[] = [];
  let last = '';
  const counts = new Map<string, number>();
  for (const child of children) {
    const tag = tagOf(child) ?? '';
    const prop = props.find(({ name }) => name === tag);
    if (prop === undefined) {
      offences.push(`${path}: ${type} has no ${tag}`);
      continue;
    }
    counts.set(tag, (counts.get(tag) ?? 0) + 1);
    if (rank(tag) < rank(last)) offences.push(`${path}: ${tag} stands after ${last}`);
    last = tag;
    offences.push(...checkValue(path, prop, child[tag] as XmlNode[]));
  }
  for (const { name, optional, list } of props) {
    const count = counts.get(name) ?? 0;
    if (!optional && !list && name !== 'fullName' && count === 0) offences.push(`${path}: ${type} lacks ${name}`);
    if (!list && count > 1) offences.push(`${path}: ${type} has ${count} ${name}`);
  }
  return offences;
}

/** The order of the WSDL: the inherited fullName first, then the alphabet. */
const rank = (tag: string): string => (tag === 'fullName' || tag === '' ? '' : tag);

function checkValue(path: string, { name, type }: Prop, content: readonly XmlNode[]): string[] {
  const text = content.map((node) => node['#text']).find((value) => typeof value === 'string') ?? '';
  const plain = (ok: boolean) => (ok ? [] : [`${path}: ${name} cannot be "${text}"`]);
  if (type === 'string') return [];
  if (type === 'boolean') return plain(text === 'true' || text === 'false');
  if (type === 'number') return plain(text !== '' && Number.isFinite(Number(text)));
  const values = declared.enums.get(type);
  if (values !== undefined) return plain(values.has(text));
  return checkElement(path, type, content);
}

function propsOf(type: string): Prop[] | undefined {
  const own = declared.types.get(type);
  if (own === undefined) return undefined;
  return [...own.bases.flatMap((base) => propsOf(base) ?? []), ...own.props];
}

function readDeclarations(): {
  types: Map<string, { props: Prop[]; bases: string[] }>;
  enums: Map<string, Set<string>>;
} {
  const file = createRequire(import.meta.url)
    .resolve('@salesforce/types/metadata')
    .replace(/\.js$/, '.d.ts');
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const types = new Map<string, { props: Prop[]; bases: string[] }>();
  const enums = new Map<string, Set<string>>();
  for (const statement of source.statements) {
    if (!ts.isTypeAliasDeclaration(statement)) continue;
    const name = statement.name.text;
    const parts = ts.isIntersectionTypeNode(statement.type) ? [...statement.type.types] : [statement.type];
    if (ts.isUnionTypeNode(statement.type) || ts.isLiteralTypeNode(statement.type)) {
      const options = ts.isUnionTypeNode(statement.type) ? [...statement.type.types] : [statement.type];
      const texts = options.flatMap((one) =>
        ts.isLiteralTypeNode(one) && ts.isStringLiteral(one.literal) ? [one.literal.text] : [],
      );
      enums.set(name, new Set(texts));
      continue;
    }
    types.set(name, {
      bases: parts.flatMap((part) => (ts.isTypeReferenceNode(part) ? [part.getText(source)] : [])),
      props: parts.flatMap((part) =>
        ts.isTypeLiteralNode(part) ? part.members.flatMap((member) => propOf(member, source)) : [],
      ),
    });
  }
  return { types, enums };
}

function propOf(member: ts.TypeElement, source: ts.SourceFile): Prop[] {
  if (!ts.isPropertySignature(member) || member.type === undefined) return [];
  const list = ts.isArrayTypeNode(member.type);
  const type = ts.isArrayTypeNode(member.type) ? member.type.elementType : member.type;
  return [
    {
      name: member.name.getText(source),
      type: type.getText(source),
      optional: member.questionToken !== undefined,
      list,
    },
  ];
}
