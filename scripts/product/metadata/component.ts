/** One metadata file in source format: its path below a package folder and its content, typed by the Metadata API. */

/** A metadata type of the API with everything optional: lists that are empty are left out of the file. */
export type Partially<T> = T extends readonly (infer Item)[]
  ? readonly Partially<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]?: Partially<T[Key]> | undefined }
    : T;

export interface Component {
  /** Path below the package folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** A metadata XML file of the given root element. */
export function component<T extends object>(
  path: string,
  root: string,
  body: Partially<T>,
  origin?: string,
): Component {
  // Inside the root: Salesforce's own source converter takes a comment before it for the root element.
  const note = origin === undefined ? '' : `    <!-- ${origin.replaceAll('--', '- -')} -->\n`;
  const open = `<${root} xmlns="http://soap.sforce.com/2006/04/metadata">`;
  return {
    path,
    text: `<?xml version="1.0" encoding="UTF-8"?>\n${open}\n${note}${elements(body, 1)}</${root}>\n`,
  };
}

/** Elements in the order of the Metadata WSDL: `fullName`, which is inherited, first, then by alphabet. */
function elements(body: object, depth: number): string {
  return Object.entries(body)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => Number(b === 'fullName') - Number(a === 'fullName') || (a < b ? -1 : 1))
    .map(([tag, value]) => (Array.isArray(value) ? value : [value]).map((each) => element(tag, each, depth)).join(''))
    .join('');
}

function element(tag: string, value: unknown, depth: number): string {
  const indent = '    '.repeat(depth);
  if (typeof value === 'object' && value !== null)
    return `${indent}<${tag}>\n${elements(value, depth + 1)}${indent}</${tag}>\n`;
  const shown = tag === 'apiVersion' ? Number(value).toFixed(1) : String(value);
  return `${indent}<${tag}>${escapeXml(shown)}</${tag}>\n`;
}

/** Text as it stands in XML and HTML, in attributes with double quotes too. */
export const escapeXml = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
