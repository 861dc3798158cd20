/** What the parts of the home page hand to each other. Types only: nothing of this is deployed. */
declare namespace Home {
  /** An item in status Requested, and of its deal what the rules of items ask and the reader sees. */
  interface Request {
    readonly item: Panel.Item;
    readonly deal: Panel.Deal;
  }

  interface Badge {
    readonly key: string;
    readonly text: string;
    readonly className: string;
  }

  /** A deal in a list. */
  interface Line {
    readonly id: string;
    readonly name: string;
    /** Stage, amount and whatever else tells deals apart. */
    readonly facts: string;
    readonly badges: readonly Badge[];
    readonly detail: string | null;
    /** A request stands below it. */
    readonly hasRow?: boolean;
  }
}
