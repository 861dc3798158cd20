/** What kind of file a CSV file really is, told by its first bytes: spreadsheets write more than one. */

export interface CsvForm {
  readonly delimiter: string;
  /** Whether the first line only names the delimiter, as Excel's `sep=;` does. */
  readonly namesDelimiter: boolean;
}

const saveAs = 'Save it as "CSV UTF-8 (comma delimited)" and load that';

/** The form of a file, or why it is none that can be read. */
export function csvFormOf(start: Buffer): CsvForm | { readonly problem: string } {
  const head = start.subarray(0, 4).toString('latin1');
  if (head.startsWith('PK\u0003\u0004') || head === '\u00d0\u00cf\u0011\u00e0')
    return { problem: `is a workbook, no CSV file. ${saveAs}.` };
  const some = start.subarray(0, 4096);
  const isWide = head.startsWith('\u00ff\u00fe') || head.startsWith('\u00fe\u00ff');
  // Text in UTF-16 has a zero byte beside every Latin letter; no text in UTF-8 has any.
  if (isWide || some.filter((byte) => byte === 0).length * 5 > some.length)
    return { problem: `is in UTF-16. ${saveAs}.` };
  const [line = ''] = start
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .split(/[\r\n]/, 1);
  const named = /^"?sep=(.)"?$/i.exec(line)?.[1];
  if (named !== undefined) return { delimiter: named, namesDelimiter: true };
  const plain = line.replaceAll(/"(?:[^"]|"")*"/g, '');
  const counted = (sign: string): number => plain.split(sign).length - 1;
  const delimiter = counted(',') > 0 ? ',' : counted(';') > counted('\t') ? ';' : counted('\t') > 0 ? '\t' : ',';
  return { delimiter, namesDelimiter: false };
}
