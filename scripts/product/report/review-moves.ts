/** How the map of a deal came to what it says: a line for each move that was kept. */
import { snapshot, snapshotField as own, snapshotNumbers } from '../customer/index.ts';
import { fill } from '../messages/index.ts';
import { soql, soqlFields, soqlIdentifier, type Calendar, type OrgConnection } from '../org/index.ts';
import { html, nothing, told, type Html } from './html.ts';
import { rowsIfThere } from './rows.ts';
import { table } from './table.ts';
import type { Writer } from './write.ts';

type Numbers = Readonly<Record<(typeof snapshotNumbers)[number], number | null>>;

/** What the map said when the deal came to a stage; a number is null where nobody knew any. */
export interface ReviewedMove extends Numbers {
  readonly stage: string;
  readonly by: string;
  /** ISO 8601 day. */
  readonly on: string;
}

const author = 'CreatedBy.Name';
const made = 'CreatedDate';

/** The latest first; none where this user does not see them. */
export async function readMoves(org: OrgConnection, id: string, { dayOf }: Calendar): Promise<ReviewedMove[]> {
  const columns = [own.stage, ...snapshotNumbers.map((key) => own[key]), author, made];
  const rows = await rowsIfThere(
    org,
    soql`SELECT ${soqlFields(columns)} FROM ${soqlIdentifier(snapshot)} WHERE ${soqlIdentifier(own.deal)} = ${id} ORDER BY CreatedDate DESC, Id DESC`,
    columns,
  );
  return (rows ?? []).map((row) => {
    const number = (key: keyof Numbers): number | null => {
      const text = row.get(own[key]) ?? '';
      return text === '' ? null : Number(text);
    };
    return {
      stage: row.get(own.stage) ?? '',
      by: row.get(author) ?? '',
      on: dayOf(row.get(made) ?? ''),
      people: number('people'),
      approvers: number('approvers'),
      supporters: number('supporters'),
      opponents: number('opponents'),
      score: number('score'),
      unknownShare: number('unknownShare'),
    };
  });
}

export function movesTable(
  moves: readonly ReviewedMove[],
  { messages: { map }, count, tenths, day, locale }: Writer,
): Html {
  if (moves.length === 0) return nothing;
  const heads = {
    people: map.peopleHead,
    approvers: map.approvers,
    supporters: map.stanceSupporter,
    opponents: map.stanceOpponent,
    score: map.scoreHead,
    unknownShare: map.unknownHead,
  };
  const write = (key: keyof Numbers, value: number | null): string =>
    value === null ? '–' : key === 'score' ? tenths(value) : count(value);
  return html`<h3>${told(map.movement)}</h3>
    ${table(moves, [
      {
        head: map.movedTo,
        look: 'deal',
        of: ({ stage, by, on }) => told(`${locale.stage(stage)} · ${fill(map.byOn, by, day(on))}`),
      },
      ...snapshotNumbers.map((key) => ({
        head: heads[key],
        look: 'short' as const,
        of: (one: ReviewedMove) => told(write(key, one[key])),
      })),
    ])}`;
}
