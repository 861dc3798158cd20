/** What the page knows when it starts: who looks, in which language and theme, and what the platform would tell it. */
import type { PracticeOrg } from '../server/index.ts';
import { baseWords } from './base-words.ts';
import type { Labels } from './bundle/labels.ts';
import { packageFolder } from './bundle/places.ts';
import { languages, type Language } from './words.ts';

const personas = ['rep', 'manager', 'ops', 'admin'] as const;
type PagePersona = (typeof personas)[number];

const slds2 = '@salesforce-ux/design-system-2';

export interface Theme {
  readonly value: string;
  readonly label: string;
}

/** SLDS 2 comes with the development tools of the project only. */
export const themes: readonly Theme[] = [
  ...(packageFolder(slds2) === undefined ? [] : [{ value: 'slds2', label: 'SLDS 2' }]),
  { value: 'slds1', label: 'SLDS 1' },
];

/** What an address asks for; what it does not say, or says wrong, is the first there is. */
export interface Asked {
  readonly persona: PagePersona;
  readonly language: Language;
  readonly theme: string;
}

export function asked(query: URLSearchParams, acceptLanguage: string): Asked {
  const [english] = languages;
  const speaks = languages.find(({ tag }) => acceptLanguage.toLowerCase().startsWith(tag.slice(0, 2)));
  const wanted = languages.find(({ code }) => code === query.get('lang'));
  return {
    persona: personas.find((one) => one === query.get('as')) ?? 'rep',
    language: wanted ?? speaks ?? english,
    theme: (themes.find(({ value }) => value === query.get('theme')) ?? themes[0])?.value ?? 'slds1',
  };
}

/** Formats of a language that the base components read; English is what they have by themselves. */
const formats: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  zh_CN: {
    locale: 'zh-CN',
    lang: 'zh-CN',
    'dateTime.shortDateFormat': 'yyyy/M/d',
    'dateTime.mediumDateFormat': 'yyyy-M-d',
    'dateTime.longDateFormat': 'yyyy年M月d日',
    'dateTime.shortTimeFormat': 'HH:mm',
    'dateTime.mediumTimeFormat': 'HH:mm:ss',
    'dateTime.shortDateTimeFormat': 'yyyy/M/d HH:mm',
    'dateTime.mediumDateTimeFormat': 'yyyy-M-d HH:mm:ss',
    'dateTime.longDateTimeFormat': 'yyyy年M月d日 HH:mm:ss',
    'number.currencyFormat': '¤#,##0.00;-¤#,##0.00',
  },
};

const customPermission = /(?:^|\/)customPermissions\/([^/]+)\.customPermission(?:-meta\.xml)?$/;

/** The settings as JSON for a page of this org. They hold a session token, which is worth nothing elsewhere. */
export function settings(
  { org, tokens }: PracticeOrg,
  metadata: ReadonlyMap<string, string>,
  { base, translated }: Labels,
  { persona, language, theme }: Asked,
): string {
  const person = org.sessions.find((session) => session.persona === persona);
  const declared = [...metadata.keys()].flatMap((path) => customPermission.exec(path)?.[1] ?? []);
  const permissions = declared.filter((name) => person?.permissions.has(name.toLowerCase()) === true);
  const words = translated.get(language.code);
  const labels = words === undefined ? [] : [...base.keys()].flatMap((name) => pair(`c.${name}`, words.get(name)));
  const nameOf = (one: PagePersona): string => org.sessions.find((session) => session.persona === one)?.name ?? one;
  return JSON.stringify({
    apiVersion: '66.0',
    token: tokens[persona],
    persona,
    personas: personas.map((value) => ({ value, label: nameOf(value) })),
    language: language.code,
    languages: languages.map(({ code, name }) => ({ value: code, label: name })),
    theme,
    themes,
    words: language.words,
    permissions,
    platform: {
      labels: Object.fromEntries(labels),
      base: baseWords[language.code] ?? {},
      // The org's people are all at home in GMT.
      i18n: { timeZone: 'UTC', currency: org.currency, ...formats[language.code] },
      user: { Id: person?.userId ?? null },
      customPermission: Object.fromEntries(permissions.map((name) => [name, true])),
    },
  });
}

const pair = (name: string, text: string | undefined): [string, string][] => (text === undefined ? [] : [[name, text]]);
