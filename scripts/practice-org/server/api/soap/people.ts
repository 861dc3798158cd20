/** Who is asked about: the user of a session, and the tabs that they see. */
import type { Org } from '../../org.ts';
import type { Session } from '../../access/session.ts';
import { hasPersonFields } from '../../schema/person-accounts.ts';
import { tabsOf } from '../appearance.ts';
import type { Operation } from './call.ts';
import type { Part } from './message.ts';

/** Two hours, the platform's usual. */
const sessionSeconds = 7200;

export const userParts = (org: Org, session: Session): Part[] => [
  ['accessibilityMode', false],
  ['chatterExternal', false],
  ['orgAttachmentFileSizeLimit', 5 * 1024 * 1024],
  ['orgDefaultCurrencyIsoCode', org.currency],
  ['orgDisallowHtmlAttachments', false],
  ['orgHasPersonAccounts', hasPersonFields(org.objects.get('account'))],
  ['organizationId', org.organizationId],
  ['organizationMultiCurrency', org.objects.has('currencytype')],
  ['organizationName', 'Practice Org'],
  ['profileId', session.profileId],
  ['roleId', null],
  ['sessionSecondsValid', sessionSeconds],
  ['userDefaultCurrencyIsoCode', null],
  ['userEmail', session.username],
  ['userFullName', session.name],
  ['userId', session.userId],
  ['userLanguage', 'en_US'],
  ['userLocale', 'en_US'],
  ['userName', session.username],
  ['userTimeZone', 'UTC'],
  ['userType', 'Standard'],
  ['userUiSkin', 'Theme3'],
];

export const getUserInfo: Operation = ({ org, session }) => [['result', userParts(org, session)]];

export const getServerTimestamp: Operation = ({ org }) => [['result', [['timestamp', org.now().toISOString()]]]];

/** One app with every tab. */
export const describeTabs: Operation = ({ org, session, origin }) => [
  [
    'result',
    [
      ['description', ''],
      ['label', 'Sales'],
      ['logoUrl', `${origin}/img/seasonLogos/2016_winter_aloha.png`],
      ['namespace', null],
      ['selected', true],
      ['tabSetId', ''],
      ...tabsOf(org, session, origin).map((tab): Part => ['tabs', tabParts(tab)]),
    ],
  ],
];

const tabParts = ({ colors, icons, ...tab }: ReturnType<typeof tabsOf>[number]): Part[] => [
  ...colors.map((colour): Part => ['colors', Object.entries(colour)]),
  ...icons.map((icon): Part => ['icons', Object.entries(icon)]),
  ...Object.entries(tab),
];
