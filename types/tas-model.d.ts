/** The generated module, whose engine is that of `scripts/product/gate` and `scripts/product/present`. */
declare module 'c/tasModel' {
  export const model: import('../scripts/product/model/index.ts').SalesModel;
  type Requirement = import('../scripts/product/model/index.ts').Requirement;
  export const requirements: readonly (Requirement & { readonly stage: number })[];
  export const modelHash: string;
  export const texts: Readonly<Record<string, string>>;
  export const messages: import('../scripts/product/messages/index.ts').PanelMessages;
  export const dealQuery: string;
  export const namesQuery: string;
  export const teamQuery: string | null;
  export const mapSnapshot: {
    readonly object: string;
    readonly deal: string;
    readonly key: string;
    readonly stage: string;
    /** Field of the deal that counts who is on the map. */
    readonly people: string;
    /** By the field of the snapshot: the field of the deal that it is a copy of. */
    readonly copies: Readonly<Record<string, string>>;
  } | null;
  export const verdict: typeof import('../scripts/product/gate/index.ts').verdict;
  export const mayApprove: typeof import('../scripts/product/gate/index.ts').mayApprove;
  export const itemRefusals: typeof import('../scripts/product/gate/index.ts').itemRefusals;
  export const settledAmountOf: typeof import('../scripts/product/gate/index.ts').settledAmountOf;
  export const formatsOf: typeof import('../scripts/product/present/index.ts').formatsOf;
  export const approversOf: typeof import('../scripts/product/present/index.ts').approversOf;
  export const present: typeof import('../scripts/product/present/index.ts').present;
  export const skippedBefore: typeof import('../scripts/product/present/index.ts').skippedBefore;
  export const fill: typeof import('../scripts/product/messages/index.ts').fill;
  export const field: typeof import('../scripts/product/vocabulary/index.ts').field;
  export const groups: typeof import('../scripts/product/vocabulary/index.ts').groups;
  export const item: typeof import('../scripts/product/vocabulary/index.ts').item;
  export const itemField: typeof import('../scripts/product/vocabulary/index.ts').itemField;
  export const itemKey: typeof import('../scripts/product/vocabulary/index.ts').itemKey;
  export const permission: typeof import('../scripts/product/vocabulary/index.ts').permission;
  export const registration: typeof import('../scripts/product/vocabulary/index.ts').registration;
  export const registrationField: typeof import('../scripts/product/vocabulary/index.ts').registrationField;
  export const relationOf: typeof import('../scripts/product/vocabulary/index.ts').relationOf;
}

/** The generated module of the home page. */
declare module 'c/tasHomeModel' {
  export const messages: Pick<import('../scripts/product/messages/index.ts').Messages, 'home'>;
  export const homeQuery: string;
  export const ownQuery: (sees: { readonly money: boolean; readonly runs: boolean }) => string;
  export const peopleQuery: string;
  export const seesMoney: boolean;
  export const runField: typeof import('../scripts/product/run-record/index.ts').runField;
  export const runRecord: typeof import('../scripts/product/run-record/index.ts').runRecord;
}

/** The generated module of the board. */
declare module 'c/tasBoardModel' {
  export const messages: Pick<import('../scripts/product/messages/index.ts').Messages, 'board'>;
  export const countsQuery: string;
  export const blockedQuery: string | null;
  export const cardsQuery: string;
  export const letters: readonly string[];
  export const ages: readonly number[];
}

/** The generated module of charts, which is `scripts/product/chart`. */
declare module 'c/tasChart' {
  export const bars: typeof import('../scripts/product/chart/index.ts').bars;
  export const funnel: typeof import('../scripts/product/chart/index.ts').funnel;
  export const heatMap: typeof import('../scripts/product/chart/index.ts').heatMap;
  export const lines: typeof import('../scripts/product/chart/index.ts').lines;
}

/** The generated module of the chance of a deal. */
declare module 'c/tasChanceModel' {
  export const messages: Pick<import('../scripts/product/messages/index.ts').Messages, 'chance'>;
  export const chances: import('../scripts/product/model/index.ts').Chances | null;
}

/** The generated module of the customer map, with what `scripts/product/customer` works out. */
declare module 'c/tasMapModel' {
  export const messages: Pick<import('../scripts/product/messages/index.ts').Messages, 'map'>;
  export const customer: {
    readonly lines: { readonly supporter: number; readonly opponent: number };
    readonly approving: readonly string[];
    readonly leastInfluence: number;
    readonly unknown: string;
    readonly questions: readonly string[];
    readonly chosen: readonly string[];
    readonly names: Readonly<Record<string, string>>;
    /** Fields of a snapshot. */
    readonly kept: Readonly<Record<'stage' | keyof CustomerMap.Kept, string>>;
  } | null;
  export const mapQuery: string | null;
  export const circlesIn: typeof import('../scripts/product/customer/index.ts').circlesIn;
  export const mapLayout: typeof import('../scripts/product/customer/index.ts').mapLayout;
  export const mapScore: typeof import('../scripts/product/customer/index.ts').mapScore;
  export const missingIn: typeof import('../scripts/product/customer/index.ts').missingIn;
  export const stanceOf: typeof import('../scripts/product/customer/index.ts').stanceOf;
}

/** The generated module of the coach. */
declare module 'c/tasCoachModel' {
  export const messages: Pick<import('../scripts/product/messages/index.ts').Messages, 'coach'> & {
    readonly question: Readonly<Record<string, string>>;
    readonly strategy: Readonly<Record<string, string>>;
  };
  export const coaching: {
    readonly questions: readonly {
      readonly code: string;
      readonly kind: Coach.Kind;
      readonly stages: readonly string[];
      readonly closed: boolean;
    }[];
    readonly strategy: { readonly field: string; readonly values: readonly string[] } | null;
    /** What is chosen from, and where a lost deal has it; null: no question asks for a reason. */
    readonly reasons: {
      readonly field: string;
      readonly won: readonly string[];
      readonly lost: readonly string[];
    } | null;
    readonly names: Readonly<Record<string, string>>;
  } | null;
  export const coachQuery: string | null;
}

/** The generated module of the contract of a deal. */
declare module 'c/tasContractModel' {
  export const messages: Pick<import('../scripts/product/messages/index.ts').Messages, 'contract'> & {
    readonly handover?: Readonly<Record<string, string>>;
  };
  /** null: the model has no contracts. */
  export const contract: {
    readonly term: number;
    readonly number: string | null;
    readonly date: string | null;
    readonly draft: string;
    /** StageNames. */
    readonly last: string;
    readonly won: string;
    readonly noTender: string;
    readonly names: Readonly<Record<string, string>>;
    readonly handover: readonly {
      readonly code: string;
      readonly fields: readonly string[] | null;
      readonly isPerson: boolean;
      readonly tracks: readonly string[] | null;
      readonly tender: boolean;
    }[];
  } | null;
  export const contractQuery: string | null;
}

/** The generated module of the Lead panel. */
declare module 'c/tasLeadModel' {
  type Leads = typeof import('../scripts/product/lead/index.ts');
  export const messages: Pick<import('../scripts/product/messages/index.ts').Messages, 'lead'> & {
    readonly element: Readonly<Record<'deal' | 'dealHelp' | 'reach' | 'reachHelp', string>>;
  };
  /** null: the model has no leads. */
  export const lead: {
    readonly phones: readonly string[];
    readonly callingCode: string;
    readonly enforced: boolean;
    readonly placeholders: readonly string[];
    /** Whether the model has partner registrations. */
    readonly registrations: boolean;
  } | null;
  export const twinsQuery: string;
  export const leadField: Leads['leadField'];
  export const leadDealField: Leads['leadDealField'];
  export const customerKey: Leads['customerKey'];
  export const likenesses: Leads['likenesses'];
  export const likenessOf: Leads['likenessOf'];
  export const missingOf: Leads['missingOf'];
  export const phoneKeyOf: Leads['phoneKeyOf'];
  export const fill: typeof import('../scripts/product/messages/index.ts').fill;
}

/** The generated module of partner registrations. */
declare module 'c/tasRegistrationModel' {
  export const messages: Pick<import('../scripts/product/messages/index.ts').Messages, 'registering'>;
  /** null: the model has no registrations. */
  export const registration: {
    /** Days. */
    readonly protection: number;
    /** Whether it has the field of the key by which duplicates are found. */
    readonly hasKey: boolean;
    readonly placeholders: readonly string[];
    readonly names: Readonly<Record<string, string>>;
  } | null;
  export const registrationQuery: string | null;
  export const rivalsQuery: string | null;
  export const listQuery: string | null;
}
