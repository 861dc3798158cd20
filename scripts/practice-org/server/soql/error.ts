/** A query Salesforce would refuse. Thrown while compiling, caught where requests are answered. */
export class SoqlError extends Error {
  readonly errorCode: string;

  constructor(errorCode: string, message: string) {
    super(message);
    this.name = 'SoqlError';
    this.errorCode = errorCode;
  }
}

/** A message that points into the query, the way Salesforce does. */
export function pointedError(errorCode: string, source: string, name: string, message: string): SoqlError {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const at = Math.max(0, source.search(new RegExp(`(?<![\\w.])${escaped}(?![\\w])`, 'i')));
  const from = Math.max(0, at - 40);
  const excerpt = source.slice(from, at + name.length + 20).replaceAll(/\s/g, ' ');
  const pointer = `${' '.repeat(at - from)}^`;
  return new SoqlError(errorCode, `\n${excerpt}\n${pointer}\nERROR at Row:1:Column:${at + 1}\n${message}`);
}
