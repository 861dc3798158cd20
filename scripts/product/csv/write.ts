/** What a CSV field may be given as; null is an empty field. */
export type CsvValue = string | number | boolean | null;

const needsQuotes = /[",\r\n\uFEFF]/;
/** What spreadsheets take for the start of a formula, the full-width forms of East Asian input included. */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;
const plainNumber = /^-?\d+(?:\.\d+)?$/;

const quoted = (text: string): string => (needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const textOf = (value: CsvValue): string => (value === null ? '' : String(value));

const joined = (texts: string[]): string => {
  // A lone empty field would be a blank line, which readers skip.
  if (texts.length === 1 && texts[0] === '') return '""\n';
  return `${texts.map(quoted).join(',')}\n`;
};

/** One row with its line end, each value exactly as it is: for machines, such as a Bulk upload. */
export const csvRowExact = (values: readonly CsvValue[]): string => joined(values.map(textOf));

/** Without it Excel takes a CSV file for one in the code page of the machine, and Chinese names for rubbish. */
const byteOrderMark = '\ufeff';

/** The first line of a file that people open in a spreadsheet; what goes to Bulk has no mark. */
export const csvHeadForPeople = (names: readonly string[]): string => byteOrderMark + csvRowForPeople(names);

/**
 * One row with its line end, for files that people open in a spreadsheet: a text that would start a formula
 * there gets a leading apostrophe. Plain numbers stay as they are, negative ones too.
 */
export const csvRowForPeople = (values: readonly CsvValue[]): string =>
  joined(
    values.map((value) => {
      const text = textOf(value);
      return formulaStart.test(text) && !plainNumber.test(text) ? `'${text}` : text;
    }),
  );
