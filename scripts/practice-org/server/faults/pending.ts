/** Answers about jobs that never end, whatever became of the job. */
import { isRecord } from '../http/request.ts';
import { withBody, type Answer } from './answer.ts';

const ended = new Set(['JobComplete', 'Failed', 'Aborted', 'Completed']);

/** A Bulk job in progress; a deployment or retrieval that has not begun. */
function unfinished(value: unknown): unknown {
  if (!isRecord(value)) return value;
  if (isRecord(value['deployResult'])) return { ...value, deployResult: unfinished(value['deployResult']) };
  if (typeof value['state'] === 'string' && ended.has(value['state'])) return { ...value, state: 'InProgress' };
  if (typeof value['done'] === 'boolean' && typeof value['status'] === 'string')
    return { ...value, done: false, success: false, status: 'Pending', completedDate: null };
  return value;
}

/** Retrieved files are no part of an answer that the work has not begun. */
const unfinishedXml = (text: string): string =>
  text
    .replaceAll(/<done>true<\/done>/g, '<done>false</done>')
    .replaceAll(/<success>true<\/success>/g, '<success>false</success>')
    .replaceAll(/<status>(?:Succeeded|SucceededPartial|Failed|InProgress)<\/status>/g, '<status>Pending</status>')
    .replaceAll(/<state>(?:Completed|Failed)<\/state>/g, '<state>Queued</state>')
    .replaceAll(/<(completedDate|zipFile)>[^<]*<\/\1>/g, '');

export function pending(answer: Answer): Answer {
  const text = answer.body.toString('utf8');
  if (text.startsWith('<')) return withBody(answer, Buffer.from(unfinishedXml(text)));
  try {
    return withBody(answer, Buffer.from(JSON.stringify(unfinished(JSON.parse(text)))));
  } catch {
    return answer;
  }
}
