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

  /** The head and foot of a part of the page. */
  interface Part {
    readonly failure: Panel.Notice | null;
    readonly isLoading: boolean;
    readonly count: string;
    /** The button that shows the rest; null: all is shown. */
    readonly more: string | null;
  }

  /** Deals and their amounts together, in the currency of the model. */
  interface Sum {
    readonly count: number;
    readonly amount: number;
  }

  interface Money {
    /** Every open deal. */
    readonly all: Sum;
    /** Those with open items. */
    readonly blocked: Sum;
    /** Those that left something behind. */
    readonly behind: Sum;
    /** Of the blocked, by stage; null: stages that the model does not know. */
    readonly stages: readonly (Sum & { readonly name: string | null })[];
    /** Of the blocked, by owner, the most money first. */
    readonly owners: readonly (Sum & { readonly id: string })[];
    readonly otherOwners: (Sum & { readonly people: number }) | null;
  }

  /** A line of a table of sums. */
  interface Row {
    readonly key: string;
    readonly label: string;
    readonly count: string;
    readonly amount: string;
    /** The part of the chart that shows it. */
    readonly viewBox: string;
    readonly bar: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  }

  /** A record of a run. */
  interface Run {
    readonly key: string;
    /** In the reader's language. */
    readonly command: string;
    readonly state: 'Running' | 'Done' | 'Stopped' | null;
    readonly about: string | null;
    /** Who ran it. */
    readonly by: string | null;
    readonly started: string | null;
    readonly rows: number;
    readonly written: number;
    readonly refused: number;
    readonly leftAlone: number;
    /** The run that it took back. */
    readonly takesBack: string | null;
    readonly hash: string | null;
  }
}
