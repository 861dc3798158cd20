/** One write of a user, through the org's own rules; what the org refuses is decoded. */
import type { z } from 'zod';
import type { Verdict } from '../gate/index.ts';
import { fill, type Language } from '../messages/index.ts';
import { OrgError, type WriteRequest } from '../org/index.ts';
import { meaningOf } from '../runs/index.ts';
import { permission } from '../vocabulary/index.ts';
import type { refusedAnswer, writtenAnswer } from './answers.ts';
import type { Desk, Opened } from './desk.ts';
import { dealOf, judge, lookAt, moveOf, type Look } from './look.ts';
import { ToolError, type Told } from './tool.ts';
import { moveText, standingText } from './words.ts';

type Refused = z.input<typeof refusedAnswer>;
export type Written = Told<z.input<typeof writtenAnswer>>;

/** What is to be written, of one record. */
export interface Change {
  readonly object: string;
  readonly operation: 'update' | 'upsert' | 'insert';
  /** `Id`, or the external id of an upsert; of a new record nothing. */
  readonly key: string;
  readonly id: string;
  readonly values: WriteRequest['updates'][number]['values'];
}

export interface Asked {
  readonly deal: string;
  readonly lastModified: string;
  readonly language?: Language | undefined;
}

interface Doing {
  /** For the log: the tool and what it changes, without a text of the deal. */
  readonly what: string;
  readonly change: Change;
  /** Judged before it is sent, where the org does not tell the rights of the user. */
  readonly verdict?: Verdict | undefined;
  /** Sent once the change is written; the change stands without it. */
  readonly then?: Change | undefined;
  /** Fields of the deal that are read back. */
  readonly readBack?: boolean;
}

/**
 * Writes one change of a deal as the user who is logged in. Nothing is sent where the user holds the bypass, whom no
 * gate would stop, or where the deal has changed since it was read.
 * @throws {ToolError} and {OrgError}
 */
export const writeDeal = async (
  desk: Desk,
  asked: Asked,
  doing: (look: Look) => Doing | Promise<Doing>,
): Promise<Written> =>
  await desk.write(async (opened) => {
    const look = await lookAt(desk, opened, asked.deal, asked.language);
    mayWrite(look, asked.lastModified);
    const { what, change, verdict, then, readBack = false } = await doing(look);
    const early = verdict === undefined || look.read.rightsKnown ? [] : gatesOf(verdict, look);
    const refusals = early.length > 0 ? early : await send(opened, look, change);
    desk.log(
      `${what} of ${look.read.deal.Id} as ${opened.org.username}: ${refusals.length === 0 ? 'written' : `refused, ${refusals.map(({ gate }) => gate).join(', ')}`}`,
    );
    if (refusals.length === 0 && then !== undefined) await send(opened, look, then).catch(() => undefined);
    const refusedBy = refusals.length === 0 ? null : early.length > 0 ? 'tas' : 'org';
    try {
      return await answerOf(desk, opened, asked, { change, refusals, refusedBy, readBack });
    } catch (error) {
      // Whoever is told of an error alone would write again.
      if (refusedBy !== null || !(error instanceof OrgError)) throw error;
      const { agent } = look.messages;
      throw new ToolError(agent.unread, [error.message, ...error.actions, agent.staleAction]);
    }
  });

/** @throws {ToolError} where nothing may be written. */
function mayWrite({ read, messages }: Look, seen: string): void {
  const { agent } = messages;
  if (read.viewer.permissions.has(permission.bypass)) throw new ToolError(agent.bypass, [agent.bypassAction]);
  if (Date.parse(read.modified) !== Date.parse(seen)) throw new ToolError(agent.stale, [agent.staleAction]);
}

/** What does not depend on rights: gates, and moves that leave the way. */
const gatesOf = ({ refusals }: Verdict, { messages }: Look): Refused[] =>
  refusals
    .filter(({ code, observed }) => !observed && /^TAS-(?:G\d+|M[123])$/.test(code))
    .map(({ code }) => {
      const says = (messages.rule as Readonly<Record<string, string>>)[code.slice(4)] ?? code;
      return { gate: code, says, fixer: meaningOf({ code, message: `[${code}]` }).fixer, fields: [] };
    });

async function send({ org }: Opened, { read }: Look, change: Change): Promise<Refused[]> {
  const { object, operation, key, id, values } = change;
  const [outcome] = await org.write('collections', {
    object,
    operation,
    key,
    columns: Object.keys(values),
    updates: [{ id, parentId: read.deal.Id, values }],
  });
  return (outcome?.errors ?? []).map(({ code, message, fields }) => ({
    ...meaningOf({ code, message }),
    says: message,
    fields,
  }));
}

interface Done {
  readonly change: Change;
  readonly refusals: readonly Refused[];
  readonly refusedBy: 'org' | 'tas' | null;
  readonly readBack: boolean;
}

/** The deal is read again: what came of the write is not taken for granted. */
async function answerOf(
  desk: Desk,
  opened: Opened,
  { deal, language }: Asked,
  { change, refusals, refusedBy, readBack }: Done,
): Promise<Written> {
  const look = await lookAt(desk, opened, deal, language);
  const { agent } = look.messages;
  const judged = judge(look);
  const notTaken =
    readBack && refusedBy === null
      ? Object.entries(change.values).flatMap(([name, value]) =>
          isSame(look.read.deal[name] ?? null, value) ? [] : [name],
        )
      : [];
  const codes = refusals.map(({ gate }) => gate).join(', ');
  return {
    failed: refusedBy !== null,
    text: [
      refusedBy === null
        ? notTaken.length === 0
          ? agent.written
          : fill(agent.notTaken, notTaken.join(', '))
        : fill(refusedBy === 'org' ? agent.refused : agent.heldBack, codes),
      standingText(look, judged),
      ...moveText(look, judged),
    ].join('\n'),
    data: {
      done: refusedBy === null,
      refusedBy,
      refusals: [...refusals],
      notTaken,
      deal: dealOf(look, judged),
      next: moveOf(look, judged),
    },
  };
}

/** Whether a value stands as it was written: ids with or without their check letters, moments in either form. */
function isSame(now: unknown, written: unknown): boolean {
  if (now === written) return true;
  if (typeof now !== 'string' || typeof written !== 'string') return (now ?? false) === (written ?? false);
  const day = /^\d{4}-\d\d-\d\dT/;
  if (day.test(now) && day.test(written)) return Date.parse(now) === Date.parse(written);
  return /^[A-Za-z0-9]{15}$/.test(written) ? now.slice(0, 15) === written : inOneForm(now) === inOneForm(written);
}

const inOneForm = (text: string): string => text.replaceAll('\r\n', '\n').trim();
