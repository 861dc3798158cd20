/** Tables of a page. On a phone each row of a wide one becomes a card that names its columns; the others stay what they are. */
import { html, nothing, told, type Html } from './html.ts';

export interface Column<T> {
  readonly head: string;
  readonly of: (row: T) => Html;
  /** Of the whole, below. */
  readonly total?: Html;
  readonly look?: 'money' | 'deal' | 'short';
}

/** Columns that have room on a phone. */
const mostNarrow = 4;

/** A table with a head for each column; it repeats on every page of paper. */
export function table<T>(rows: readonly T[], columns: readonly Column<T>[], total?: string): Html {
  const look = ({ look: own }: Column<T>): string => own ?? '';
  const head = columns.map((one) => html`<th scope="col" class="${look(one)}">${told(one.head)}</th>`);
  const body = rows.map(
    (row) =>
      html`<tr>
        ${columns.map((one) => html`<td class="${look(one)}" data-label="${one.head}">${one.of(row)}</td>`)}
      </tr>`,
  );
  const foot =
    total === undefined
      ? nothing
      : html`<tfoot>
          <tr>
            <th scope="row">${told(total)}</th>
            ${columns
              .slice(1)
              .map((one) => html`<td class="${look(one)}" data-label="${one.head}">${one.total ?? nothing}</td>`)}
          </tr>
        </tfoot>`;
  const room = columns.length > mostNarrow ? 'wide' : 'narrow';
  return html`<table class="${room}">
    <thead>
      <tr>
        ${head}
      </tr>
    </thead>
    <tbody>
      ${body}
    </tbody>
    ${foot}
  </table>`;
}

export interface HeatCell {
  /** 0 to 6; null: no heat, since nothing is known. */
  readonly step: number | null;
  readonly strong: string;
  readonly small: string;
}

export interface HeatHead {
  readonly strong: string;
  /** Left out on a phone. */
  readonly small: string;
}

export interface HeatRow {
  /** Names of the row, one for each of the first columns; the first of several spans the rows that share it. */
  readonly names: readonly string[];
  readonly cells: readonly HeatCell[];
}

/** A heat map that is its own table: the numbers stand in the cells. */
export function heatTable(
  heads: readonly HeatHead[],
  rows: readonly HeatRow[],
  { names, total }: { readonly names: readonly string[]; readonly total?: HeatRow },
): Html {
  const head = [
    ...names.map((name, at) => html`<th scope="col" class="${at === 0 ? 'wide' : ''}">${told(name)}</th>`),
    ...heads.map(({ strong, small }) => html`<th scope="col">${told(strong)}<small>${told(small)}</small></th>`),
  ];
  const cell = ({ step, strong, small }: HeatCell): Html =>
    strong === ''
      ? html`<td class="h0"></td>`
      : html`<td class="${step === null ? 'few' : `h${step}`}">
          <b>${told(strong)}</b><small>${told(small)}</small>
        </td>`;
  const row = (one: HeatRow, at: number, all: readonly HeatRow[]): Html => {
    const span = spanOf(all, at);
    const heads = one.names.flatMap((name, n) => {
      if (n > 0 || one.names.length === 1) return [html`<th scope="row">${told(name)}</th>`];
      return span === 0 ? [] : [html`<th scope="rowgroup" rowspan="${span}">${told(name)}</th>`];
    });
    return html`<tr>
      ${heads}${one.cells.map(cell)}
    </tr>`;
  };
  return html`<table class="heat">
    <thead>
      <tr>
        ${head}
      </tr>
    </thead>
    <tbody>
      ${rows.map(row)}
    </tbody>
    ${
      total === undefined
        ? nothing
        : html`<tfoot>
            ${row(total, 0, [total])}
          </tfoot>`
    }
  </table>`;
}

/** Rows from this one on that begin with the same name; 0: the row before does. */
function spanOf(rows: readonly HeatRow[], at: number): number {
  const name = rows[at]?.names[0];
  if (at > 0 && rows[at - 1]?.names[0] === name) return 0;
  const end = rows.findIndex((row, n) => n > at && row.names[0] !== name);
  return (end === -1 ? rows.length : end) - at;
}
