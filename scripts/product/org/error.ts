/** What went wrong between us and the org, by a stable name; each has its next action. */
export type OrgProblem =
  | 'UnknownOrg'
  | 'PracticeOrgNotRunning'
  | 'NoInstanceUrl'
  | 'BadProxy'
  | 'ExpiredSession'
  | 'OrgUnreachable'
  | 'OrgTlsRefused'
  | 'OrgRefused'
  | 'BrokenAnswer'
  | 'JobFailed'
  | 'CountsDisagree'
  | 'RowsOutOfOrder'
  | 'BadSoql';

export interface OrgErrorDetails {
  readonly message: string;
  /** What the reader can do next, a sentence each. */
  readonly actions?: string[];
  /** Salesforce's own error code, such as MALFORMED_QUERY. */
  readonly errorCode?: string;
  readonly status?: number;
}

/**
 * An error of the org or the way to it. Its shape is what Salesforce commands print: name, message, actions, exit code.
 * No message holds a token.
 */
export class OrgError extends Error {
  readonly problem: OrgProblem;
  readonly actions: string[];
  readonly exitCode = 1;
  readonly errorCode: string | undefined;
  readonly status: number | undefined;

  constructor(problem: OrgProblem, details: OrgErrorDetails) {
    super(redactTokens(details.message));
    this.name = details.errorCode ?? problem;
    this.problem = problem;
    this.actions = details.actions ?? [];
    this.errorCode = details.errorCode;
    this.status = details.status;
  }
}

/** Session ids look like 00D… with an exclamation mark, which a URL may hold as %21. */
const sessionIdPattern = /00D\w{9,15}(?:!|%21)[\w.%]*/gi;
const bearerPattern = /\b(Bearer|OAuth)\s+[\w.!~+/=-]{8,}/gi;
/** A JWT: three parts in base64url, of which the first begins as every JSON object does. */
const jwtPattern = /\beyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?/g;
/** Refresh tokens of a connected app. */
const refreshPattern = /\b5Aep[\w.]{20,}/g;
/** What an address or a form gives away by name. */
const namedPattern = /\b(access_token|refresh_token|client_secret|password|assertion|sid|otp)=[^&\s"']+/gi;

/** The text with every access token hidden. */
export const redactTokens = (text: string): string =>
  text
    .replaceAll(sessionIdPattern, '[token hidden]')
    .replaceAll(jwtPattern, '[token hidden]')
    .replaceAll(refreshPattern, '[token hidden]')
    .replaceAll(bearerPattern, '$1 [token hidden]')
    .replaceAll(namedPattern, '$1=[token hidden]');
