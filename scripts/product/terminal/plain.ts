/** A text of an org in one line: line ends and control characters must not draw over the terminal. */
export const plain = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
