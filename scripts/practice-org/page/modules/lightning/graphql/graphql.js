/**
 * Stub for `lightning/graphql`. Emits `{ data, errors, refresh }`; data that are as they were are not emitted
 * again. Unlike Lightning Data Service it does not hear of writes that other modules make.
 */
import { call, frozen } from 'page/org';
import { recordsChanged } from 'page/records';

/** @param {TemplateStringsArray} strings @param {...unknown} values */
export const gql = (strings, ...values) => String.raw(strings, ...values);

/** @param {any} error */
const asErrors = (error) => [
  {
    message: error?.body?.message || error?.message || '',
    locations: [],
    path: [],
    extensions: { status: error?.status, ...error?.body },
  },
];

/** Asks once; a refused request is told in `errors` too, which is what both wire and mutation hand out. */
async function ask(body) {
  try {
    const { data, errors } = await call('POST', 'graphql', body);
    return { data: data ?? undefined, errors: errors?.length > 0 ? errors : undefined };
  } catch (error) {
    return { data: undefined, errors: asErrors(error) };
  }
}

/** @param {any} request the query with what it needs */
const bodyOf = ({ query, variables, operationName }) => ({
  query,
  variables: variables ?? {},
  ...(operationName ? { operationName } : {}),
});

/** Every `Id` that stands in an answer or in variables. @param {any} value @returns {string[]} */
function idsIn(value) {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, held]) =>
    name === 'Id' && typeof held === 'string' ? [held] : idsIn(held),
  );
}

/**
 * Never rejects: "to maintain compatibility with the GraphQL response specification", says the reference. Record wires
 * learn of what was written as they do from `updateRecord`; that Lightning Data Service tells them is documented
 * nowhere. GraphQL wires are refreshed by whoever wrote.
 * @param {{ query: string, variables?: Record<string, unknown>, operationName?: string }} request
 */
export async function executeMutation(request) {
  const body = bodyOf(request);
  const answer = await ask(body);
  if (answer.data !== undefined) void recordsChanged([...new Set([...idsIn(answer.data), ...idsIn(body.variables)])]);
  return frozen(answer);
}

export class graphql {
  /** @param {(value: any) => void} emit */
  constructor(emit) {
    this.emit = emit;
    this.turn = 0;
    this.asked = '';
    this.shown = undefined;
    this.refresh = this.refresh.bind(this);
    emit({ data: undefined, errors: undefined, refresh: undefined });
  }

  connect() {
    // Nothing is kept for those who are not there.
  }

  disconnect() {
    this.turn++;
    this.asked = '';
  }

  /** @param {any} config */
  update(config) {
    const { query, variables } = config ?? {};
    if (query === undefined || Object.values(variables ?? {}).includes(undefined)) return;
    const asked = JSON.stringify(bodyOf(config));
    if (asked === this.asked) return;
    this.asked = asked;
    // Another question gets an answer, even where it is the same.
    this.shown = undefined;
    void this.refresh();
  }

  /** Asks again; done when what came is emitted. */
  async refresh() {
    if (this.asked === '') return;
    const turn = ++this.turn;
    const answer = await ask(JSON.parse(this.asked));
    if (turn !== this.turn) return;
    const text = JSON.stringify(answer);
    if (text === this.shown) return;
    this.shown = text;
    this.emit({ ...frozen(answer), refresh: this.refresh });
  }
}
