import { z } from 'zod';
import { OrgError, redactTokens } from './error.ts';
import { OrgHttp, type OrgHttpOptions } from './http.ts';
import { isLoopback, withoutSlash, type OrgSession } from './session.ts';

const accessTokenPattern = /^(00D\w{12,15})![.\w]+$/;

export const isAccessToken = (text: string): boolean => accessTokenPattern.test(text);

const userInfo = z.object({ preferred_username: z.string(), organization_id: z.string() });

/** A session from an access token; the instance comes from SF_ORG_INSTANCE_URL. @throws {OrgError} */
export const tokenSession = async (
  token: string,
  env: NodeJS.ProcessEnv,
  options: OrgHttpOptions = {},
): Promise<OrgSession> => {
  const url = env['SF_ORG_INSTANCE_URL'];
  if (url === undefined || !URL.canParse(url) || !/^https?:/i.test(url)) {
    throw new OrgError('NoInstanceUrl', {
      message: 'An access token alone does not say where its org is.',
      actions: ['Set SF_ORG_INSTANCE_URL to the address of the org, such as https://example.my.salesforce.com'],
    });
  }
  const session = { instanceUrl: withoutSlash(url), accessToken: token, username: '', orgId: token.slice(0, 15) };
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
const dropProxies = (env: NodeJS.ProcessEnv): void => {
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

const loginError = (name: string, error: unknown): OrgError => {
  const said = error instanceof Error ? error.message : String(error);
  const kind = error instanceof Error ? error.name : '';
  if (kind === 'NamedOrgNotFoundError' || kind === 'NamedOrgNotFound') {
    return new OrgError('UnknownOrg', {
      message: `No org is known as "${redactTokens(name)}".`,
      actions: [
        `Log in to it: sf org login web --alias ${redactTokens(name)}`,
        'See the orgs that are known: sf org list',
        'For the practice org use: --target-org practice',
      ],
    });
  }
  return new OrgError('ExpiredSession', {
    message: `The login of "${redactTokens(name)}" cannot be used: ${redactTokens(said)}`,
    actions: ['Log in again: sf org login web'],
  });
};
