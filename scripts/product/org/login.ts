import { z } from 'zod';
import { OrgError, redactTokens } from './error.ts';
import { OrgHttp, type OrgHttpOptions } from './http.ts';
import { instanceUrlOf } from './instance-url.ts';
import { isLoopback, withoutSlash, type OrgSession } from './session.ts';

/** Either form of Salesforce's access tokens: `00D…!…`, or a JWT of three dotted parts. */
export const isAccessToken = (text: string): boolean =>
  /^00D\w{12,15}![.\w]+$/.test(text) || /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/.test(text);

/** No alias or username is long and without an @; a secret that was pasted in its place is not said again. */
const shown = (name: string): string =>
  name.length > 40 && !name.includes('@') ? '[hidden: it looks like a secret]' : redactTokens(name);

const userInfo = z.object({ preferred_username: z.string(), organization_id: z.string() });

/** A session from an access token; the instance comes from SF_ORG_INSTANCE_URL. @throws {OrgError} */
export const tokenSession = async (
  token: string,
  env: NodeJS.ProcessEnv,
  options: OrgHttpOptions = {},
): Promise<OrgSession> => {
  const session = { instanceUrl: instanceUrlOf(env), accessToken: token, username: '', orgId: '' };
  const http = new OrgHttp(session, options);
  try {
    const info = await http.json(userInfo, { method: 'GET', path: '/services/oauth2/userinfo' });
    return { ...session, username: info.preferred_username, orgId: info.organization_id };
  } finally {
    http.close();
  }
};

const proxyVariables = ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'];

/** jsforce inside core knows no NO_PROXY: an org on this machine is reached only without proxy settings. */
export const dropProxies = (env: NodeJS.ProcessEnv): void => {
  for (const name of proxyVariables) Reflect.deleteProperty(env, name);
};

/** A session of an org that the Salesforce CLI knows by alias or username. @throws {OrgError} */
export const cliSession = async (aliasOrUsername: string): Promise<OrgSession> => {
  const { AuthInfo, Org, StateAggregator } = await import('@salesforce/core');
  try {
    const state = await StateAggregator.getInstance();
    const username = state.aliases.resolveUsername(aliasOrUsername);
    const authInfo = await AuthInfo.create({ username });
    const { instanceUrl } = authInfo.getFields();
    if (instanceUrl !== undefined && isLoopback(instanceUrl)) dropProxies(process.env);
    const org = await Org.create({ aliasOrUsername: username });
    const connection = org.getConnection();
    const { accessToken } = connection.getConnectionOptions();
    if (accessToken === undefined) throw new Error('the login holds no access token');
    return {
      instanceUrl: withoutSlash(connection.instanceUrl),
      accessToken,
      username,
      orgId: org.getOrgId(),
      refresh: async () => {
        await org.refreshAuth();
        const { accessToken: fresh } = org.getConnection().getConnectionOptions();
        return fresh ?? accessToken;
      },
    };
  } catch (error) {
    throw loginError(aliasOrUsername, error);
  }
};

/** Whether a name may stand in a command that is offered to be pasted. */
const isNameable = (name: string): boolean => shown(name) === name && /^[\w.@+-]+$/.test(name);

const loginError = (name: string, error: unknown): OrgError => {
  const said = error instanceof Error ? error.message : String(error);
  const kind = error instanceof Error ? error.name : '';
  if (kind === 'NamedOrgNotFoundError' || kind === 'NamedOrgNotFound') {
    return new OrgError('UnknownOrg', {
      message: `No org is known as "${shown(name)}".`,
      actions: [
        isNameable(name) ? `Log in to it: sf org login web --alias ${name}` : 'Log in to it: sf org login web',
        'See the orgs that are known: sf org list',
        'For the practice org use: --target-org practice',
      ],
    });
  }
  return new OrgError('ExpiredSession', {
    message: `The login of "${shown(name)}" cannot be used: ${redactTokens(said.replaceAll(name, shown(name)))}`,
    actions: ['Log in again: sf org login web'],
  });
};
