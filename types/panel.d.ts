/** What the parts of the panel hand to each other. Types only: nothing of this is deployed. */
declare namespace Panel {
  type Deal = import('../scripts/product/gate/index.ts').Deal & { readonly Id: string };
  type EngineItem = import('../scripts/product/gate/index.ts').Item;
  type Status = import('../scripts/product/gate/index.ts').ItemStatus;
  type Verdict = import('../scripts/product/gate/index.ts').Verdict;
  type RequirementVerdict = import('../scripts/product/gate/index.ts').RequirementVerdict;
  type Viewer = import('../scripts/product/gate/index.ts').Viewer;
  type Value = import('../scripts/product/gate/index.ts').Value;
  type Group = 'required' | 'actions' | 'processes' | 'people';

  /** A gate item with the names behind its ids. */
  interface Item extends EngineItem {
    readonly personName?: string | null;
    readonly settledByName?: string | null;
    readonly changedBy?: string | null;
    readonly changedOn?: string | null;
  }

  interface DealRead {
    readonly deal: Deal;
    readonly items: readonly Item[];
    readonly seesItems: boolean;
  }

  interface FieldInfo {
    readonly label: string;
    readonly help: string;
    /** As the UI API names it: String, TextArea, Picklist, Date, Currency, Double, Percent, Reference … */
    readonly type: string;
    readonly length: number;
    readonly scale: number;
    readonly updateable: boolean;
    readonly to: string | null;
  }

  interface Names {
    readonly mayEditDeal: boolean;
    readonly mayEditItems: boolean;
    readonly fields: ReadonlyMap<string, FieldInfo>;
    readonly requirements: ReadonlyMap<string, string>;
  }

  type Picklists = ReadonlyMap<string, ReadonlyMap<string, string>>;

  interface Option {
    readonly label: string;
    readonly value: string;
  }

  /** A field as its editor shows it. */
  interface Field {
    readonly name: string;
    readonly label: string;
    readonly help: string;
    readonly kind: 'text' | 'longText' | 'number' | 'date' | 'picklist' | 'lookup';
    readonly formatter: 'currency' | 'percent-fixed' | 'decimal' | undefined;
    readonly step: string | undefined;
    readonly value: Value;
    readonly maxLength: number | undefined;
    readonly options: readonly Option[];
    readonly to: string | null;
  }

  /** What was typed and not saved yet, and what stood there when typing began. */
  interface Draft {
    readonly values: Readonly<Record<string, Value>>;
    readonly base: Readonly<Record<string, Value>>;
  }

  interface Line {
    readonly key: string;
    readonly text: string;
  }

  interface Problem {
    readonly kind: 'conflict' | 'gone' | 'twice' | 'access' | 'refused' | 'network' | 'server';
    /** What happened, in the panel's words. */
    readonly title: string;
    readonly parts: readonly { readonly key: string; readonly head: string; readonly lines: readonly Line[] }[];
  }

  interface Conflict {
    readonly code: string;
    readonly name: string;
    readonly fields: readonly {
      readonly key: string;
      readonly label: string;
      readonly mine: string;
      readonly theirs: string;
    }[];
  }

  type Tone = 'open' | 'waiting' | 'done' | 'excused' | 'advisory';

  /** One requirement as its row shows it. */
  interface Row {
    readonly code: string;
    readonly group: Group;
    readonly stage: number;
    readonly name: string;
    readonly tone: Tone;
    /** State and reason, for those who do not see the mark. */
    readonly state: string;
    readonly isOpen: boolean;
    readonly isHard: boolean;
    readonly blocks: boolean;
    readonly detail: string;
    readonly warnings: readonly Line[];
    readonly link: string | null;
    readonly note: string | null;
    readonly tag: string | null;
    /** What the button at the right does. */
    readonly primary: 'tick' | 'link' | 'person' | 'confirm' | 'approve' | 'waive' | 'ask' | 'fill' | null;
    /** The fields that meet it, where this user may change them. */
    readonly fields: readonly Field[];
    /** The editor of its fields stands open by itself. */
    readonly showsFields: boolean;
    /** How its item may be settled by this user. */
    readonly outcomes: readonly Outcome[];
    /** Asking means asking for a waiver, not for a confirmation. */
    readonly asksWaiver: boolean;
    readonly item: Item | null;
    readonly needsEvidence: boolean;
    readonly needsPerson: boolean;
    readonly help: string;
    readonly busy: boolean;
    readonly draft: Draft | null;
    readonly itemDraft: ItemDraft | null;
    readonly problem: Problem | null;
    readonly conflict: Conflict | null;
  }

  type Outcome = Status | 'Note';

  interface ItemDraft {
    readonly outcome: Outcome | '';
    readonly evidence: string;
    readonly person: string | null;
    readonly reason: string;
    readonly note: string;
  }

  interface GroupView {
    readonly key: Group;
    readonly name: string;
    readonly progress: string;
    readonly progressText: string;
    readonly rows: readonly Row[];
    readonly notAsked: string | null;
  }

  interface Step {
    readonly id: number;
    readonly short: string;
    readonly name: string;
    readonly state: 'done' | 'here' | 'later' | 'skipped' | 'behind';
    readonly title: string;
    readonly isViewed: boolean;
  }

  interface Head {
    readonly steps: readonly Step[];
    readonly position: string | null;
    readonly name: string;
    readonly task: string | null;
    readonly start: string | null;
    readonly end: string | null;
    readonly age: string | null;
    readonly ageLevel: 'green' | 'amber' | 'red';
    readonly grade: string;
    readonly gradeLetter: string | null;
    readonly gradeNote: string;
    readonly track: string;
    readonly isElsewhere: boolean;
    readonly advance: { readonly label: string; readonly isReady: boolean } | null;
    readonly moves: readonly Option[];
  }

  interface Banner {
    readonly tone: 'error' | 'info' | 'success';
    readonly title: string;
    readonly text: string | null;
    readonly lines: readonly Line[];
    readonly links: readonly Option[];
  }

  interface GradeView {
    readonly title: string;
    readonly reason: string;
    readonly lines: readonly Line[];
    readonly canRaise: boolean;
  }

  /** A move that was chosen in the menu and not made yet. */
  interface Choice {
    readonly kind: 'jump' | 'back' | 'lost' | 'raise';
    readonly to: string;
    readonly title: string;
    readonly text: string | null;
    readonly links: readonly Option[];
    readonly fields: readonly Field[];
    readonly isAllowed: boolean;
    readonly problem: Problem | null;
    readonly busy: boolean;
  }

  interface View {
    readonly head: Head;
    readonly banners: readonly Banner[];
    readonly groups: readonly GroupView[];
    readonly groupsNote: string | null;
    readonly grade: GradeView;
    readonly notes: readonly Line[];
    readonly version: string;
  }
}
