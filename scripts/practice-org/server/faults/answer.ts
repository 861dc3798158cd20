/** An answer of the org, whole, as a fault finds it. */
export interface Answer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
}

export const isSoap = (path: string): boolean => /^\/services\/Soap\//i.test(path);

/** An answer without the headers that say how its bytes travel. */
export function withBody({ status, headers }: Answer, body: Buffer): Answer {
  const kept = Object.entries(headers).filter(([name]) => name !== 'transfer-encoding' && name !== 'connection');
  return { status, headers: { ...Object.fromEntries(kept), 'content-length': String(body.length) }, body };
}
