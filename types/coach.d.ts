/** What the parts of the coach hand to each other. Types only: nothing of this is deployed. */
declare namespace Coach {
  type Kind = 'text' | 'choice' | 'reason';

  interface Answer {
    readonly id: string;
    readonly question: string;
    /** StageName of the deal at that moment. */
    readonly stage: string;
    readonly choice: string | null;
    readonly reason: string | null;
    readonly text: string;
    readonly by: string;
    readonly on: string | null;
  }

  interface Read {
    readonly stage: string;
    readonly isClosed: boolean;
    /** What the deal itself says of why it was lost; null: it was not, or the reader does not see it. */
    readonly loss: { readonly reason: string | null; readonly text: string | null; readonly mayChange: boolean } | null;
    /** When the deal was changed last. */
    readonly changedOn: string | null;
    /** Value of the strategy that was chosen. */
    readonly strategy: string | null;
    /** The same in the reader's language. */
    readonly strategyText: string | null;
    /** False: the reader may not look at the object. */
    readonly isSeen: boolean;
    readonly mayAnswer: boolean;
    /** Of a field, in the reader's language. */
    readonly label: (name: string) => string;
    /** Of questions, by code. */
    readonly titles: ReadonlyMap<string, string>;
    readonly choices: readonly Panel.Option[];
    /** Every reason there is, and those that a deal with this end is asked for. */
    readonly reasons: readonly Panel.Option[];
    readonly offered: readonly Panel.Option[];
    /** The latest first. */
    readonly answers: readonly Answer[];
  }
}
