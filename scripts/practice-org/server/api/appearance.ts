/** `tabs` and `theme`: what a client shows of the org around its records. */
import type { Session } from '../access/session.ts';
import type { Org } from '../org.ts';
import type { ObjectType } from '../schema/object.ts';
import { labelOfObject, pluralOfObject } from '../schema/translate.ts';
import { ok, wrongMethod, type Reply } from '../http/reply.ts';
import type { ApiRequest } from '../http/request.ts';

/** Colours of the standard objects' icons; custom ones share one. */
const colours: Readonly<Record<string, string>> = {
  Account: '5867E8',
  Contact: '9602C7',
  Lead: 'FF538A',
  Opportunity: 'FF5D2D',
};
const usual = '03B4A7';

const colourOf = ({ name }: ObjectType) => ({ color: colours[name] ?? usual, context: 'primary', theme: 'theme4' });

const iconOf = ({ name, custom }: ObjectType, origin: string) => ({
  contentType: 'image/svg+xml',
  height: 0,
  theme: 'theme4',
  url: `${origin}/img/icon/t4v35/${custom ? 'custom/custom1' : `standard/${name.toLowerCase()}`}.svg`,
  width: 0,
});

/** Objects that people open by a tab: those they keep records of, and no details of others. */
const withTab = (org: Org, session: Session): ObjectType[] =>
  [...org.objects.values()].filter(
    (object) =>
      !object.readOnly &&
      session.access(object).read &&
      !object.fields.some(({ masterDetail }) => masterDetail === true) &&
      !['CurrencyType', 'PricebookEntry'].includes(object.name),
  );

/** The tabs of a user. */
export const tabsOf = (org: Org, session: Session, origin: string) =>
  withTab(org, session).map((object) => ({
    colors: [colourOf(object)],
    custom: object.custom,
    iconUrl: iconOf(object, origin).url,
    icons: [iconOf(object, origin)],
    label: pluralOfObject(object, session.language),
    miniIconUrl: iconOf(object, origin).url,
    mobileUrl: `${origin}/${object.prefix}/o`,
    name: `standard-${object.name}`,
    sobjectName: object.name,
    timeStampLabel: labelOfObject(object, session.language),
    url: `${origin}/${object.prefix}/o`,
  }));

export const answerTabs = ({ method, org, session, origin }: ApiRequest): Reply =>
  method === 'GET' ? ok(tabsOf(org, session, origin)) : wrongMethod(method, 'GET, HEAD');

export function answerTheme(request: ApiRequest): Reply {
  const { method, org, session, origin } = request;
  if (method !== 'GET') return wrongMethod(method, 'GET, HEAD');
  const themeItems = withTab(org, session).map((object) => ({
    colors: [colourOf(object)],
    icons: [iconOf(object, origin)],
    name: object.name,
  }));
  return ok({ themeItems });
}
