/** Texts that are filled in and say nothing: placeholders, and characters that nobody sees. */
import { unseen } from '../vocabulary/index.ts';
import { isBlank } from './blank.ts';
import type { Value } from './types.ts';

const escaped = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** What is nothing, in small letters; its first group holds what is said after all: a placeholder. */
export const nothingSaid = (placeholders: readonly string[]): RegExp =>
  new RegExp(
    `^[${unseen}]*(${[...placeholders.map((word) => escaped(word.toLowerCase())), 'x+', '[-–—.?？…/*]+'].join('|')})?[.。]?[${unseen}]*$`,
    'u',
  );

/** Longer texts are read by nobody as placeholders. */
const longest = 255;

/** In which way a text says nothing, by a `nothingSaid`; undefined where it says something, or is blank. */
export function emptiness(nothing: RegExp, value: Value | undefined): 'placeholder' | 'unseen' | undefined {
  if (typeof value !== 'string' || value.length > longest || isBlank(value)) return undefined;
  const found = nothing.exec(value.toLowerCase());
  return found === null ? undefined : found[1] === undefined ? 'unseen' : 'placeholder';
}
