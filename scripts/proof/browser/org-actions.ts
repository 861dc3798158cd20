/** What happens in the practice org beside the window that looks at it. */
import type { PracticeOrg } from '../../practice-org/server/index.ts';
import type { View } from './screen.ts';

export type Values = Readonly<Record<string, unknown>>;
export type Person = NonNullable<View['persona']>;

/** Puts a row in as the data-load user, past every rule. @throws when it is refused. */
export function load(org: PracticeOrg, object: string, row: Values): string {
  const [result] = org.load(object, [row]);
  if (result?.ok !== true) throw new Error(JSON.stringify(result));
  return result.id;
}

export function userOf(org: PracticeOrg, persona: Person): string {
  const found = org.org.sessions.find((session) => session.persona === persona);
  if (found === undefined) throw new Error(`nobody is ${persona}`);
  return found.userId;
}

export interface Call {
  readonly method: string;
  /** Below the version. */
  readonly path: string;
  readonly body?: unknown;
}

/** Somebody's call of the API. @throws on any answer but 2xx. */
export async function callAs(org: PracticeOrg, persona: Person, { method, path, body }: Call): Promise<unknown> {
  const response = await fetch(`${org.instanceUrl}/services/data/v66.0/${path}`, {
    method,
    headers: { Authorization: `Bearer ${org.tokens[persona]}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
