/** Who may see the page: it hands out session tokens, and any process of the machine can ask this port. */
import { isSame, type PracticeOrg } from '../server/index.ts';
import { isPersona } from './settings.ts';

/** Cookies know no ports: each org has a name of its own. */
const cookieName = ({ instanceUrl }: PracticeOrg): string => `practice_page_${new URL(instanceUrl).port}`;

/** Where somebody who may come in is sent, and the cookie that lets them in from then on. */
export interface Admission {
  readonly location: string;
  readonly cookie: string;
}

const admission = (org: PracticeOrg, location: string): Admission => ({
  location,
  // Lax: `sf org open` comes from a file that redirects. Others' pages can neither read the answer nor send a POST.
  cookie: `${cookieName(org)}=${org.secret}; Path=/; HttpOnly; SameSite=Lax`,
});

/** Whether the request carries the cookie of this org's page. */
export function isAdmitted(org: PracticeOrg, cookies: string | undefined): boolean {
  const name = `${cookieName(org)}=`;
  const own = (cookies ?? '').split(';').find((one) => one.trim().startsWith(name));
  return own !== undefined && isSame(own.trim().slice(name.length), org.secret);
}

/** The address as it was printed: with the key, which is taken out of the address bar. */
export function admittedByKey(org: PracticeOrg, url: URL): Admission | undefined {
  const key = url.searchParams.get('key');
  if (key === null || !isSame(key, org.secret)) return undefined;
  const rest = new URLSearchParams(url.searchParams);
  rest.delete('key');
  return admission(org, `/${rest.size === 0 ? '' : `?${rest.toString()}`}`);
}

/**
 * The platform's own door, `/secur/frontdoor.jsp?sid=…` or `?otp=…`: the page as the owner of that token, at the deal that
 * `retURL`, or the address that the one-time password was made for, names.
 */
export function admittedByFrontdoor(org: PracticeOrg, query: URLSearchParams): Admission | undefined {
  const found = org.frontdoor({ token: query.get('sid'), password: query.get('otp') });
  if (found === undefined || !isPersona(found.persona)) return undefined;
  const deal = /(?:^|\/)(006[0-9A-Za-z]{12}(?:[0-9A-Za-z]{3})?)(?:\/|$)/.exec(query.get('retURL') ?? found.path)?.[1];
  return admission(org, `/?as=${found.persona}${deal === undefined ? '' : `&deal=${deal}`}`);
}
