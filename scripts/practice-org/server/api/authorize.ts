/** OAuth's web-server flow: a login page and a page that asks whether the client may come in. */
import { randomBytes } from 'node:crypto';
import type { Session } from '../access/session.ts';
import { wrongMethod, type Reply } from '../http/reply.ts';
import type { AuthorizationRequest } from './codes.ts';
import type { Tokens } from './login.ts';
import { escaped } from '../http/escape.ts';

/** A request for one of the pages. */
export interface SignInRequest {
  readonly method: string;
  readonly url: URL;
  /** What a form sent; empty for GET. */
  readonly form: URLSearchParams;
}

const approval = '/setup/secur/RemoteAccessAuthorizationPage.apexp';

/** Whether a path belongs to this flow: `/` does when the platform's reason for a login stands in it. */
export const isSignIn = ({ pathname, searchParams }: URL): boolean =>
  pathname === '/services/oauth2/authorize' ||
  pathname === approval ||
  (pathname === '/' && searchParams.get('ec') === '302');

const guarded = {
  'Cache-Control': 'no-store',
  // No form-action: browsers hold the redirect that follows a form against it.
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

const page = (status: number, title: string, body: string): Reply => ({
  status,
  headers: guarded,
  text: {
    type: 'text/html;charset=UTF-8',
    content: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>body{font:16px/1.5 sans-serif;max-width:24rem;margin:4rem auto;padding:0 1rem}input,button{font:inherit;min-height:44px;width:100%;box-sizing:border-box;margin:.25rem 0 1rem}</style>
</head><body><main><h1>${escaped(title)}</h1>${body}</main></body></html>
`,
  },
});

const redirect = (location: string): Reply => ({ status: 302, headers: { ...guarded, Location: location } });

const hidden = (name: string, value: string): string =>
  `<input type="hidden" name="${name}" value="${escaped(value)}">`;

const loginPage = (address: URL, refused: boolean): Reply =>
  page(
    200,
    'Log in to the practice org',
    `${refused ? '<p role="alert">Please check your username and password.</p>' : ''}
<form method="post" action="${escaped(address.pathname + address.search)}">
<label for="username">Username</label><input id="username" name="username" autocomplete="username" required autofocus placeholder="rep@practice.example">
<label for="password">Password: the key in the address that the practice org printed</label><input id="password" name="pw" type="password" required>
<button id="Login" name="Login" value="Log In">Log In</button>
</form>`,
  );

const approvalPage = (ticket: string, { request, session }: Approval): Reply =>
  page(
    200,
    'Allow access?',
    `<p>${escaped(request.clientId)} asks to act as ${escaped(session.username)}.</p>
<form method="post" action="${approval}">${hidden('source', ticket)}
<button id="oaapprove" name="save" value="1">Allow</button>
<button id="oadeny" name="cancel" value="1">Deny</button>
</form>`,
  );

const ended = page(400, 'This login is over', '<p>Begin again from the program that asked for it.</p>');

/** A client's address on this machine: nobody registers clients here, so no other gets a code. */
function isLoopback(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && /^https?:$/.test(url.protocol) && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
}

interface Approval {
  readonly request: AuthorizationRequest;
  readonly session: Session;
}

/** Logins on their way. Whoever knows a ticket goes on with it, so each step has a new one. */
export class SignIn {
  readonly #tokens: Tokens;
  readonly #asked = new Map<string, AuthorizationRequest>();
  readonly #approvals = new Map<string, Approval>();

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  answer({ method, url, form }: SignInRequest): Reply {
    if (url.pathname === '/services/oauth2/authorize') return this.#begin(method === 'POST' ? form : url.searchParams);
    if (method !== 'GET' && method !== 'POST') return wrongMethod(method, 'GET, HEAD, POST');
    if (url.pathname === approval) return this.#approve(method === 'POST' ? form : url.searchParams, method);
    return this.#login(url, method === 'POST' ? form : undefined);
  }

  #begin(query: URLSearchParams): Reply {
    const [clientId, redirectUri] = [query.get('client_id') ?? '', query.get('redirect_uri') ?? ''];
    const state = query.get('state');
    if (clientId === '') return page(400, 'invalid_client_id', '<p>client identifier invalid</p>');
    if (!isLoopback(redirectUri))
      return page(400, 'redirect_uri_mismatch', '<p>redirect_uri must be an address of this machine</p>');
    if (query.get('response_type') !== 'code')
      return back(
        { redirectUri, state },
        { error: 'unsupported_response_type', error_description: 'response type not supported' },
      );
    const ticket = randomBytes(24).toString('base64url');
    this.#asked.set(ticket, { clientId, redirectUri, state, challenge: query.get('code_challenge') });
    return redirect(`/?ec=302&startURL=${encodeURIComponent(`${approval}?source=${ticket}`)}`);
  }

  #login(url: URL, form: URLSearchParams | undefined): Reply {
    const ticket = /[?&]source=([\w-]+)$/.exec(url.searchParams.get('startURL') ?? '')?.[1] ?? '';
    const request = this.#asked.get(ticket);
    if (request === undefined) return ended;
    if (form === undefined) return loginPage(url, false);
    const session = this.#tokens.byPassword(form.get('username'), form.get('pw'));
    if (session === undefined) return loginPage(url, true);
    this.#asked.delete(ticket);
    const next = randomBytes(24).toString('base64url');
    this.#approvals.set(next, { request, session });
    return redirect(`${approval}?source=${next}`);
  }

  #approve(given: URLSearchParams, method: string): Reply {
    const ticket = given.get('source') ?? '';
    const found = this.#approvals.get(ticket);
    if (found === undefined) return ended;
    if (method === 'GET') return approvalPage(ticket, found);
    this.#approvals.delete(ticket);
    if (!given.has('save'))
      return back(found.request, { error: 'access_denied', error_description: 'end-user denied authorization' });
    return back(found.request, { code: this.#tokens.codes.issue(found.request, found.session) });
  }
}

/** To the client, with the answer in its address. */
function back(
  { redirectUri, state }: Pick<AuthorizationRequest, 'redirectUri' | 'state'>,
  answer: Readonly<Record<string, string>>,
): Reply {
  const address = new URL(redirectUri);
  for (const [name, value] of Object.entries({ ...answer, ...(state === null ? {} : { state }) }))
    address.searchParams.set(name, value);
  return redirect(address.href);
}
