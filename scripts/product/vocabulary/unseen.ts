/**
 * Characters that show nothing, as they stand in a class of a regular expression of Java and of JavaScript alike:
 * controls, spaces of every width, marks of direction, joiners, fillers, variation selectors.
 */
export const unseen: string = [
  '\\u0000-\\u0020',
  '\\u007f-\\u00a0',
  '\\u00ad',
  '\\u034f',
  '\\u061c',
  '\\u115f\\u1160',
  '\\u1680',
  '\\u17b4\\u17b5',
  '\\u180b-\\u180f',
  '\\u2000-\\u200f',
  '\\u2028-\\u202f',
  '\\u205f-\\u206f',
  '\\u2800',
  '\\u3000',
  '\\u3164',
  '\\ufe00-\\ufe0f',
  '\\ufeff',
  '\\uffa0',
].join('');
