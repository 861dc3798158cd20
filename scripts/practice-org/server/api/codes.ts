/** Authorization codes: what a client gets for a login on the page, and trades for a session. */
import { createHash, randomBytes } from 'node:crypto';
import { isSame } from '../access/secret.ts';
import type { Session } from '../access/session.ts';

/** What a client asks for. */
export interface AuthorizationRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  /** Handed back as it came; null where there was none. */
  readonly state: string | null;
  /** The hash of a secret that only the client which asked can tell. */
  readonly challenge: string | null;
}

const minute = 60_000;
const lifetime = 15 * minute;

const hash = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

export class Codes {
  readonly #codes = new Map<
    string,
    { readonly request: AuthorizationRequest; readonly session: Session; readonly until: number }
  >();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  issue(request: AuthorizationRequest, session: Session): string {
    const code = `aPrx${randomBytes(24).toString('base64url')}`;
    this.#codes.set(code, { request, session, until: this.#now().getTime() + lifetime });
    return code;
  }

  /** Whose the code is, once, for the client that asked, with its secret where it named one. */
  redeem(form: URLSearchParams): Session | undefined {
    const code = form.get('code') ?? '';
    const found = this.#codes.get(code);
    this.#codes.delete(code);
    if (found === undefined || found.until < this.#now().getTime()) return undefined;
    const { clientId, redirectUri, challenge } = found.request;
    if (form.get('client_id') !== clientId || form.get('redirect_uri') !== redirectUri) return undefined;
    const proves = challenge === null || isSame(hash(form.get('code_verifier') ?? ''), challenge);
    return proves ? found.session : undefined;
  }
}
