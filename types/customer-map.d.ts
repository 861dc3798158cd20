/** What the parts of the customer map hand to each other. Types only: nothing of this is deployed. */
declare namespace CustomerMap {
  type Person = import('../scripts/product/customer/index.ts').Person;
  type Stance = ReturnType<typeof import('../scripts/product/customer/index.ts').stanceOf>;

  /** Somebody on the map, as Salesforce holds it. */
  interface Mapped extends Person {
    readonly id: string;
    readonly title: string;
    /** What stands in the fields that people fill in, by name. */
    readonly values: Readonly<Record<string, any>>;
    readonly changedBy: string;
    readonly changedOn: string | null;
  }

  /** What the map said when the deal was moved, or says now; a number is null where nobody knew any. */
  interface Kept {
    readonly people: number | null;
    readonly approvers: number | null;
    readonly supporters: number | null;
    readonly opponents: number | null;
    readonly score: number | null;
    readonly unknownShare: number | null;
  }

  interface Moved extends Kept {
    readonly id: string;
    /** StageName that the deal came to. */
    readonly stage: string;
    readonly by: string;
    readonly on: string;
  }

  interface Read {
    readonly account: string | null;
    readonly people: readonly Mapped[];
    /** The latest first. */
    readonly moves: readonly Moved[];
    /** False: the reader may not look at the object. */
    readonly isSeen: boolean;
    readonly mayAdd: boolean;
    readonly mayChange: boolean;
    /** Of a field, in the reader's language. */
    readonly label: (name: string) => string;
    readonly options: (name: string) => readonly Panel.Option[];
  }
}
