import { newToken } from '../access/people.ts';
import type { Persona, Session } from '../access/session.ts';
import type { Org } from '../org.ts';
import { identityUrl } from './identity.ts';
import { ok, type Reply } from '../http/reply.ts';

/** Session tokens and whose they are. */
export class Tokens {
  readonly #sessions = new Map<string, Session>();
  readonly #org: Org;

  constructor(org: Org, tokens: Readonly<Partial<Record<Persona, string>>>) {
    this.#org = org;
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

  /**
   * The token endpoint. Passwords are not asked for: it is a practice org on the loopback. A refresh token is a
   * session token; the client-credentials flow gives the administrator.
   */
  grant(form: URLSearchParams, origin: string): Reply {
    const refresh = form.get('refresh_token');
    const username = form.get('grant_type') === 'client_credentials' ? 'admin@practice.example' : form.get('username');
    const known = this.find(refresh ?? undefined);
    const session = known ?? this.#org.sessions.find((one) => one.username === username && one.persona !== 'load');
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
