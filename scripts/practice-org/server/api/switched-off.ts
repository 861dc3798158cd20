/** What this org has switched off, or nothing of: answered as an org does. */
import { failure, notFound, ok, wrongMethod, type Reply } from '../http/reply.ts';
import type { ApiRequest } from '../http/request.ts';

/** Features without which their resources are there and refuse. */
const features: Readonly<Record<string, string>> = {
  analytics: 'Reports and dashboards are',
  chatter: 'Chatter is',
  connect: 'Connect is',
  wave: 'CRM Analytics is',
  actions: 'Invocable actions are',
  streaming: 'Streaming is',
};

export const isSwitchedOff = (resource: string): boolean => Object.hasOwn(features, resource);

export const answerSwitchedOff = (resource: string): Reply =>
  failure(
    403,
    'FUNCTIONALITY_NOT_ENABLED',
    `${features[resource] ?? 'This feature is'} not enabled for this organization.`,
  );

/** `quickActions`: there are none. */
export const answerQuickActions = ({ method, parts }: ApiRequest): Reply => {
  if (method !== 'GET') return wrongMethod(method, 'GET, HEAD');
  return parts.length === 1 ? ok([]) : notFound();
};

/** `process/rules` and `process/approvals`: there are none, so none can be triggered or submitted to. */
export function answerProcess({ method, parts }: ApiRequest): Reply {
  const kind = parts[1]?.toLowerCase();
  if (kind !== 'rules' && kind !== 'approvals') return notFound();
  if (parts.length > 2) return notFound();
  if (method === 'GET') return ok({ [kind]: {} });
  if (method !== 'POST') return wrongMethod(method, 'GET, HEAD, POST');
  const message = kind === 'rules' ? 'No active workflow rules found.' : 'No applicable approval process was found.';
  return failure(400, kind === 'rules' ? 'INVALID_INPUT' : 'NO_APPLICABLE_PROCESS', message);
}

/** What of the Tooling API needs Apex, and what there is not at all. */
export function answerNoTooling({ parts }: ApiRequest): Reply {
  const kind = parts[1]?.toLowerCase();
  if (kind === 'executeanonymous' || kind === 'runtestsasynchronous' || kind === 'runtestssynchronous')
    return failure(403, 'FUNCTIONALITY_NOT_ENABLED', 'Apex is not enabled for this organization.');
  return notFound();
}
