import Table from 'cli-table3';

const none = { top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '' };
const chars = { ...none, 'bottom-left': '', 'bottom-right': '', left: '', 'left-mid': '', right: '', 'right-mid': '' };

export interface Column {
  readonly head: string;
  readonly align: 'left' | 'right';
}

/** A table without a frame, a text for each line; `ruled`: a line between its rows. Cells may have several lines. */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  { ruled }: { readonly ruled: boolean },
): string[] {
  const table = new Table({
    head: columns.map(({ head }) => head),
    colAligns: columns.map(({ align }) => align),
    chars: { ...chars, mid: ruled ? '─' : '', 'mid-mid': ruled ? '──' : '', middle: '  ' },
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 },
  });
  for (const row of rows) table.push([...row]);
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
}
