import { OrgError } from './error.ts';

/** A failure that may pass: worth another try where the request can be repeated. */
export class PassingFault extends Error {
  override readonly name = 'PassingFault';
  /** What to throw when the tries are used up. */
  readonly final: OrgError;
  /** True when the server surely did nothing with the request, so even a POST may be sent again. */
  readonly untouched: boolean;
  /** What the server asked us to wait. */
  readonly waitMs: number | undefined;

  constructor(final: OrgError, options: { untouched?: boolean; waitMs?: number | undefined } = {}) {
    super(final.message);
    this.final = final;
    this.untouched = options.untouched ?? false;
    this.waitMs = options.waitMs;
  }
}

const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return '';
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? code : '';
};

const isTls = (code: string): boolean =>
  /CERT|ERR_TLS|ERR_SSL|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|EPROTO/.test(code);

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers there',
  ENOTFOUND: 'the name is not known',
  EAI_AGAIN: 'the name could not be looked up',
  ETIMEDOUT: 'no answer in time',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ERR_STREAM_PREMATURE_CLOSE: 'the connection was cut',
};

/** The error of a connection as one of ours: a fault that may pass, or an error that stays. */
export const connectionFault = (error: unknown, instanceUrl: string, loopback: boolean): Error => {
  if (error instanceof PassingFault || error instanceof OrgError) return error;
  const code = codeOf(error);
  if (isTls(code)) {
    return new OrgError('OrgTlsRefused', {
      message: `The TLS certificate of ${instanceUrl} was not accepted (${code}).`,
      actions: ['If your company inspects TLS, name its certificate in NODE_EXTRA_CA_CERTS and try again.'],
    });
  }
  const reason = reasons[code];
  if (reason === undefined && !(error instanceof Error && error.message.includes('aborted'))) {
    return error instanceof Error ? error : new Error(String(error));
  }
  const final = new OrgError('OrgUnreachable', {
    message: `The org at ${instanceUrl} cannot be reached: ${reason ?? 'the connection was cut'}${code === '' ? '' : ` (${code})`}.`,
    actions: loopback
      ? ['Start the practice org again (tas practice start), then run the same command.']
      : ['Check the network and the proxy settings, then run the same command.'],
  });
  const gone = code === 'ENOTFOUND' || (code === 'ECONNREFUSED' && loopback);
  return gone ? final : new PassingFault(final, { untouched: code === 'ECONNREFUSED' || code === 'EAI_AGAIN' });
};
