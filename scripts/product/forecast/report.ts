/** What a forecast says, as it is printed, written and given as JSON. Days are YYYY-MM-DD, chances 0 to 1. */

/** An expected number and its range: four fifths of a normal distribution that has chance and the common error. */
export interface Range {
  expected: number;
  low: number;
  high: number;
}

export interface ForecastRow {
  stage: string;
  /** A letter of the model; `none`: without a grade. */
  grade: string;
  /** First and last day of age; null: no end. */
  age: { from: number; to: number | null };
  deals: number;
  /** Of the deals that have one. */
  amount: number;
  /** Deals of earlier quarters that stood like these. */
  seen: number;
  /** Null: too few were seen to name one; the row still counts in the sums. */
  chance: { byDay: number; plusMinus: number; ever: number } | null;
  /** Mean of what the stages are configured with; null: not known of all. */
  configured: number | null;
  wins: number;
  money: number;
}

/** Enough is known to foretell anything. */
export interface Expectation {
  /** Wins and money to the end of the day, of deals that are open. */
  wins: Range;
  money: Range;
  /** Of the same deals without an end. */
  ever: { wins: number; money: number };
  /** How far off the chances are taken to be on all deals alike, as a share. */
  commonError: number;
  /** How much earlier quarters count beside age alone, 0 to 1. */
  share: number;
  /** What the chances of winning were multiplied by, for what was wrong a quarter ago; 1: nothing known. */
  factor: number;
  seen: { from: string; until: string; deals: number }[];
  /** The same forecast a quarter ago, before its factor, and what came of it. */
  checked: { from: string; until: string; deals: number; expected: number; won: number } | null;
  rows: ForecastRow[];
}

export interface Method {
  name: 'forecast' | 'aalenJohansen' | 'stageProbability' | 'winRate' | 'baseRate';
  wins: number;
  money: number;
  /** Mean squared error of the chances; 0 is perfect. */
  brier: number;
}

export interface Reliability {
  /** From, and below (in the last: and up to). */
  from: number;
  to: number;
  deals: number;
  expected: number;
  won: number;
}

export interface Backtest {
  won: number;
  /** Of the deals won: their amounts as they stand now. */
  money: number;
  /** What every open deal is taken to be worth: the mean of the deals won before the day. */
  meanAmount: number;
  /** Stage probability is left out where it is not known of every deal. */
  methods: Method[];
  reliability: Reliability[];
}

/** Deals by one answer to a question that asks whether they can be won. */
export interface AnswerRow {
  /** Null: never asked, or never answered. */
  answer: string | null;
  closed: number;
  won: number;
  /** Null: fewer than 20 closed. */
  share: { won: number; plusMinus: number } | null;
  open: number;
  /** Of the open deals that have one. */
  amount: number;
}

export interface AnswerTable {
  /** Its code, and what it is called in the first language of the model. */
  question: string;
  title: string;
  rows: AnswerRow[];
}

export interface ReasonRow {
  /** As it is stored. */
  reason: string;
  won: { deals: number; amount: number };
  lost: { deals: number; amount: number };
}

/** What the coach was answered: it stands beside the forecast, and goes into no chance. */
export interface Learned {
  /** First and last day on which the closed deals closed that are counted. */
  from: string;
  until: string;
  /** API names of what the user does not see: the object of the answers, or fields of it. */
  unseen: string[];
  choices: AnswerTable[];
  /** What decided closed deals, by the last answer of each; null: not asked, or not seen. */
  reasons: {
    question: string;
    title: string;
    rows: ReasonRow[];
    /** Closed deals without an answer. */
    without: { won: number; lost: number };
  } | null;
}

export interface ForecastReport {
  source: string;
  day: string;
  until: string;
  currency: string | null;
  /** What could not be looked at, in a sentence each. */
  notes: string[];
  /** False: stages of the past are not known, and the stage changes no chance. */
  seesStages: boolean;
  deals: {
    read: number;
    /** Not taken up yet on the day, or no day is given. */
    notBegun: number;
    /** Closed, and no day is given. */
    closedWithoutDay: number;
    won: number;
    lost: number;
    open: number;
    withoutAmount: number;
  };
  /** Of the open deals that have an amount. */
  amount: number;
  /** Sum over the open deals of the configured probability, by itself and times the amount; null: not known of all. */
  configured: { wins: number; money: number } | null;
  /** Null: fewer than `leastClosed` wins or losses were known. */
  expectation: Expectation | null;
  leastClosed: number;
  backtest: Backtest | null;
  /** Null: the coach asks nothing of the kind, deals come from a file, or the day is past. */
  learned: Learned | null;
}
