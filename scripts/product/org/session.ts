/** Who we are in which org. */
export interface OrgSession {
  /** Without a slash at the end. */
  readonly instanceUrl: string;
  readonly accessToken: string;
  readonly username: string;
  readonly orgId: string;
  /** A new access token in place of an expired one, where the login allows it. */
  readonly refresh?: () => Promise<string>;
  /** The model the practice org was started with. */
  readonly modelPath?: string;
  /** How the user named the org; never an access token. */
  readonly targetOrg?: string;
}

/** True for an address of this machine, which no proxy may see. */
export const isLoopback = (url: string): boolean => {
  const host = new URL(url).hostname;
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
};

export const withoutSlash = (url: string): string => url.replace(/\/+$/, '');
