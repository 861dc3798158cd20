/** CSV read the slow, obvious way: over the whole text, one character at a time. */
export const readCsvSlowly = (source: string): string[][] => {
  const text = (source.startsWith('\uFEFF') ? source.slice(1) : source).replaceAll(/\r\n|\r/g, (end) => `\u0000${end}`);
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let inQuotes = false;
  let quoted = false;
  const endRow = (): void => {
    if (row.length > 0 || field !== '' || quoted) rows.push([...row, field]);
    row = [];
    field = '';
    quoted = false;
  };
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (inQuotes) {
      if (char === '"' && text.charAt(at + 1) === '"') field += text.charAt(at++);
      else if (char === '"') inQuotes = false;
      else if (char !== '\u0000') field += char;
    } else if (char === '"' && field === '' && !quoted) {
      inQuotes = true;
      quoted = true;
    } else if (char === ',') {
      row.push(field);
      field = '';
      quoted = false;
    } else if (char === '\u0000') {
      endRow();
      if (text.charAt(at + 2) === '\n') at += 2;
      else at += 1;
    } else if (char === '\n') endRow();
    else field += char;
  }
  endRow();
  return rows;
};
