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

  interface Read {
    readonly account: string | null;
    readonly people: readonly Mapped[];
    /** False: the reader may not look at the object. */
    readonly isSeen: boolean;
    readonly mayAdd: boolean;
    readonly mayChange: boolean;
    /** Of a field, in the reader's language. */
    readonly label: (name: string) => string;
    readonly options: (name: string) => readonly Panel.Option[];
  }
}
