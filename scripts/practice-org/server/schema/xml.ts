import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Problems } from '../problem.ts';

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: true,
  htmlEntities: true,
});

/** An element of a metadata file or a message: text and child elements by name, prefixes of namespaces left out. */
export class Xml {
  readonly path: string;
  readonly #node: unknown;

  constructor(node: unknown, path: string) {
    this.#node = node;
    this.path = path;
  }

  /** All children of that name, in document order. */
  all(name: string): Xml[] {
    if (typeof this.#node !== 'object' || this.#node === null) return [];
    const found: unknown = Reflect.get(this.#node, name);
    if (found === undefined) return [];
    return (Array.isArray(found) ? found : [found]).map((node) => new Xml(node, this.path));
  }

  /** The names of its children. */
  get names(): string[] {
    return typeof this.#node === 'object' && this.#node !== null ? Object.keys(this.#node) : [];
  }

  one(name: string): Xml | undefined {
    return this.all(name)[0];
  }

  /** The text of a child; undefined when it is absent or empty. */
  text(name: string): string | undefined {
    const own = this.one(name)?.own;
    return own === '' ? undefined : own;
  }

  /** The element's own text. */
  get own(): string {
    return typeof this.#node === 'string' ? this.#node : '';
  }

  flag(name: string): boolean | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : text === 'true';
  }

  number(name: string): number | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : Number(text);
  }
}

/** Reads one metadata file or message whose root element must be `root`. */
export function readXml(source: string, root: string, path: string, problems: Problems): Xml | undefined {
  // Its successor is a package of its own, which would say the same of these files.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const valid = XMLValidator.validate(source);
  if (valid !== true) {
    problems.add(path, `line ${valid.err.line}: the XML is broken here, or a tag is not closed before`);
    return undefined;
  }
  const found = new Xml(parser.parse(source), path).one(root);
  if (found === undefined) problems.add(path, `the root element is not <${root}>`);
  return found;
}
