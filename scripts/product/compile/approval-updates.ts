/**
 * What an approval process of the org writes on a gate item at its beginning and its ends (docs/approvals.md): field
 * updates, which an admin adds to the process as its actions. No rule runs on them. They write no lookup, so the approver
 * stands at the end of the reason.
 */
import type { Workflow, WorkflowFieldUpdate } from '@salesforce/types/metadata';
import { build as f, print, type Expr } from '../formula/index.ts';
import { component, type Component, type Partially } from '../metadata/index.ts';
import { requirementsOf, type SalesModel } from '../model/index.ts';
import { field, item, itemField, relationOf, type ItemStatus } from '../vocabulary/index.ts';

/** By when it is to be added to the process. */
export const approvalActions = {
  submitted: ['TAS_Approval_Requested'],
  approved: ['TAS_Approval_Done', 'TAS_Approval_Settled_On', 'TAS_Approval_Amount', 'TAS_Approval_By'],
  rejected: ['TAS_Approval_Declined', 'TAS_Approval_Declined_On', 'TAS_Approval_Rejected_By'],
  recalled: ['TAS_Approval_Open'],
} as const;
type Action = (typeof approvalActions)[keyof typeof approvalActions][number];

/** Whether any process of the model follows an approval process, so that the org needs what it writes. */
export const followsApprovals = (model: SalesModel): boolean =>
  requirementsOf(model).some(({ requirement: { approval } }) => approval !== undefined && 'process' in approval);

type Update = Partially<WorkflowFieldUpdate> & Pick<WorkflowFieldUpdate, 'field' | 'operation'>;

const status = (literalValue: ItemStatus): Update => ({ field: itemField.status, literalValue, operation: 'Literal' });
const written = (name: string, formula: Expr): Update => ({
  field: name,
  formula: print(formula),
  operation: 'Formula',
});
const name = (path: string): Expr => f.name(path);

/** Such as `Approved: Wang Fang · 005…`. */
const by = (what: string): Update =>
  written(
    itemField.reason,
    [
      f.text(`${what}: `),
      name('$User.FirstName'),
      f.text(' '),
      name('$User.LastName'),
      f.text(' · '),
      f.call('CASESAFEID', name('$User.Id')),
    ].reduce(f.join),
  );

const updates: Readonly<Record<Action, Update>> = {
  TAS_Approval_Amount: written(itemField.settledAmount, name(`${relationOf(itemField.deal)}.${field.modelAmount}`)),
  TAS_Approval_By: by('Approved'),
  TAS_Approval_Declined: status('Declined'),
  TAS_Approval_Declined_On: written(itemField.declinedOn, f.call('NOW')),
  TAS_Approval_Done: status('Done'),
  TAS_Approval_Open: status('Open'),
  TAS_Approval_Rejected_By: by('Rejected'),
  TAS_Approval_Requested: status('Requested'),
  TAS_Approval_Settled_On: written(itemField.settledOn, f.call('NOW')),
};

/** Nothing where no process follows an approval process. */
export const approvalUpdates = (model: SalesModel, origin: string): Component[] =>
  followsApprovals(model)
    ? [
        component<Workflow>(
          `workflows/${item}.workflow-meta.xml`,
          'Workflow',
          {
            fieldUpdates: (Object.keys(updates) as Action[]).map((action) => ({
              fullName: action,
              description: 'TAS+ approvals: an action for an approval process on gate items.',
              ...updates[action],
              name: action.replaceAll('_', ' ').replace('TAS', 'TAS+'),
              notifyAssignee: false,
              protected: false,
              reevaluateOnChange: false,
            })),
          },
          origin,
        ),
      ]
    : [];
