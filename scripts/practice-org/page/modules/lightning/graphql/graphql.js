/**
 * Stub for `lightning/graphql`. Emits `{ data, errors, refresh }`; data that are as they were are not emitted
 * again. Unlike Lightning Data Service it does not hear of writes that other modules make.
 */
import { call, frozen } from 'page/org';

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
    const { query, variables, operationName } = config ?? {};
    if (query === undefined || Object.values(variables ?? {}).includes(undefined)) return;
    const asked = JSON.stringify({ query, variables: variables ?? {}, ...(operationName ? { operationName } : {}) });
    if (asked === this.asked) return;
    this.asked = asked;
    void this.refresh();
  }

  /** Asks again; done when what came is emitted. */
  async refresh() {
    if (this.asked === '') return;
    const turn = ++this.turn;
    /** @type {{ data: any, errors: any }} */
    let answer;
    try {
      const { data, errors } = await call('POST', 'graphql', JSON.parse(this.asked));
      answer = { data: data ?? undefined, errors: errors?.length > 0 ? errors : undefined };
    } catch (error) {
      answer = { data: undefined, errors: asErrors(error) };
    }
    if (turn !== this.turn) return;
    const text = JSON.stringify(answer);
    if (text === this.shown) return;
    this.shown = text;
    this.emit({ ...frozen(answer), refresh: this.refresh });
  }
}

/**
 * Writes; never rejected, what went wrong is in `errors`. Wires hear of it once they are told.
 * @param {{ query: string, variables?: Record<string, unknown>, operationName?: string }} mutation
 */
export async function executeMutation(mutation) {
  try {
    const { data, errors } = await call('POST', 'graphql', mutation);
    return frozen({ data: data ?? undefined, errors: errors?.length > 0 ? errors : undefined });
  } catch (error) {
    return { data: undefined, errors: asErrors(error) };
  }
}
