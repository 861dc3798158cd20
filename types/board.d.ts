/** What the parts of the board hand to each other. Types only: nothing of this is deployed. */
declare namespace Board {
  interface Sum {
    readonly count: number;
    /** In the model's currency. */
    readonly amount: number;
    /** Amount times probability, in the org's currency. */
    readonly weighted: number;
  }

  /** By stage. */
  type Figures = ReadonlyMap<string, Sum>;

  /** Stage, and letter of the grade or `none`; empty: all of them. */
  interface Chosen {
    readonly stage: string;
    readonly grade: string;
  }

  interface Cell {
    readonly key: string;
    readonly isEmpty: boolean;
    readonly count: string;
    readonly amount: string;
    readonly blocked: string | null;
    /** All of it in words. */
    readonly title: string;
    readonly style: string;
    /** What a click shows; null: nothing. */
    readonly chosen: Chosen | null;
  }

  interface Matrix {
    readonly columns: readonly { readonly key: string; readonly label: string }[];
    readonly buckets: readonly { readonly key: string; readonly label: string }[];
    readonly rows: readonly {
      readonly key: string;
      readonly label: string;
      readonly cells: readonly Cell[];
      readonly ages: readonly { readonly key: string; readonly text: string }[];
    }[];
  }

  interface Card {
    readonly id: string;
    readonly name: string;
    readonly who: string;
    readonly facts: string;
    /** Letter, and what it stands for. */
    readonly grade: string;
    readonly gradeTitle: string;
    readonly open: string | null;
    readonly moveTitle: string;
  }

  interface Column {
    readonly name: string;
    readonly label: string;
    readonly count: string;
    readonly cards: readonly Card[];
  }

  /** What the deals have in common; empty: nothing. */
  interface Kind {
    readonly track: string;
    /** Id. */
    readonly recordType: string;
    /** ISO code. */
    readonly currency: string;
  }

  interface Choice {
    readonly value: string;
    readonly label: string;
  }

  /** What only the org knows of. */
  interface Choices {
    readonly recordType: readonly Choice[];
    readonly currency: readonly Choice[];
  }

  interface Switch {
    readonly name: keyof Kind;
    readonly label: string;
    readonly options: readonly (Choice & { readonly selected: boolean })[];
  }
}
