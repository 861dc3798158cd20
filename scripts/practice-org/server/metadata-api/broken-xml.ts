import { XMLValidator } from 'fast-xml-parser';

/** What the platform says of XML that is none, and where; undefined when all is well. */
export function brokenXml(
  text: string,
): { readonly message: string; readonly place: { readonly line: number; readonly column: number } } | undefined {
  // Its successor is a package of its own, which would say the same of these files.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const valid = XMLValidator.validate(text.trim());
  if (valid === true) return undefined;
  const { line, col, msg } = valid.err;
  return { message: `Error parsing file: ${msg}`, place: { line, column: col } };
}
