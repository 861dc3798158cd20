/** Leads of the past weeks: of customers who have deals already, of new ones, with and without their two elements. */
import { customerKey, leadField, phoneKeyOf } from '../../../product/lead/index.ts';
import type { SalesModel } from '../../../product/model/index.ts';
import { sampleDays, type SampleCalendar } from './calendar.ts';
import type { SampleEvent } from './events.ts';
import { customers } from './names.ts';
import { owners } from './people.ts';

interface SampleLead {
  readonly last: string;
  readonly company: string;
  readonly phone: string | null;
  readonly project: string | null;
  readonly brief: string | null;
  /** Came by web: nobody has stored its keys. */
  readonly isFromWeb?: boolean;
}

const [power, harbour] = customers;

const leads: readonly SampleLead[] = [
  {
    last: '陈国栋',
    company: `${power?.name ?? ''}有限公司`,
    phone: '+86 138-1234-5678',
    project: power?.projects[0] ?? '',
    brief: '地市调度系统改造，年底前上线',
  },
  {
    last: '刘洋',
    company: power?.name ?? '',
    phone: '１３８１２３４５６７８',
    project: '变电站照明',
    brief: null,
  },
  {
    last: '林海涛',
    company: `${harbour?.name ?? ''}有限公司`,
    phone: '021-5550 2046 转 8',
    project: harbour?.projects[1] ?? '',
    brief: '两台岸桥先行试点',
  },
  {
    last: 'Hansen',
    company: 'Fjordkraft AS',
    phone: null,
    project: 'Turbine monitoring',
    brief: 'Twelve turbines, tender in spring',
  },
  { last: 'Okafor', company: 'Unknown', phone: null, project: null, brief: null, isFromWeb: true },
  {
    last: 'Weber',
    company: 'Nordwind Energie GmbH',
    phone: '+49 40 5550 3107',
    project: 'Grid balancing',
    brief: 'Balancing platform for two regions',
  },
  {
    last: 'Weber',
    company: 'NORDWIND ENERGIE',
    phone: '0049 (0)40 55503107',
    project: 'Grid balancing platform',
    brief: null,
    isFromWeb: true,
  },
];

/** Days before the end of the sample on which the first of them came. */
const since = 40;

/** None for a model without leads. */
export function sampleLeads({ lead, warnings }: SalesModel, calendar: SampleCalendar): SampleEvent[] {
  if (lead === undefined) return [];
  return leads.map(({ last, company, phone, project, brief, isFromWeb = false }, index) => ({
    at: new Date(calendar.moment(sampleDays - since + 5 * index)).toISOString(),
    actor: owners[index % owners.length] ?? '',
    deal: 0,
    operation: 'insert',
    object: 'Lead',
    row: `lead ${index}`,
    fields: {
      LastName: last,
      Company: company,
      Phone: phone,
      LeadSource: isFromWeb ? 'Web' : 'Phone Inquiry',
      [leadField.projectName]: project,
      [leadField.projectBrief]: brief,
      ...(isFromWeb
        ? {}
        : {
            [leadField.customerKey]: customerKey(company, warnings.placeholders) || null,
            [leadField.phoneKey]: phoneKeyOf([phone], lead.callingCode) || null,
          }),
    },
  }));
}
