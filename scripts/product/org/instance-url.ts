import { OrgError, redactTokens } from './error.ts';
import { isLoopback } from './session.ts';

const variable = 'SF_ORG_INSTANCE_URL';
const example = `Set ${variable} to the address of the org, such as https://example.my.salesforce.com`;

/**
 * The origin that SF_ORG_INSTANCE_URL names: spaces and a path are left out, a missing scheme is https.
 * @throws {OrgError} that names the variable and its value.
 */
export const instanceUrlOf = (env: NodeJS.ProcessEnv): string => {
  const value = env[variable]?.trim() ?? '';
  if (value === '')
    throw new OrgError('NoInstanceUrl', {
      message: 'An access token alone does not say where its org is.',
      actions: [example],
    });
  const refused = (why: string): OrgError =>
    new OrgError('NoInstanceUrl', { message: `${variable} is "${redactTokens(value)}", ${why}.`, actions: [example] });
  const text = value.includes('://') ? value : `https://${value}`;
  if (/\s/.test(value) || !URL.canParse(text)) throw refused('which is no address');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refused('which is no address of the web');
  if (url.username !== '' || url.password !== '') throw refused('which holds a name or a password');
  if (!isLoopback(url.origin) && !url.hostname.includes('.')) throw refused('which names no host');
  if (url.protocol === 'http:' && !isLoopback(url.origin)) throw refused('over which the token would go unencrypted');
  return url.origin;
};
