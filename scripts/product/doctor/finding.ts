/** What doctor finds, and how bad it is. */
export const levels = ['ok', 'note', 'warning', 'blocker'] as const;
export type Level = (typeof levels)[number];

export interface Finding {
  /** Stable for ever, such as `room-rollups`; several findings may share it. */
  readonly id: string;
  /** ok: as it should be · note: to know · warning: mend it before gates are enforced · blocker: nothing can be installed. */
  readonly level: Level;
  readonly what: string;
  /** Why it matters; empty where it is ok. */
  readonly why: string;
  /** The exact step that mends it, a path of Setup or a command; empty where it is ok. */
  readonly mend: string;
}

export const ok = (id: string, what: string): Finding => ({ id, level: 'ok', what, why: '', mend: '' });

export const finding =
  (level: Exclude<Level, 'ok'>) =>
  (id: string, what: string, why: string, mend: string): Finding => ({ id, level, what, why, mend });

export const note = finding('note');
export const warning = finding('warning');
export const blocker = finding('blocker');

/** 0 ok and notes · 2 warnings · 3 blockers. */
export function exitCodeOf(findings: readonly Finding[]): 0 | 2 | 3 {
  if (findings.some(({ level }) => level === 'blocker')) return 3;
  return findings.some(({ level }) => level === 'warning') ? 2 : 0;
}
