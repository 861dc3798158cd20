/** Messages by language, and texts made of them. */
import * as all from './languages.ts';
import type { Messages } from './messages.ts';

/** `en_US`: as Salesforce names languages. */
export type Language = keyof typeof all;

const catalogues: Readonly<Record<Language, Messages>> = all;

/** Every language, English first: it is what is left to a reader whose own is not among them. */
export const languages: readonly [Language, ...Language[]] = [
  'en_US',
  ...(Object.keys(catalogues) as Language[]).filter((language) => language !== 'en_US'),
];

/** A text in some languages. */
export type Text = Readonly<Partial<Record<Language, string>>>;

/** The text in that language, else in the first it has; undefined where it has none. */
export const textIn = (text: Text | undefined, language: Language): string | undefined =>
  text?.[language] ?? Object.values(text ?? {})[0];

export const messagesIn = (language: Language): Messages => catalogues[language];

/** The language of a browser's or a model's tag, such as `zh-Hans-CN` or `zh_CN`; undefined where we do not speak it. */
export function languageOf(tag: string): Language | undefined {
  const wanted = tag.replace('_', '-').toLowerCase();
  return (
    languages.find((language) => catalogues[language].language.tag.toLowerCase() === wanted) ??
    languages.find((language) => language.slice(0, 2) === wanted.slice(0, 2))
  );
}

/** One message in every language. */
export const said = (pick: (messages: Messages, language: Language) => string): Text =>
  Object.fromEntries(languages.map((language) => [language, pick(catalogues[language], language)]));
