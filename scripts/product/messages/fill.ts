/** A message with `{0}`, `{1}` … filled in; a value that is not given leaves nothing. */
export const fill = (message: string, ...values: readonly (string | number)[]): string =>
  message.replace(/\{(\d)\}/g, (_match, index: string) => String(values[Number(index)] ?? ''));
