/** HTML that is safe to write: what is filled in is escaped, and only what this file made is taken as it is. */
import { told as isolated } from '../audit/index.ts';
import { escapeXml } from '../metadata/index.ts';

/** A piece of HTML. Made only by the functions of this file. */
export class Html {
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  static trusted(text: string): Html {
    return new Html(text);
  }
}

type HtmlValue = Html | readonly Html[] | string | number;

/** What draws nothing, turns a line around or ends a document becomes a space. */
const clean = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]+/gu, ' ');

const part = (value: HtmlValue): string => {
  if (value instanceof Html) return value.text;
  return typeof value === 'object' ? value.map(({ text }) => text).join('') : escapeXml(clean(String(value)));
};

/** The only way HTML is built here: texts are escaped, for an attribute in double quotes too. */
export const html = (parts: TemplateStringsArray, ...values: HtmlValue[]): Html =>
  Html.trusted(parts.reduce((text, one, at) => text + part(values[at - 1] ?? '') + one));

/** A text of the org or of the messages, in its own direction: a name cannot turn the line around. */
export const told = (text: string): Html => (text === '' ? nothing : Html.trusted(isolated(text)));

export const nothing: Html = Html.trusted('');
