import type { Session } from './session.ts';

const known = new WeakMap<Session, Map<string, Session>>();

/** The same user, reading in another language for one call. */
function speaking(session: Session, language: string): Session {
  if (session.language === language) return session;
  const others = known.get(session) ?? new Map<string, Session>();
  known.set(session, others);
  const other = others.get(language) ?? { ...session, language };
  others.set(language, other);
  return other;
}

/** `zh-Hans-CN` → `zh_CN` where the org speaks it, else any language of the same kind. */
function matching(tag: string, languages: readonly string[]): string | undefined {
  const [kind = '', ...rest] = tag.split('-');
  const region = rest.at(-1)?.toUpperCase();
  const exact = languages.find((language) => language === `${kind.toLowerCase()}_${region ?? ''}`);
  return exact ?? languages.find((language) => language.split('_')[0] === kind.toLowerCase());
}

/**
 * The user in the language an `Accept-Language` header asks for: a convenience of the practice org, so that one person
 * can look at a page in two languages. On the platform the language is the user's own setting. A language the org does
 * not speak, `*` or no header leave it as it is.
 */
export function inLanguage(session: Session, header: string | undefined, languages: readonly string[]): Session {
  for (const part of (header ?? '').split(',').slice(0, 20)) {
    const [tag = ''] = part.trim().split(';');
    if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag)) continue;
    const language = matching(tag, languages);
    if (language !== undefined) return speaking(session, language);
  }
  return session;
}
