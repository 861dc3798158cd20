/**
 * Messages and what they are for agree exactly: every kind that the engine knows has its text, and no text is left of a
 * kind that is gone. Types only.
 */
import type { Fixer, MovementRule, OpenReason, SuggestionKind, Verdict, Warning } from '../gate/index.ts';
import type { PanelMessages } from '../messages/index.ts';
import type { Group, ItemStatus } from '../vocabulary/index.ts';
import type { PresentedStep, ShownState } from './types.ts';

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Keys<G extends keyof PanelMessages> = keyof PanelMessages[G];
type AllTrue<T extends Readonly<Record<keyof T, true>>> = T;

/** @public A member that is not `true` is a union and its messages that differ: a type error. */
export type Agreement = AllTrue<{
  readonly group: Same<Keys<'group'>, Group>;
  readonly step: Same<Keys<'step'>, PresentedStep['state']>;
  readonly governed: Same<Keys<'governed'>, Exclude<Verdict['governed'], 'yes'>>;
  readonly rule: Same<Keys<'rule'>, MovementRule | 'K1'>;
  readonly state: Same<Keys<'state'>, Exclude<ShownState, 'skipped'>>;
  readonly reason: Same<Keys<'reason'>, OpenReason['kind']>;
  readonly fixer: Same<Keys<'fixer'>, Fixer>;
  readonly warning: Same<Keys<'warning'>, Warning['kind']>;
  readonly suggestion: Same<Keys<'suggestion'>, Exclude<SuggestionKind, 'band'>>;
  readonly outcome: Same<Keys<'outcome'>, ItemStatus | 'Waiver' | 'Note'>;
}>;
