/** Whom values are read for: what formulas, derived fields and labels ask about a user. */
export interface Viewer {
  readonly userId: string;
  readonly profileName: string;
  readonly profileId: string;
  /** Lower-case names of the custom permissions held. */
  readonly permissions: ReadonlySet<string>;
  /** What labels and messages are in: `en_US`, `zh_CN`. */
  readonly language: string;
  /** The moment of the current transaction, in milliseconds. */
  readonly now: () => number;
}
