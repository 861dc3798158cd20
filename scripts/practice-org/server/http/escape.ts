const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as it stands in XML and HTML, in attributes with double quotes too. */
export const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (char) => entities[char] ?? '');
