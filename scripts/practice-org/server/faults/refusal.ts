/** Refusals of the platform, in the form of the API that was called. */
import { escaped } from '../http/escape.ts';
import { isSoap, type Answer } from './answer.ts';

const refusals = {
  exhaustedLimit: { status: 403, code: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' },
  expiredSession: { status: 401, code: 'INVALID_SESSION_ID', message: 'Session expired or invalid' },
} as const;

export const answerOf = (status: number, contentType: string, text: string): Answer => {
  const body = Buffer.from(text);
  return { status, headers: { 'content-type': contentType, 'content-length': String(body.length) }, body };
};

export function refusal(kind: keyof typeof refusals, path: string): Answer {
  const { status, code, message } = refusals[kind];
  if (!isSoap(path))
    return answerOf(status, 'application/json;charset=UTF-8', JSON.stringify([{ message, errorCode: code }]));
  const words = `<faultcode>sf:${code}</faultcode><faultstring>${escaped(`${code}: ${message}`)}</faultstring>`;
  return answerOf(
    500,
    'text/xml;charset=UTF-8',
    `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:sf="http://soap.sforce.com/2006/04/metadata"><soapenv:Body><soapenv:Fault>${words}</soapenv:Fault></soapenv:Body></soapenv:Envelope>`,
  );
}
