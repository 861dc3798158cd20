/** Rows that somebody pushes, page by page, as a stream that somebody pulls: one page is held, and the sender waits. */
import type { OnRows } from './rows.ts';

type Rows = readonly (readonly string[])[];

/** Pages of rows in the order in which they come. */
export type Pages = AsyncIterable<Rows>;

/** @throws whatever `read` throws, where the page would be that it could not give. */
export async function* pagesOf(read: (onRows: OnRows) => Promise<unknown>): AsyncGenerator<Rows> {
  let given = Promise.withResolvers<Rows | undefined>();
  let taken = Promise.withResolvers<undefined>();
  let stopped = false;
  const reading = read(async (rows) => {
    if (stopped) throw new Error('nobody reads on');
    given.resolve(rows);
    await taken.promise;
  }).then(
    () => given.resolve(undefined),
    (error: unknown) => given.reject(error),
  );
  try {
    for (;;) {
      const rows = await given.promise;
      if (rows === undefined) return;
      yield rows;
      given = Promise.withResolvers();
      const { resolve } = taken;
      taken = Promise.withResolvers();
      resolve(undefined);
    }
  } finally {
    stopped = true;
    // What was not asked for any more may fail as it likes.
    given.promise.catch(() => undefined);
    taken.resolve(undefined);
    await reading;
  }
}
