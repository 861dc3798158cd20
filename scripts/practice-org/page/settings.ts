/** What the page knows when it starts: who looks, in which language and theme, and what the platform would tell it. */
import { languageOf, languages, messagesIn, type Language } from '../../product/messages/index.ts';
import type { PracticeOrg } from '../server/index.ts';
import type { Labels } from './bundle/labels.ts';
import { packageFolder } from './bundle/places.ts';

const personas = ['rep', 'manager', 'ops', 'admin', 'channel'] as const;
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

export const isPersona = (name: string): name is PagePersona => personas.some((one) => one === name);

/** What an address asks for; what it does not say, or says wrong, is the first there is. */
export interface Asked {
  readonly persona: PagePersona;
  readonly language: Language;
  readonly theme: string;
}

export function asked(query: URLSearchParams, acceptLanguage: string): Asked {
  const wanted = languages.find((language) => language === query.get('lang'));
  return {
    persona: personas.find((one) => one === query.get('as')) ?? 'rep',
    language: wanted ?? languageOf(acceptLanguage.split(/[,;]/)[0] ?? '') ?? languages[0],
    theme: (themes.find(({ value }) => value === query.get('theme')) ?? themes[0])?.value ?? 'slds1',
  };
}

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
  const own = translated.get(language);
  const labels = own === undefined ? [] : [...base.keys()].flatMap((name) => pair(`c.${name}`, own.get(name)));
  const { language: spoken, page, platform } = messagesIn(language);
  const nameOf = (one: PagePersona): string => org.sessions.find((session) => session.persona === one)?.name ?? one;
  return JSON.stringify({
    apiVersion: '66.0',
    token: tokens[persona],
    persona,
    personas: personas.filter(isThere(org)).map((value) => ({ value, label: nameOf(value) })),
    language,
    languages: languages.map((value) => ({ value, label: messagesIn(value).language.name })),
    theme,
    themes,
    messages: page,
    permissions,
    platform: {
      labels: Object.fromEntries(labels),
      base: platform.baseComponents,
      // The org's people are all at home in GMT.
      i18n: { timeZone: 'UTC', currency: org.currency, locale: spoken.tag, lang: spoken.tag, ...platform.formats },
      user: { Id: person?.userId ?? null },
      customPermission: Object.fromEntries(permissions.map((name) => [name, true])),
    },
  });
}

/** A package without partner registrations has no work for a channel manager. */
const isThere =
  ({ sessions }: PracticeOrg['org']) =>
  (persona: PagePersona): boolean =>
    persona !== 'channel' || sessions.some((one) => one.persona === persona && one.permissions.size > 0);

const pair = (name: string, text: string | undefined): [string, string][] => (text === undefined ? [] : [[name, text]]);
