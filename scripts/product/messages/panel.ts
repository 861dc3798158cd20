/** The messages that components need in the browser; they reach them as custom labels, in the user's language. */
import type { Messages } from './messages.ts';

/** In the order in which a reader meets them. */
export const panelGroups = [
  'head',
  'step',
  'age',
  'group',
  'format',
  'banner',
  'governed',
  'rule',
  'row',
  'state',
  'reason',
  'fixer',
  'kind',
  'warning',
  'action',
  'primary',
  'outcome',
  'form',
  'grade',
  'suggestion',
  'saved',
  'problem',
  'note',
] as const satisfies readonly (keyof Messages)[];

/** Those that the home page and the board need beside them. */
export const homeGroups = ['home'] as const satisfies readonly (keyof Messages)[];
export const boardGroups = ['board'] as const satisfies readonly (keyof Messages)[];
export const mapGroups = ['map'] as const satisfies readonly (keyof Messages)[];
export const coachGroups = ['coach'] as const satisfies readonly (keyof Messages)[];
export const chanceGroups = ['chance'] as const satisfies readonly (keyof Messages)[];
export const contractGroups = ['contract'] as const satisfies readonly (keyof Messages)[];
export const registrationGroups = ['registering'] as const satisfies readonly (keyof Messages)[];
export const leadGroups = ['lead'] as const satisfies readonly (keyof Messages)[];

export type PanelMessages = Pick<Messages, (typeof panelGroups)[number]>;
