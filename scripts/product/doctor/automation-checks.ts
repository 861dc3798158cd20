/** Rules, flows, workflow updates and triggers of others that read or write what the gates stand on. */
import { parseFormula, type Expr } from '../formula/index.ts';
import { childOf, parseXml, textOf, type Element, type InstallProject } from '../install/index.ts';
import { stageValues } from '../compile/index.ts';
import { computedFields, field, manualFields } from '../vocabulary/index.ts';
import { named } from '../terminal/index.ts';
import { note, ok, warning, type Finding } from './finding.ts';
import type { Picture } from './picture.ts';

/** Fields of deals that moves, grades and forecasts stand on; those of the model are added. */
const standard: readonly string[] = [
  field.stage,
  field.probability,
  field.amount,
  'ForecastCategoryName',
  field.recordType,
];

/** What others may not touch unseen, in lower case → as it is written. */
function watched({ files }: InstallProject): Map<string, string> {
  const own = [...files.keys()].flatMap((path) => /^objects\/Opportunity\/fields\/(\w+)\./.exec(path)?.[1] ?? []);
  return new Map([...standard, ...computedFields, ...manualFields, ...own].map((name) => [name.toLowerCase(), name]));
}

interface Mentions {
  readonly names: Set<string>;
  readonly texts: Set<string>;
  readonly calls: Set<string>;
}

function collect(expr: Expr, into: Mentions): void {
  if (expr.kind === 'name') into.names.add(expr.path.toLowerCase());
  else if (expr.kind === 'text') into.texts.add(expr.value);
  else if (expr.kind === 'call') {
    into.calls.add(expr.name.toUpperCase());
    for (const argument of expr.args) collect(argument, into);
  } else if (expr.kind === 'unary') collect(expr.operand, into);
  else if (expr.kind === 'binary') for (const side of [expr.left, expr.right]) collect(side, into);
}

const onChange = ['ISCHANGED', 'PRIORVALUE', 'ISNEW'];

/** Every active rule of deals that is not of the package. */
export function ruleFindings({ files }: Picture, project: InstallProject): Finding[] {
  const sensitive = watched(project);
  const stages = stageValues(project.model).map(({ name }) => name);
  const harmless: string[] = [];
  const found = [...files].flatMap(([path, text]): Finding[] => {
    const name = /^objects\/Opportunity\/validationRules\/(.+)\.validationRule-meta\.xml$/.exec(path)?.[1];
    if (name === undefined || project.files.has(path)) return [];
    const rule = parseXml(text);
    if (textOf(rule, 'active') !== 'true') return [];
    const read = parseFormula(textOf(rule, 'errorConditionFormula') ?? '');
    const step = `Setup > Object Manager > Opportunity > Validation Rules > ${name}: read it beside the gates, and try one deal in a sandbox.`;
    if (!read.ok)
      return [
        note(
          'foreign-rule',
          `Rule ${name} is active, and its formula cannot be read here.`,
          'It may refuse a move that the gates allow.',
          step,
        ),
      ];
    const mentions: Mentions = { names: new Set(), texts: new Set(), calls: new Set() };
    collect(read.expr, mentions);
    const touched = [...mentions.names].flatMap((one) => sensitive.get(one) ?? []);
    if (touched.length === 0) {
      harmless.push(name);
      return [];
    }
    return [
      warning('foreign-rule', `Rule ${name} is active and reads ${named(touched)}.`, whyRule(mentions, stages), step),
    ];
  });
  if (harmless.length > 0)
    found.push(
      note(
        'other-rules',
        `Active rules that read nothing of ours: ${harmless.length} (${named(harmless)}).`,
        'Settling an item saves the deal, so these rules run then too; the panel shows what they say.',
        'Nothing to do; tell the team that such a message is not of TAS+.',
      ),
    );
  return found.length > 0 ? found : [ok('foreign-rules', 'No active rule of others on deals.')];
}

function whyRule({ names, texts, calls }: Mentions, stages: readonly string[]): string {
  const compared = stages.filter((stage) => texts.has(stage));
  const moves = !names.has(field.stage.toLowerCase())
    ? 'It may refuse a write of the panel or of tas grade.'
    : compared.length > 0
      ? `It may refuse moves into or out of ${named(compared)}.`
      : 'It may refuse any move: it names no stage of the model.';
  const always = onChange.some((call) => calls.has(call))
    ? ''
    : ' It asks for no change, so it also refuses the tick of an item while it holds.';
  return moves + always;
}

const elementsOf = (element: Element): Element[] => [element, ...element.children.flatMap(elementsOf)];

/** Fields that a flow which starts on a deal writes to that deal, and those it mentions. */
function flowFields(root: Element): { writes: string[]; reads: string[] } {
  const recordField = /^\$Record(?:__Prior)?\.(\w+)/;
  const writes = root.children.flatMap((part) => {
    if (part.tag === 'assignments')
      return part.children
        .filter(({ tag }) => tag === 'assignmentItems')
        .flatMap((item) => recordField.exec(textOf(item, 'assignToReference') ?? '')?.[1] ?? []);
    const isOfDeal = textOf(part, 'inputReference') === '$Record' || textOf(part, 'object') === 'Opportunity';
    if (part.tag !== 'recordUpdates' || !isOfDeal) return [];
    return part.children.filter(({ tag }) => tag === 'inputAssignments').flatMap((item) => textOf(item, 'field') ?? []);
  });
  const reads = elementsOf(root).flatMap((one) => {
    const inText = [...one.text.matchAll(/\$Record(?:__Prior)?\.(\w+)/g)].flatMap(([, name = '']) => name);
    // The conditions on which the flow starts name fields bare.
    return one.tag === 'start'
      ? one.children.filter(({ tag }) => tag === 'filters').flatMap((filter) => textOf(filter, 'field') ?? [])
      : inText;
  });
  return { writes, reads };
}

export function flowFindings({ files, flows, triggers }: Picture, project: InstallProject): Finding[] {
  const sensitive = watched(project);
  const ours = (names: readonly string[]): string[] => [
    ...new Set(names.flatMap((name) => sensitive.get(name.toLowerCase()) ?? [])),
  ];
  if (flows === undefined)
    return [
      note(
        'flows',
        'Which flows start on deals, the org does not say.',
        'A flow may move deals.',
        'Setup > Flows: filter by Opportunity.',
      ),
    ];
  const found = flows.flatMap(({ ApiName = '' }): Finding[] => {
    const step = `Setup > Flows > ${ApiName}: look at what it writes, and try it with the gates in a sandbox.`;
    const text = files.get(`flows/${ApiName}.flow-meta.xml`);
    if (text === undefined)
      return [
        note(
          'foreign-flow',
          `Flow ${ApiName} starts on deals; its content cannot be read.`,
          'It may move deals.',
          step,
        ),
      ];
    const { writes, reads } = flowFields(parseXml(text));
    const [written, read] = [ours(writes), ours(reads)];
    if (written.length > 0)
      return [
        warning(
          'foreign-flow',
          `Flow ${ApiName} writes ${named(written)} of the deal.`,
          'Rules run on what a flow writes: a gate that refuses it refuses the whole save, and people see an error of the flow.',
          step,
        ),
      ];
    if (read.length === 0) return [];
    return [
      note(
        'foreign-flow',
        `Flow ${ApiName} reads ${named(read)} of the deal.`,
        'It may start otherwise once stages or grades change.',
        step,
      ),
    ];
  });
  const active = (triggers ?? []).filter(({ Status }) => Status === 'Active').map(({ Name = '' }) => Name);
  if (active.length > 0)
    found.push(
      note(
        'triggers',
        `Apex triggers on deals: ${named(active)}.`,
        'What a trigger writes, only its code tells; rules run on it.',
        'Ask whoever keeps the code whether it writes stage, probability or amount.',
      ),
    );
  return found.length > 0 ? found : [ok('flows', 'No active flow or trigger on deals touches what gates stand on.')];
}

/** Field updates of workflows and approvals, on which no rule runs. */
export function workflowFindings({ files }: Picture, project: InstallProject): Finding[] {
  const text = files.get('workflows/Opportunity.workflow-meta.xml');
  const sensitive = watched(project);
  const updates = text === undefined ? [] : parseXml(text).children.filter(({ tag }) => tag === 'fieldUpdates');
  const found = updates.flatMap((update): Finding[] => {
    const written = sensitive.get((textOf(update, 'field') ?? '').toLowerCase());
    if (written === undefined) return [];
    const name = childOf(update, 'fullName')?.text ?? '';
    return [
      warning(
        'workflow-update',
        `Field update ${name} of a workflow or approval writes ${written}.`,
        'No validation rule runs on it: it can move a deal past every gate.',
        `Setup > Workflow Actions > Field Updates > ${name}: take it out of its rule or approval process, or write another field.`,
      ),
    ];
  });
  return found.length > 0
    ? found
    : [ok('workflow-updates', 'No field update of a workflow or approval writes what gates stand on.')];
}
