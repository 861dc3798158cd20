import { randomBytes } from 'node:crypto';
import { isSame } from '../access/secret.ts';
import { newToken } from '../access/people.ts';
import type { Persona, Session } from '../access/session.ts';
import type { Org } from '../org.ts';
import { Codes } from './codes.ts';
import { identityUrl } from './identity.ts';
import { ok, type Reply } from '../http/reply.ts';

/** What somebody brings to the front door. */
export interface Frontdoor {
  readonly token: string | null;
  readonly password: string | null;
}

/** Session tokens and whose they are. */
export class Tokens {
  readonly #sessions = new Map<string, Session>();
  readonly #passwords = new Map<string, { readonly session: Session; readonly path: string }>();
  readonly #org: Org;
  /** What logins on the page gave to clients. */
  readonly codes: Codes;
  readonly #secret: string;

  /** `secret`: what is asked for as everybody's password, and as the secret of every client. */
  constructor(org: Org, tokens: Readonly<Partial<Record<Persona, string>>>, secret: string) {
    this.#org = org;
    this.codes = new Codes(org.now);
    this.#secret = secret;
    for (const session of org.sessions) {
      const token = session.persona === 'other' ? undefined : tokens[session.persona];
      if (token !== undefined) this.#sessions.set(token, session);
    }
  }

  /** A new token of somebody. */
  issue(session: Session): string {
    const token = newToken(this.#org.organizationId);
    this.#sessions.set(token, session);
    return token;
  }

  find(token: string | undefined): Session | undefined {
    return token === undefined ? undefined : this.#sessions.get(token);
  }

  /** `singleaccess`: an address that opens the page once, as the owner of the session. */
  singleAccess(session: Session, path: string | null, origin: string): Reply {
    const password = randomBytes(24).toString('base64url');
    this.#passwords.set(password, { session, path: path ?? '' });
    return ok({ frontdoor_uri: `${origin}/secur/frontdoor.jsp?otp=${password}` });
  }

  /** Who comes to the front door, and where to; a one-time password is used up by it. */
  frontdoor({ token, password }: Frontdoor): { readonly persona: string; readonly path: string } | undefined {
    const once = password === null ? undefined : this.#passwords.get(password);
    if (password !== null) this.#passwords.delete(password);
    if (once !== undefined) return { persona: once.session.persona, path: once.path };
    const session = this.find(token ?? undefined);
    return session === undefined ? undefined : { persona: session.persona, path: '' };
  }

  /** Whose the user name is, given the right password. */
  byPassword(username: string | null, password: string | null): Session | undefined {
    if (!isSame(password ?? '', this.#secret)) return undefined;
    return this.#org.sessions.find((one) => one.username === username && one.persona !== 'load');
  }

  /** Ends a session; false: there was none. */
  revoke(token: string): boolean {
    return this.#sessions.delete(token);
  }

  /**
   * The token endpoint. The secret of this run is everybody's password, and the client-credentials flow gives the
   * administrator for it as the client's secret; a code comes from a login on the page, a refresh token is a session token.
   */
  grant(form: URLSearchParams, origin: string): Reply {
    const refresh = form.get('refresh_token');
    const isClient = form.get('grant_type') === 'client_credentials';
    const username = isClient ? 'admin@practice.example' : form.get('username');
    const password = form.get(isClient ? 'client_secret' : 'password');
    const session =
      form.get('grant_type') === 'authorization_code'
        ? this.codes.redeem(form)
        : (this.find(refresh ?? undefined) ?? this.byPassword(username, password));
    if (session === undefined) {
      return { status: 400, body: { error: 'invalid_grant', error_description: 'authentication failure' } };
    }
    const token = this.issue(session);
    return ok({
      access_token: token,
      instance_url: origin,
      id: identityUrl(this.#org, session, origin),
      token_type: 'Bearer',
      issued_at: String(this.#org.now().getTime()),
      scope: 'full refresh_token',
      ...(refresh === null ? { refresh_token: token } : {}),
    });
  }
}
