import type { Session } from '../access/session.ts';
import type { Org } from '../org.ts';

/** What the identity URL answers about a user. */
export function identity(org: Org, session: Session, origin: string): unknown {
  const [firstName = '', lastName = ''] = session.name.split(' ');
  const rest = `${origin}/services/data/v{version}/`;
  return {
    id: identityUrl(org, session, origin),
    asserted_user: true,
    user_id: session.userId,
    organization_id: org.organizationId,
    username: session.username,
    nick_name: session.persona,
    display_name: session.name,
    email: session.username,
    email_verified: true,
    first_name: firstName,
    last_name: lastName,
    timezone: 'UTC',
    photos: { picture: '', thumbnail: '' },
    urls: {
      enterprise: `${origin}/services/Soap/c/{version}/${org.organizationId}`,
      metadata: `${origin}/services/Soap/m/{version}/${org.organizationId}`,
      partner: `${origin}/services/Soap/u/{version}/${org.organizationId}`,
      rest,
      sobjects: `${rest}sobjects/`,
      search: `${rest}search/`,
      query: `${rest}query/`,
      recent: `${rest}recent/`,
      tooling_soap: `${origin}/services/Soap/T/{version}/${org.organizationId}`,
      tooling_rest: `${rest}tooling/`,
      profile: `${origin}/${session.userId}`,
    },
    active: true,
    user_type: 'STANDARD',
    language: 'en_US',
    locale: 'en_US',
    utcOffset: 0,
    is_app_installed: true,
    is_lightning_login_user: false,
    last_modified_date: org.now().toISOString(),
  };
}

export const identityUrl = (org: Org, session: Session, origin: string): string =>
  `${origin}/id/${org.organizationId}/${session.userId}`;

/** OpenID's view of the same user. */
export function userInfo(org: Org, session: Session, origin: string): unknown {
  const [given = '', family = ''] = session.name.split(' ');
  return {
    sub: identityUrl(org, session, origin),
    user_id: session.userId,
    organization_id: org.organizationId,
    preferred_username: session.username,
    nickname: session.persona,
    name: session.name,
    email: session.username,
    email_verified: true,
    given_name: given,
    family_name: family,
    zoneinfo: 'UTC',
    language: 'en_US',
    locale: 'en_US',
    active: true,
    user_type: 'STANDARD',
    utcOffset: 0,
    urls: { rest: `${origin}/services/data/v{version}/` },
  };
}
