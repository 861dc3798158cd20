/** The practice org's web page, served beside its API on the same port. */
import { fill, messagesIn } from '../../product/messages/index.ts';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PageHandler, PracticeOrg } from '../server/index.ts';
import { Builder, type BuildState } from './bundle/builder.ts';
import { readLabels } from './bundle/labels.ts';
import { appUrl, cacheFolder, neededFolder, vendorUrl, type Mode } from './bundle/places.ts';
import { bundlesOf, vendorModules, type AppSources } from './bundle/sources.ts';
import { admittedByFrontdoor, admittedByKey, isAdmitted, type Admission } from './entrance.ts';
import { fileBelow, type FileReply } from './files.ts';
import { contentSecurityPolicy, pageHtml, strangerHtml, waitingHtml } from './html.ts';
import { asked, settings, themes, type Asked } from './settings.ts';

export interface PageOptions {
  /** The package as it is now: path below `force-app/main/…` → text. */
  readonly metadata: () => ReadonlyMap<string, string>;
  readonly mode?: Mode;
}

const statics = fileURLToPath(new URL('static', import.meta.url));
const styles: Readonly<Record<string, () => [folder: string, ...path: string[]]>> = {
  'slds1.css': () => [
    neededFolder('@salesforce-ux/design-system'),
    'assets',
    'styles',
    'salesforce-lightning-design-system.min.css',
  ],
  'slds2.css': () => [neededFolder('@salesforce-ux/design-system-2'), 'dist', 'css', 'bundled', 'slds2.cosmos.css'],
};

const guarded = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

/** Serves `/`, `/page/…` and the front door; everything else is the org's. */
export class Page {
  readonly #builder = new Builder();
  readonly #options: PageOptions;

  constructor(options: PageOptions) {
    this.#options = options;
  }

  /** For an org that runs. */
  handlerFor(org: PracticeOrg): PageHandler {
    return (request, response, url) => this.#answer(org, request, response, url);
  }

  /** Waits until the page is built. @throws when it cannot be. */
  async built(): Promise<void> {
    const state = await this.#builder.settled(this.#sources(this.#options.metadata()));
    if (state.state === 'failed') throw new Error(state.problem);
  }

  stop(): Promise<void> {
    return this.#builder.stop();
  }

  #sources(metadata: ReadonlyMap<string, string>): AppSources {
    const { mode = 'development' } = this.#options;
    return { bundles: bundlesOf(metadata), labels: readLabels(metadata).base, mode };
  }

  async #answer(org: PracticeOrg, request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    const [first, second = '', ...rest] = url.pathname.split('/').slice(1).map(decodeURIComponent);
    const isHome = url.pathname === '/';
    const isFrontdoor = url.pathname === '/secur/frontdoor.jsp';
    if (!isHome && !isFrontdoor && first !== 'page') return false;
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const send = (status: number, type: string, content: string | Buffer, cache = 'no-store'): void => {
      response.writeHead(status, { ...guarded, 'Content-Type': type, 'Cache-Control': cache });
      response.end(request.method === 'HEAD' ? undefined : content);
    };
    const wanted = asked(url.searchParams, request.headers['accept-language'] ?? '');
    if (isHome || isFrontdoor) {
      const come = isHome ? admittedByKey(org, url) : admittedByFrontdoor(org, url.searchParams);
      if (come !== undefined) {
        letIn(response, come);
        return true;
      }
      if (isFrontdoor || !isAdmitted(org, request.headers.cookie)) {
        send(403, 'text/html;charset=UTF-8', strangerHtml(wanted));
        return true;
      }
    }
    if (isHome || second === 'progress') {
      if (isHome) send(200, 'text/html;charset=UTF-8', this.#home(org, wanted));
      else send(200, 'application/json', JSON.stringify(this.#progress(wanted)));
      return true;
    }
    const file = await fileOf(second, rest);
    if (file === undefined) send(404, 'text/plain', 'not found');
    else send(200, file.type, file.content, caching(second));
    return true;
  }

  #home(org: PracticeOrg, wanted: Asked): string {
    const metadata = this.#options.metadata();
    const state = this.#builder.state(this.#sources(metadata));
    if (state.state !== 'ready') return waitingHtml(wanted, progressText(state, wanted), state.state === 'failed');
    const built = { vendor: urlOf(state.vendor), app: urlOf(state.app) };
    return pageHtml(wanted, built, settings(org, metadata, readLabels(metadata), wanted));
  }

  #progress(wanted: Asked): { readonly state: string; readonly text: string } {
    const state = this.#builder.state(this.#sources(this.#options.metadata()));
    return { state: state.state, text: progressText(state, wanted) };
  }
}

/** On to the address without key or token, which would stand in the address bar and the history. */
function letIn(response: ServerResponse, { location, cookie }: Admission): void {
  response.writeHead(303, { ...guarded, Location: location, 'Set-Cookie': cookie, 'Cache-Control': 'no-store' }).end();
}

/** What is named by its content never changes. */
const caching = (kind: string): string => {
  if (kind === 'vendor' || kind === 'app') return 'private, max-age=31536000, immutable';
  return kind === 'static' ? 'no-store' : 'private, max-age=3600';
};

/** `…/tas-page/app-key` ↔ `/page/app/key`. */
const urlOf = (folder: string): string => {
  const name = folder.slice(cacheFolder.length + 1);
  return name.startsWith('app-') ? appUrl(name.slice(4)) : vendorUrl(name.slice('vendor-'.length));
};

function progressText(state: BuildState, { language }: Asked): string {
  const { page } = messagesIn(language);
  if (state.state === 'failed') return `${page.buildFailed}\n${state.problem}`;
  if (state.state === 'ready') return page.buildReady;
  const share = Math.min(99, Math.round((100 * state.modules) / vendorModules));
  return state.modules === 0 ? page.buildBegun : fill(page.building, share);
}

async function fileOf(kind: string, path: readonly string[]): Promise<FileReply | undefined> {
  const [name = ''] = path;
  switch (kind) {
    case 'static':
      return fileBelow(statics, path);
    case 'vendor':
    case 'app':
      return fileBelow(join(cacheFolder, `${kind}-${name}`), path.slice(1));
    case 'css': {
      const known = themes.some(({ value }) => `${value}.css` === name);
      const [folder, ...file] = (known ? styles[name]?.() : undefined) ?? [''];
      return fileBelow(folder, file);
    }
    default:
      return undefined;
  }
}
