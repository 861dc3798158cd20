/** Which rows of a history our own runs wrote. */
import { soql, type OrgConnection } from '../org/index.ts';
import type { Run, RunRow } from '../runs/index.ts';
import type { WrittenValue } from './change.ts';

/** Clocks of this machine and of the org may differ by so much. */
const clockSkew = 60_000;

/** Salesforce writes +0000, which not every engine reads. */
const timeOf = (moment: string): number => Date.parse(moment.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));

interface RunWrite {
  /** Id of the user of the run. */
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly values: NonNullable<RunRow['after']>;
}

export interface OurRuns {
  /** Those that wrote deals of this org at a time that counts, the newest first. */
  readonly ids: readonly string[];
  readonly wrote: (written: WrittenValue) => boolean;
}

/** An org may have refused a row, or somebody else was faster: then the run did not write it. */
const mayBeWritten = ({ states }: Run, { n }: RunRow): boolean => /^(written|found)$/.test(states.get(n) ?? 'written');

/**
 * The runs among these that wrote deals of the org since a moment (milliseconds since 1970). A run wrote a row of a
 * history when its user did, on a deal of the run, while it ran, and the row says what the run put there; one that was
 * interrupted counts as running until somebody ends it.
 * @throws {OrgError}
 */
export async function ourRuns(
  org: Pick<OrgConnection, 'orgId' | 'read'>,
  runs: readonly Run[],
  since: number,
): Promise<OurRuns> {
  const own = runs.filter(
    ({ head, ended, objects }) =>
      head.org.id.slice(0, 15) === org.orgId.slice(0, 15) &&
      (ended === null || Date.parse(ended) + clockSkew >= since) &&
      objects.has('Opportunity'),
  );
  if (own.length === 0) return { ids: [], wrote: () => false };
  const users = new Map<string, string>();
  const names = [...new Set(own.map(({ head }) => head.org.username))];
  const query = soql`SELECT Id, Username FROM User WHERE Username IN ${names}`;
  await org.read('collections', query, ['Id', 'Username'], (rows) => {
    for (const [id = '', name = ''] of rows) users.set(name.toLowerCase(), id);
  });
  const writes = new Map<string, RunWrite[]>();
  for (const run of own) {
    const { started, org: of } = run.head;
    const frame = {
      by: users.get(of.username.toLowerCase()) ?? '',
      from: Date.parse(started) - clockSkew,
      to: run.ended === null ? Infinity : Date.parse(run.ended) + clockSkew,
    };
    for (const row of run.rows()) {
      if (row.object !== 'Opportunity' || row.after === null || !mayBeWritten(run, row)) continue;
      const write = { ...frame, values: row.after };
      const before = writes.get(row.id);
      if (before === undefined) writes.set(row.id, [write]);
      else before.push(write);
    }
  }
  return {
    ids: own.map(({ head }) => head.id),
    wrote: ({ deal, by, on, field, value }) => {
      const time = timeOf(on);
      return (writes.get(deal) ?? []).some(
        (write) => write.by === by && time >= write.from && time <= write.to && write.values[field] === value,
      );
    },
  };
}
