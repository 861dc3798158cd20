import { OrgError } from './error.ts';

/** Whether NO_PROXY leaves a host out: `*`, the host itself, or a domain that it is in. */
const isLeftOut = (host: string, env: NodeJS.ProcessEnv): boolean =>
  (env['no_proxy'] ?? env['NO_PROXY'] ?? '')
    .split(/[\s,]+/)
    .map((entry) =>
      entry
        .replace(/^\*?\./, '')
        .replace(/:\d+$/, '')
        .toLowerCase(),
    )
    .some((entry) => entry === '*' || (entry !== '' && (host === entry || host.endsWith(`.${entry}`))));

/**
 * Sees that the proxy which the environment names for an address is one that is used: Node passes over one without a
 * scheme, and says nothing.
 * @throws {OrgError} that names the variable and its value, a password in it hidden.
 */
export const checkProxy = (url: string, env: NodeJS.ProcessEnv): void => {
  const { protocol, hostname } = new URL(url);
  const scheme = protocol.slice(0, -1);
  const name = [`${scheme}_proxy`, `${scheme.toUpperCase()}_PROXY`].find((one) => (env[one] ?? '').trim() !== '');
  if (name === undefined || isLeftOut(hostname.toLowerCase(), env)) return;
  const value = (env[name] ?? '').trim();
  if (/^https?:\/\//i.test(value) && URL.canParse(value)) return;
  const shown = value.replace(/^(\w+:\/\/)?[^@/]*@/, '$1[hidden]@');
  throw new OrgError('BadProxy', {
    message: `${name} is "${shown}", which is no address of a proxy: it needs http:// or https:// before it.`,
    actions: [`Set ${name} to http://${shown.replace(/^[\w+.-]*:\/\//, '')}`, `Or take it out: unset ${name}`],
  });
};
