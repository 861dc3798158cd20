import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { call } from './practice.ts';

type Persona = keyof PracticeOrg['tokens'];

/** Any JSON, to be asked step by step: what is not there is undefined. */
export class Json {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }

  at(...path: readonly (string | number)[]): unknown {
    let at = this.value;
    for (const step of path) {
      at = typeof at === 'object' && at !== null ? (Reflect.get(at, step) as unknown) : undefined;
    }
    return at;
  }

  list(...path: readonly (string | number)[]): Json[] {
    const found = this.at(...path);
    return Array.isArray(found) ? found.map((one) => new Json(one)) : [];
  }

  text(...path: readonly (string | number)[]): string {
    return String(this.at(...path));
  }
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

/** A call of the UI API; `path` follows `/ui-api`. */
export async function ui(
  org: PracticeOrg,
  method: string,
  path: string,
  body?: unknown,
  { as = 'rep', headers = {} }: { as?: Persona; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await call(org, `/ui-api${path}`, { method, headers, ...sent }, as);
  const text = await response.text();
  const read: unknown = text === '' ? undefined : JSON.parse(text);
  return { status: response.status, headers: response.headers, body: new Json(read) };
}

/** A GraphQL query as somebody. */
export async function graphql(
  org: PracticeOrg,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  { as = 'rep', headers = {} }: { as?: Persona; headers?: Record<string, string> } = {},
): Promise<Json> {
  const body = JSON.stringify({ query, variables });
  const response = await call(org, '/graphql', { method: 'POST', body, headers }, as);
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return new Json(await response.json());
}

export const messages = (answer: Json): string[] => answer.list('errors').map((error) => error.text('message'));
