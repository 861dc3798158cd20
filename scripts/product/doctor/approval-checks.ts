/** Whether processes of the model can follow the org's own approvals, one by one. */
import { approvalActions } from '../compile/index.ts';
import { parseXml, textOf, type Element, type InstallProject } from '../install/index.ts';
import { requirementsOf } from '../model/index.ts';
import { named } from '../terminal/index.ts';
import { item } from '../vocabulary/index.ts';
import { note, ok, warning, type Finding } from './finding.ts';
import { isOn, type Picture } from './picture.ts';

const id = 'approval';
const fourEyes = 'Until then people confirm it on the panel, as ever: an approver who does not own the deal.';
const setup = 'Setup > Approval Processes > Manage Approval Processes For: Gate item';

type Seen = Pick<Picture, 'files' | 'processes' | 'approvalFlows' | 'itemId'>;

/** Nothing for a model whose processes follow none. */
export const approvalFindings = (picture: Seen, { model }: Pick<InstallProject, 'model'>): Finding[] =>
  requirementsOf(model).flatMap(({ requirement: { code, approval } }) =>
    approval === undefined
      ? []
      : [
          'process' in approval
            ? processFinding(picture, code, approval.process)
            : flowFinding(picture, code, approval.flow),
        ],
  );

function processFinding({ files, processes, itemId }: Seen, code: string, name: string): Finding {
  if (processes === undefined)
    return note(
      id,
      `${code}: whether approval process ${name} is there, the org does not say.`,
      fourEyes,
      `${setup}: look.`,
    );
  const found = processes.filter(({ DeveloperName }) => DeveloperName === name);
  if (found.length === 0)
    return warning(
      id,
      `${code}: there is no approval process ${name}.`,
      fourEyes,
      `${setup}: make it (docs/approvals.md).`,
    );
  const own = found.find(isOn(itemId));
  if (own === undefined)
    return warning(
      id,
      `${code}: approval process ${name} is on another object (${named(found.map(({ TableEnumOrId = '' }) => TableEnumOrId))}): four eyes as today.`,
      'An approval writes its own record alone: without a flow of yours it cannot settle a gate item.',
      `${setup}: make one there, or have a flow settle the item.`,
    );
  if (own['State'] !== 'Active')
    return warning(id, `${code}: approval process ${name} is not active.`, fourEyes, `${setup} > ${name}: Activate.`);
  const text = files.get(`approvalProcesses/${item}.${name}.approvalProcess-meta.xml`);
  if (text === undefined)
    return note(
      id,
      `${code}: follows approval process ${name}; its actions could not be read.`,
      fourEyes,
      `${setup} > ${name}: compare its actions with docs/approvals.md.`,
    );
  const missing = missingActions(parseXml(text));
  return missing.length === 0
    ? ok(id, `${code}: follows approval process ${name}.`)
    : warning(
        id,
        `${code}: approval process ${name} lacks the actions ${named(missing)}.`,
        'What it decides would not stand on the gate item, or not whole.',
        `${setup} > ${name}: add them (docs/approvals.md says where).`,
      );
}

const places = {
  submitted: 'initialSubmissionActions',
  approved: 'finalApprovalActions',
  rejected: 'finalRejectionActions',
  recalled: 'recallActions',
} as const satisfies Readonly<Record<keyof typeof approvalActions, string>>;

const missingActions = (process: Element): string[] =>
  (Object.keys(places) as (keyof typeof places)[]).flatMap((when) => {
    const there = new Set(
      process.children
        .filter(({ tag }) => tag === places[when])
        .flatMap(({ children }) => children.map((action) => textOf(action, 'name'))),
    );
    return approvalActions[when].filter((name) => !there.has(name));
  });

function flowFinding({ approvalFlows }: Seen, code: string, name: string): Finding {
  if (approvalFlows === undefined)
    return note(id, `${code}: whether flow ${name} is there, the org does not say.`, fourEyes, 'Setup > Flows: look.');
  const found = approvalFlows.find(({ ApiName }) => ApiName === name);
  if (found === undefined)
    return warning(id, `${code}: there is no flow ${name}.`, fourEyes, 'Setup > Flows: make it (docs/approvals.md).');
  return found['IsActive'] === 'true'
    ? ok(id, `${code}: follows flow ${name}, which writes through our rules as the user it runs as.`)
    : warning(id, `${code}: flow ${name} is not active.`, fourEyes, `Setup > Flows > ${name}: Activate.`);
}
