/** The reference model with processes that follow approvals of the org, and such approvals. */
import { approvalActions } from '../../scripts/product/compile/index.ts';
import { accepted, readChanged } from '../model/models.ts';
import { xml } from '../practice-org/deploy.ts';

/** The first hard process of the second stage follows an approval process, that of the third a flow. */
export const links = {
  'stages.1.processes.0.approval': { process: 'TAS_Initiation' },
  'stages.2.processes.0.approval': { flow: 'TAS_Strategy' },
} as const;

export const modelWithApprovals = (changes: Readonly<Record<string, unknown>> = {}) =>
  accepted(readChanged({ ...links, ...changes }));

type Actions = Readonly<Record<keyof typeof approvalActions, readonly string[]>>;

const places = {
  submitted: 'initialSubmissionActions',
  approved: 'finalApprovalActions',
  rejected: 'finalRejectionActions',
  recalled: 'recallActions',
} as const;

/** An approval process of an admin's own. */
export const approvalProcess = (
  name: string,
  {
    object = 'TAS_Gate_Item__c',
    active = true,
    actions = approvalActions,
  }: { readonly object?: string; readonly active?: boolean; readonly actions?: Actions } = {},
): [path: string, text: string] => [
  `approvalProcesses/${object}.${name}.approvalProcess-meta.xml`,
  xml(
    'ApprovalProcess',
    [
      `<active>${String(active)}</active><allowRecall>true</allowRecall><label>${name}</label>`,
      ...(Object.keys(places) as (keyof typeof places)[]).map(
        (when) =>
          `<${places[when]}>${actions[when].map((action) => `<action><name>${action}</name><type>FieldUpdate</type></action>`).join('')}</${places[when]}>`,
      ),
    ].join(''),
  ),
];
