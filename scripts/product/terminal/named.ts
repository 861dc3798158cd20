const mostNamed = 8;

/** Names in one line; what is beyond the first eight is counted. */
export const named = (names: readonly string[]): string =>
  names.length <= mostNamed
    ? names.join(', ')
    : `${names.slice(0, mostNamed).join(', ')} and ${names.length - mostNamed} more`;
