import { answerTabs, answerTheme } from './api/appearance.ts';
import { answerCollections } from './api/collections.ts';
import { answerBatch, answerComposite } from './api/composite.ts';
import { identityUrl } from './api/identity.ts';
import { answerQuery } from './api/query.ts';
import type { MetadataService } from './metadata-api/service.ts';
import { notFound, ok, wrongMethod, type Reply } from './http/reply.ts';
import type { ApiRequest } from './http/request.ts';
import { answerRecent } from './api/recent.ts';
import { answerParameterizedSearch, answerSearch } from './api/search.ts';
import { answerSobjects } from './api/sobjects.ts';
import { answerProcess, answerQuickActions, answerSwitchedOff, isSwitchedOff } from './api/switched-off.ts';
import { answerSetupQuery, answerTooling, asksForSetup } from './tooling/answer.ts';
import { answerTree } from './api/tree.ts';
import { answerUiApi } from './ui-api/answer.ts';
import { answerGraphql } from './ui-api/graphql/answer.ts';
import { knownVersion, resources } from './http/version.ts';

/** Calls to the API since the org started, against the day's allowance. */
export class ApiUsage {
  readonly max = 15_000_000;
  #used = 0;

  count(): void {
    this.#used++;
  }

  get header(): string {
    return `api-usage=${this.#used}/${this.max}`;
  }

  limits(): Reply {
    const plenty = (Max: number): { Max: number; Remaining: number } => ({ Max, Remaining: Max });
    return ok({
      DailyApiRequests: { Max: this.max, Remaining: this.max - this.#used },
      DailyBulkApiBatches: plenty(15_000),
      DailyBulkV2QueryJobs: plenty(10_000),
      DailyBulkV2QueryFileStorageMB: plenty(976_562),
      ConcurrentAsyncGetReportInstances: plenty(200),
      DataStorageMB: plenty(1024),
      FileStorageMB: plenty(1024),
    });
  }
}

/** The REST resources, as far as they are answered at once; Bulk jobs go another way. */
export function restDispatcher(usage: ApiUsage, metadata: MetadataService): (request: ApiRequest) => Reply {
  const dispatch = (request: ApiRequest): Reply => {
    if (!knownVersion(request.version)) return notFound();
    const [resource, second] = request.parts.map((part) => part.toLowerCase());
    switch (resource) {
      case undefined:
        return request.method === 'GET'
          ? resources(request.version, identityUrl(request.org, request.session, request.origin))
          : wrongMethod(request.method, 'GET, HEAD');
      case 'sobjects':
        return answerSobjects(request);
      case 'query':
      case 'queryall':
        if (second === undefined && asksForSetup(request.query.get('q')))
          return answerSetupQuery(request, metadata, 'data');
        return answerQuery(request);
      case 'limits':
        return request.method === 'GET' ? usage.limits() : wrongMethod(request.method, 'GET, HEAD');
      case 'composite':
        if (second === 'sobjects') return answerCollections(request);
        if (second === 'tree') return answerTree(request);
        if (second === 'batch') return answerBatch(request, dispatch);
        return second === undefined ? answerComposite(request, dispatch) : notFound();
      case 'ui-api':
        return answerUiApi(request);
      case 'graphql':
        return answerGraphql(request);
      case 'tooling':
        return answerTooling(request, metadata);
      case 'search':
        return second === undefined ? answerSearch(request) : notFound();
      case 'parameterizedsearch':
        return answerParameterizedSearch(request);
      case 'recent':
        return answerRecent(request);
      case 'tabs':
        return answerTabs(request);
      case 'theme':
        return answerTheme(request);
      case 'quickactions':
        return answerQuickActions(request);
      case 'process':
        return answerProcess(request);
      default:
        return isSwitchedOff(resource) ? answerSwitchedOff(resource) : notFound();
    }
  };
  return dispatch;
}
