/** What the parts of the contract's component hand to each other. Types only: nothing of this is deployed. */
declare namespace Contracts {
  /** A contract as Salesforce holds it; what the reader may not see is null. */
  interface Contract {
    readonly id: string;
    readonly number: string;
    /** In the reader's language. */
    readonly status: string;
    readonly term: number | null;
    readonly start: string | null;
    readonly amount: number | null;
    readonly account: string | null;
    readonly deal: string | null;
  }

  /** What delivery gets of one requirement. */
  interface HandedOver {
    readonly code: string;
    readonly label: string;
    readonly isPerson: boolean;
    /** Blank: nobody has answered it. */
    readonly answer: string;
    readonly link: string | null;
  }

  interface Read {
    readonly id: string;
    readonly name: string;
    readonly stage: string;
    readonly account: string | null;
    readonly amount: number | null;
    readonly currency: string | null;
    /** Of the deal's own fields, where the model names them. */
    readonly number: string | null;
    readonly date: string | null;
    /** Id of the contract that the deal names. */
    readonly contractId: string | null;
    /** The same as a record; null: there is none, or the reader may not see it. */
    readonly contract: Contract | null;
    /** Those that name this deal, oldest first. */
    readonly own: readonly Contract[];
    readonly isSeen: boolean;
    readonly mayMake: boolean;
    readonly mayLink: boolean;
    readonly handover: readonly HandedOver[];
    /** Of a field of Contract, in the reader's language. */
    readonly label: (name: string) => string;
  }
}
