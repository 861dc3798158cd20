/** What the parts of the panel hand to each other. Types only: nothing of this is deployed. */
declare namespace Panel {
  type Chances = import('../scripts/product/model/index.ts').Chances;
  type Deal = import('../scripts/product/gate/index.ts').ItemDeal;
  type EngineItem = import('../scripts/product/gate/index.ts').Item;
  type Status = import('../scripts/product/gate/index.ts').ItemStatus;
  type Verdict = import('../scripts/product/gate/index.ts').Verdict;
  type RequirementVerdict = import('../scripts/product/gate/index.ts').RequirementVerdict;
  type Viewer = import('../scripts/product/gate/index.ts').Viewer;
  type Value = import('../scripts/product/gate/index.ts').Value;
  type Group = import('../scripts/product/vocabulary/index.ts').Group;
  type Locale = import('../scripts/product/present/index.ts').Locale;
  type Presentation = import('../scripts/product/present/index.ts').Presentation;
  type PresentedRequirement = import('../scripts/product/present/index.ts').PresentedRequirement;

  /** A gate item with the names behind its ids. */
  interface Item extends EngineItem {
    readonly personName?: string | null;
    readonly settledByName?: string | null;
    readonly declinedByName?: string | null;
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
    /** Most digits before the point. */
    readonly digits: number;
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
    readonly kind: 'text' | 'longText' | 'number' | 'date' | 'datetime' | 'checkbox' | 'picklist' | 'lookup' | 'url';
    readonly value: Value;
    readonly maxLength: number | undefined;
    /** Of a number: most digits before the point. */
    readonly digits: number;
    readonly options: readonly Option[];
    readonly to: string | null;
    /** Of a contact: the account of the deal, whose contacts come first. */
    readonly account?: string | null;
    readonly required?: boolean;
  }

  /** What an editor shows, and how it saves. */
  interface Form {
    readonly fields: readonly Field[];
    /** What was typed before. */
    readonly draft?: Pick<Draft, 'values' | 'base'> | null;
    readonly busy?: boolean;
    /** Whether there is something to save: what changed, whatever stands there, or nothing at all. */
    readonly saves: 'changes' | 'always' | 'never';
    readonly saveText?: string;
    /** One narrow field, beside its row: its name stands there already. */
    readonly isSlim?: boolean;
    /** A single choice is saved as soon as it is made. */
    readonly isDirect?: boolean;
    /** Giving up closes it. */
    readonly closes?: boolean;
  }

  /** What was typed and not saved yet, and what stood there when typing began. */
  interface Draft {
    /** Fields of the deal, or how its item is settled (ItemDraft). */
    readonly of: 'fields' | 'item';
    readonly values: Readonly<Record<string, Value>>;
    readonly base: Readonly<Record<string, Value>>;
  }

  interface Line {
    readonly key: string;
    readonly text: string;
    /** What the text is, before it. */
    readonly label?: string;
    readonly id?: string;
  }

  /** What did not happen, and why. */
  interface Problem extends Notice {
    readonly kind: 'conflict' | 'gone' | 'twice' | 'access' | 'refused' | 'network' | 'server';
  }

  /** Something to be told, with what can be done about it. */
  interface Notice {
    /** `alert`: read out at once. `plain`: without a colour. */
    readonly tone: 'alert' | 'error' | 'waiting' | 'info' | 'success' | 'plain';
    readonly title: string;
    readonly lines: readonly Line[];
    /** Names that lead to their rows, by code. */
    readonly links: readonly Option[];
    readonly actions: readonly Option[];
    /** The requirement that its actions are about. */
    readonly code?: string;
  }

  /** Both ways to settle a requirement may have something typed in them. */
  interface Drafts {
    readonly fields?: Draft | null;
    readonly item?: Draft | null;
  }

  /** What only this window knows of a requirement. */
  interface Local {
    readonly drafts: Drafts;
    /** What was refused, or two values to choose from. */
    readonly notices: readonly Notice[];
  }

  /** What a view is made of. */
  interface Input {
    readonly read: DealRead;
    readonly names: Names;
    /** Null until they are known. */
    readonly picklists: Picklists | null;
    readonly team: readonly Member[];
    readonly viewer: Viewer;
    readonly today: string;
    /** Stage that is looked at; null for the one the deal stands in. */
    readonly viewed: number | null;
    /** Codes that are being saved. */
    readonly busy: ReadonlySet<string>;
    readonly local: ReadonlyMap<string, Local>;
    /** Stage that a move has just reached. */
    readonly moved: string | null;
  }

  /** Somebody on the team of the deal. */
  interface Member {
    readonly id: string;
    readonly name: string;
    /** Team Role. */
    readonly role: string | null;
  }

  interface Context {
    readonly deal: Deal;
    readonly items: readonly Item[];
    readonly names: Names;
    readonly picklists: Picklists;
    readonly hasPicklists: boolean;
    readonly team: readonly Member[];
    readonly viewer: Viewer;
    readonly mayEdit: boolean;
    readonly mayEditItems: boolean;
    readonly currency: string | undefined;
    readonly locale: Locale;
    /** Of the move to the next stage. */
    readonly verdict: Verdict;
    readonly shown: Presentation;
    /** Won or lost. */
    readonly isClosed: boolean;
    readonly busy: ReadonlySet<string>;
    readonly local: ReadonlyMap<string, Local>;
    itemOf(code: string): Item | undefined;
  }

  type Tone = 'open' | 'waiting' | 'done' | 'excused' | 'advisory';

  /** One requirement as its row shows it. */
  interface Row {
    readonly code: string;
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
    readonly primary: 'tick' | 'link' | 'person' | 'confirm' | 'approve' | 'waive' | 'ask' | 'register' | 'fill' | null;
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
    /** Whoever had that part in an earlier stage; null: nobody, or it is not asked. */
    readonly earlier: string | null;
    /** People who may be meant. */
    readonly people: readonly Option[];
    readonly busy: boolean;
    readonly drafts: Drafts;
    readonly notices: readonly Notice[];
  }

  type Outcome = Status | 'Note';

  /** What is typed where a requirement is settled by its item. */
  interface ItemDraft {
    readonly outcome: Outcome | '';
    readonly evidence: string;
    readonly person: string | null;
    readonly reason: string;
    readonly note: string;
  }

  interface GroupView {
    readonly key: Group;
    /** Of this group of this deal: nothing of another deal's rows is used again. */
    readonly id: string;
    readonly name: string;
    readonly progress: string;
    readonly progressText: string;
    readonly rows: readonly Row[];
    /** Names whoever did the same in an earlier stage, for several rows at once. */
    readonly carry: { readonly label: string; readonly people: readonly { code: string; person: string }[] } | null;
    readonly notAsked: string | null;
  }

  interface Step {
    readonly id: number;
    readonly short: string;
    readonly name: string;
    readonly state: 'done' | 'here' | 'later' | 'optional' | 'skipped' | 'behind' | 'lost';
    readonly title: string;
    readonly className: string;
    /** `aria-current`: the stage that is looked at. */
    readonly current: 'step' | null;
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
    readonly gradeClass: string;
    readonly gradeNote: string;
    readonly track: string;
    readonly isElsewhere: boolean;
    /** How much stands in the way; null: nothing. */
    readonly left: string | null;
    readonly advance: { readonly label: string; readonly isReady: boolean } | null;
    readonly moves: readonly Option[];
  }

  /** A move that was chosen in the menu and not made yet. */
  interface Choice {
    readonly kind: 'jump' | 'step' | 'back' | 'lost' | 'raise' | 'won';
    readonly to: string;
    /** What it skips, what stands against it. */
    readonly notice: Notice;
    /** What it asks for. */
    readonly form: Form;
  }

  /** What of a deal is on show. */
  interface Shown extends View {
    /** What stands between the head and the groups. */
    readonly notices: readonly Notice[];
    /** Of a move that was chosen; null: none. */
    readonly form: Form | null;
    readonly isMoving: boolean;
    /** Said to those who do not see what changed. */
    readonly spoken: string;
  }

  interface View {
    readonly head: Head;
    readonly banners: readonly Notice[];
    readonly groups: readonly GroupView[];
    readonly groupsNote: string | null;
    readonly grade: Notice;
    readonly notes: readonly Notice[];
    readonly version: string;
  }
}
