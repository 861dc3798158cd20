/** Plans and what became of them, in words. */
import { named, plain } from '../terminal/index.ts';
import { countsText, planCounts } from './counts.ts';
import type { OrgFacts } from './org.ts';
import type { InstallPlan, PlanChange } from './plan-types.ts';
import type { RolledBack } from './rollback.ts';
import { isPending, type RollbackPlan } from './rollback-plan.ts';

const signs: Readonly<Record<PlanChange['kind'], string>> = { add: '+', change: '~', remove: '-' };

const kinds: Readonly<Record<string, string>> = {
  BusinessProcess: 'sales process',
  CompactLayout: 'compact layout',
  CustomApplication: 'app',
  CustomField: 'field',
  CustomLabel: 'label',
  CustomLabels: 'labels',
  CustomObject: 'object',
  CustomObjectTranslation: 'translations of the object',
  CustomPermission: 'custom permission',
  Dashboard: 'dashboard',
  DashboardFolder: 'folder of dashboards',
  FlexiPage: 'Lightning page',
  CustomTab: 'tab',
  LightningComponentBundle: 'component',
  ListView: 'list view',
  PathAssistant: 'path',
  PermissionSet: 'permission set',
  RecordType: 'record type',
  Report: 'report',
  ReportFolder: 'folder of reports',
  ReportType: 'report type',
  StandardValueSetTranslation: 'translations of stages',
  Translations: 'translations of labels',
  ValidationRule: 'rule',
};

const kindOf = (type: string): string => kinds[type] ?? type;

const line = ({ kind, name, sentences }: PlanChange): string =>
  `  ${signs[kind]} ${plain(name)}${sentences.length === 0 ? '' : `: ${plain(sentences.join('; '))}`}`;

/** Additions of a type in one line, for whatever has nothing more to be said of it. */
function grouped(changes: readonly PlanChange[]): string[] {
  const bare = (change: PlanChange): boolean => change.sentences.length === 0;
  const byKind = Map.groupBy(changes.filter(bare), ({ kind, type }) => `${signs[kind]} ${type}`);
  const bares = [...byKind].map(([key, all]) => {
    const [sign = '', type = ''] = key.split(' ');
    return `  ${sign} ${all.length} × ${kindOf(type)}: ${named(all.map(({ name }) => plain(name)))}`;
  });
  const spoken = changes
    .filter((change) => !bare(change))
    .map((change) => line({ ...change, name: `${kindOf(change.type)} ${change.name}` }));
  return [...bares, ...spoken];
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines];

/** A plan for people; it ends with one line that counts. */
export function planText(plan: InstallPlan): string {
  const { org, changes, notes } = plan;
  const stages = changes.filter(({ type }) => type === 'Stage');
  const others = changes.filter(({ type }) => type !== 'Stage');
  return [
    `${plain(org.name)} (${org.edition}${org.isProduction ? ', production' : ''}), ${org.instanceUrl}`,
    ...section('Stages', stages.map(line)),
    ...section(
      'The model',
      plan.asks.map(({ kind, says }) => `  ${signs[kind]} ${plain(says)}`),
    ),
    ...section('Metadata', grouped(others)),
    ...section(
      'To know',
      notes.map((note) => `  ${plain(note)}`),
    ),
    '',
    changes.length === 0
      ? 'No changes.'
      : `Plan: ${countsText(planCounts(plan))}. No deal is touched.${changes.some(({ kind, type }) => kind === 'add' && type === 'ValidationRule') ? ' Rules arrive switched off.' : ''}`,
  ].join('\n');
}

/** To which org something will be written, before it is. */
export const orgText = (facts: OrgFacts, org: { readonly instanceUrl: string; readonly username: string }): string =>
  `${plain(facts.name)} (${facts.edition}${facts.isProduction ? ', production' : ''}), ${org.instanceUrl}, as ${org.username}`;

export function rollbackText(plan: RollbackPlan, later: readonly string[]): string {
  const { restore, remove, switchedOff, changedSince, dealsInStages, run } = plan;
  const back = [...restore.keys()].map((path) => `  ~ ${path}`);
  const removed = grouped(remove.map(({ type, name }): PlanChange => ({ kind: 'remove', type, name, sentences: [] })));
  const pending = later.length > 0 || isPending(plan);
  return [
    run.head.about,
    ...section(
      'Later runs, taken back first',
      later.map((id) => `  ${id}`),
    ),
    ...section('Put back as it was', back),
    ...section('Removed, with the data in it (kept in files first)', removed),
    ...section(
      'Switched off, since the platform deletes none',
      switchedOff.map((what) => `  ${plain(what)}`),
    ),
    ...section(
      'Changed by somebody since, and put back too',
      changedSince.map((path) => `  ${path}`),
    ),
    ...section(
      later.length === 0
        ? 'Deals in stages that are switched off'
        : 'Deals in stages that are switched off, before the later runs are taken back',
      dealsInStages.map(({ stage, deals }) => `  ${plain(stage)}: ${deals}`),
    ),
    '',
    pending ? `${restore.size} to put back, ${remove.length} to remove.` : 'Nothing to take back.',
  ].join('\n');
}

export const rolledBackText = ({ equal, otherwise, deals, dealsChanged, kept, assignments, run }: RolledBack): string =>
  [
    otherwise.length === 0
      ? `Taken back: the org is as before the install in everything it may have touched; ${equal} of its own components were held against the backup.`
      : `Not as before the install: ${otherwise.join(', ')}.`,
    `Deals: ${deals}; stage, probability or forecast category differ from the day of the install in ${dealsChanged}.`,
    ...Object.entries(kept).map(([object, rows]) => `Kept: ${rows} rows of ${object}.`),
    ...(assignments === 0 ? [] : [`Who had permission sets of the package: ${assignments}, listed beside them.`]),
    `Run ${run}.`,
  ].join('\n');
