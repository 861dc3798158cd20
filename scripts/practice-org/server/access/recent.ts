/** How many records of each user are remembered. */
const most = 200;

/** What each user looked at last: records opened on a page, and what a query `FOR VIEW` or `FOR REFERENCE` found. */
export class RecentlyViewed {
  readonly #byUser = new Map<string, Set<string>>();

  /** The last of `ids` becomes the most recent. */
  add(userId: string, ids: Iterable<string>): void {
    const own = this.#byUser.get(userId) ?? new Set<string>();
    this.#byUser.set(userId, own);
    for (const id of ids) {
      own.delete(id);
      own.add(id);
    }
    for (const oldest of own) {
      if (own.size <= most) break;
      own.delete(oldest);
    }
  }

  /** Ids, the most recent first. */
  of(userId: string): string[] {
    return [...(this.#byUser.get(userId) ?? [])].toReversed();
  }
}
