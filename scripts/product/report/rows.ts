/** Rows of an object of the package, where this user sees it. */
import { isMissing, rowsOf } from '../explain/index.ts';
import type { OrgConnection, Soql } from '../org/index.ts';

/** Undefined where this user does not see the object. */
export async function rowsIfThere(
  org: OrgConnection,
  query: Soql,
  columns: readonly string[],
): Promise<Awaited<ReturnType<typeof rowsOf>> | undefined> {
  try {
    return await rowsOf(org, query, columns);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
