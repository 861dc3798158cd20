/** The SOAP APIs: partner and enterprise with login, records and leads, and what the metadata API tells of the org. */
import type { Org } from '../../org.ts';
import { notFound, wrongMethod, type Reply } from '../../http/reply.ts';
import { knownVersion } from '../../http/version.ts';
import type { Tokens } from '../login.ts';
import type { Operation } from './call.ts';
import { convertLead, merge } from './leads.ts';
import { faultReply, readMessage, response, SoapFault, type Message, type Part } from './message.ts';
import { describeTabs, getServerTimestamp, getUserInfo, userParts } from './people.ts';
import { create, remove, undelete, update, upsert } from './records.ts';

/** A request under `/services/Soap`, its body read. */
export interface SoapRequest {
  readonly org: Org;
  readonly tokens: Tokens;
  readonly method: string;
  readonly origin: string;
  /** What the Metadata API does. */
  readonly metadata: Readonly<Record<string, Operation>>;
  /** After `Soap`: the API's letter, its version, and perhaps an org's id. */
  readonly parts: readonly string[];
  readonly text: string;
}

const records: Readonly<Record<string, Operation>> = {
  convertLead,
  create,
  delete: remove,
  describeTabs,
  getServerTimestamp,
  getUserInfo,
  merge,
  undelete,
  update,
  upsert,
};

interface Api {
  readonly namespace: string;
  readonly operations: Readonly<Record<string, Operation>>;
}

const recordApis: Readonly<Record<string, Api>> = {
  u: { namespace: 'urn:partner.soap.sforce.com', operations: records },
  c: { namespace: 'urn:enterprise.soap.sforce.com', operations: records },
};

function apiOf({ parts, metadata }: SoapRequest): Api | undefined {
  const [letter = ''] = parts;
  if (letter === 'm') return { namespace: 'http://soap.sforce.com/2006/04/metadata', operations: metadata };
  return Object.hasOwn(recordApis, letter) ? recordApis[letter] : undefined;
}

export function answerSoap(request: SoapRequest): Reply {
  const [, version = ''] = request.parts;
  const api = apiOf(request);
  if (api === undefined) return notFound();
  if (request.method !== 'POST') return wrongMethod(request.method, 'POST');
  try {
    if (!knownVersion(version)) throw new SoapFault('UNSUPPORTED_API_VERSION', `${version} is no version of the API`);
    const message = readMessage(request.text);
    return response(api.namespace, message.operation, run(request, api, message, version));
  } catch (error) {
    if (error instanceof SoapFault) return faultReply(api.namespace, error);
    throw error;
  }
}

function run(request: SoapRequest, api: Api, message: Message, version: string): readonly Part[] {
  const { org, tokens, origin } = request;
  const { operation, given, header } = message;
  if (operation === 'login' && api.operations === records) return login(request, message, version);
  const token = header?.one('SessionHeader')?.text('sessionId');
  const session = tokens.find(token);
  if (token === undefined || session === undefined)
    throw new SoapFault('INVALID_SESSION_ID', 'Invalid Session ID found in SessionHeader: Illegal Session');
  if (operation === 'logout' && api.operations === records) {
    tokens.revoke(token);
    return [];
  }
  const does = Object.hasOwn(api.operations, operation) ? api.operations[operation] : undefined;
  if (does === undefined)
    throw new SoapFault('INVALID_OPERATION', `No operation available for request {${api.namespace}}${operation}`);
  const allOrNone = header?.one('AllOrNoneHeader')?.flag('allOrNone') ?? false;
  return does({ org, session, version, origin, given, allOrNone, zip: message.zip, text: message.text });
}

/** The last version whose `login` lets anybody in. */
const lastLogin = 64;

function login({ org, tokens, origin }: SoapRequest, { given }: Message, version: string): readonly Part[] {
  if (Number(version) > lastLogin)
    throw new SoapFault('UNSUPPORTED_API_VERSION', `SOAP API login() is not available in API version ${version}`);
  const session = tokens.byPassword(given.text('username') ?? null, given.text('password') ?? null);
  if (session === undefined)
    throw new SoapFault(
      'INVALID_LOGIN',
      'Invalid username, password, security token; or user locked out. The password is the key of the printed address.',
    );
  const address = (letter: string): string => `${origin}/services/Soap/${letter}/${version}/${org.organizationId}`;
  return [
    [
      'result',
      [
        ['metadataServerUrl', address('m')],
        ['passwordExpired', false],
        ['sandbox', false],
        ['serverUrl', address('u')],
        ['sessionId', tokens.issue(session)],
        ['userId', session.userId],
        ['userInfo', userParts(org, session)],
      ],
    ],
  ];
}
