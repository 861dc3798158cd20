/** Whether a command did what it should. */

export interface Expected {
  /** The exit code that is right; 0 when left out. */
  readonly code?: number;
  /** A text that the answer must hold; no text: the exit code alone is asked. */
  readonly holds?: string | RegExp;
}

export interface Said {
  readonly code: number | null;
  /** All that it answered. */
  readonly text: string;
  /** What it says of itself where it failed. */
  readonly message: string;
}

const brief = (text: string): string => text.trim().slice(0, 600);

/** What is wrong with an answer; undefined: it is as it should be. */
export function problemIn({ code, text, message }: Said, { code: right = 0, holds }: Expected): string | undefined {
  if (code !== right) return `exit code ${code}, not ${right}: ${brief(message)}`;
  const isThere = holds === undefined || (typeof holds === 'string' ? text.includes(holds) : holds.test(text));
  return isThere ? undefined : `${String(holds)} is not in the answer: ${brief(text)}`;
}
