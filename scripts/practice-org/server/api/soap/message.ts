/** SOAP messages: what came in, and what goes out. */
import type { SaveError, SaveResult } from '../../save/error.ts';
import { Problems } from '../../problem.ts';
import { readXml, type Xml } from '../../schema/xml.ts';
import type { Reply } from '../../http/reply.ts';
import { escaped } from '../../http/escape.ts';

/** An element that goes out; null is said to be nil. */
export type Part = readonly [name: string, content: string | number | boolean | null | readonly Part[]];

/** Why a call is refused as a whole, in the codes of this API. */
export class SoapFault extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const printed = (parts: readonly Part[]): string =>
  parts
    .map(([name, content]) => {
      if (content === null) return `<${name} xsi:nil="true"/>`;
      return `<${name}>${typeof content === 'object' ? printed(content) : escaped(String(content))}</${name}>`;
    })
    .join('');

const envelope = (status: number, namespace: string, parts: readonly Part[]): Reply => ({
  status,
  text: {
    type: 'text/xml;charset=UTF-8',
    content: `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="${namespace}" xmlns:sf="${namespace}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>${printed(parts)}</soapenv:Body></soapenv:Envelope>`,
  },
});

/** What an operation answers. */
export const response = (namespace: string, operation: string, parts: readonly Part[]): Reply =>
  envelope(200, namespace, [[`${operation}Response`, parts]]);

export const faultReply = (namespace: string, { code, message }: SoapFault): Reply =>
  envelope(500, namespace, [
    [
      'soapenv:Fault',
      [
        ['faultcode', `sf:${code}`],
        ['faultstring', `${code}: ${message}`],
      ],
    ],
  ]);

/** What is asked: the operation by name, what it is given, and the headers. */
export interface Message {
  readonly operation: string;
  readonly given: Xml;
  readonly header: Xml | undefined;
  readonly zip: string;
  /** The message as it came, without the zip. */
  readonly text: string;
}

/** A zip is cut out of a message before it is read as XML: a parser takes seconds and gigabytes for the largest. */
function withoutZip(text: string): { readonly text: string; readonly zip: string } {
  const open = /<(?:\w+:)?ZipFile(?:\s[^>]*)?>/i.exec(text);
  if (open === null) return { text, zip: '' };
  const from = open.index + open[0].length;
  const to = text.indexOf('<', from);
  return to < 0 ? { text, zip: '' } : { text: text.slice(0, from) + text.slice(to), zip: text.slice(from, to) };
}

/** @throws SoapFault when it is no message of one operation. */
export function readMessage(whole: string): Message {
  const problems = new Problems();
  const { text, zip } = withoutZip(whole);
  const envelopeOf = readXml(text.trim(), 'Envelope', 'request', problems);
  const body = envelopeOf?.one('Body');
  const [operation, ...more] = body?.names ?? [];
  const given = operation === undefined ? undefined : body?.one(operation);
  if (operation === undefined || given === undefined || more.length > 0) {
    const why = problems.all.map(({ message }) => message).join('; ');
    throw new SoapFault('INVALID_SOAP', why === '' ? 'the body of the message names no single operation' : why);
  }
  return { operation, given, header: envelopeOf?.one('Header'), zip, text };
}

export const errorParts = (errors: readonly SaveError[]): Part[] =>
  errors.map(({ message, statusCode, fields }): Part => [
    'errors',
    [...fields.map((name): Part => ['fields', name]), ['message', message], ['statusCode', statusCode]],
  ]);

/** What became of one row. */
export const resultPart = (result: SaveResult, created?: boolean): Part => [
  'result',
  [
    ...(created === undefined ? [] : [['created', created] as const]),
    ...(result.ok ? [] : errorParts(result.errors)),
    ['id', result.id],
    ['success', result.ok],
  ],
];
