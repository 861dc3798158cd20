/** What the commands say, and the file of duplicates. */
import { csvHeadForPeople, csvRowForPeople } from '../csv/index.ts';
import { undoCommand } from '../runs/index.ts';
import { plain, tableLines } from '../terminal/index.ts';
import type { DuplicateGroup, Duplicates } from './duplicates.ts';
import { nameOf, type Normalised, type NormalisedObject } from './normalise.ts';

const count = (value: number): string => value.toLocaleString('en-US');

/** @param runs Folder of runs. @param org How the user named the org. */
export function normalisedText({ applied, objects }: Normalised, runs: string, org?: string): string {
  const lines = objects.flatMap((one) => [
    `${count(one.read)} ${nameOf(one)} read; ${count(one.withoutCustomer)} without a customer that says anything; ${count(one.changes)} with keys that are not as they shall be.`,
    ...(one.counts === null || one.run === null
      ? []
      : [`  Run ${one.run}: ${writtenText(one.counts)}. Take it back: ${undoCommand(one.run, runs, org)}`]),
  ]);
  const pending = objects.some(({ changes }) => changes > 0);
  return [...lines, ...(applied || !pending ? [] : ['Nothing was written. Write them with --apply.'])].join('\n');
}

const writtenText = ({ written, found, refused, changed }: NonNullable<NormalisedObject['counts']>): string =>
  `${count(written + found)} written, ${count(refused)} refused, ${count(changed)} changed by somebody since`;

const mostShown = 20;

const kinds = { Lead: '  lead', Opportunity: '  deal', TAS_Registration__c: '  registration' } as const;

const whys: Readonly<Record<DuplicateGroup['why'], string>> = {
  project: 'Same customer, similar project',
  phone: 'One phone, several customers',
};

export function duplicatesText({ leads, deals, registrations, groups }: Duplicates, files: readonly string[]): string {
  const shown = groups.slice(0, mostShown).flatMap(({ why, members }) => [
    '',
    `${whys[why]}:`,
    ...tableLines(
      ['', 'Id', 'Customer', 'Project', 'Owner', 'Status'].map((head) => ({ head, align: 'left' as const })),
      members.map(({ object, id, customer, project, owner, status }) => [
        kinds[object],
        id,
        ...[customer, project, owner, status].map(plain),
      ]),
      { ruled: false },
    ).slice(1),
  ]);
  return [
    `${count(leads)} leads${registrations > 0 ? `, ${count(deals)} open deals and ${count(registrations)} registrations` : ` and ${count(deals)} open deals`} read; ${count(groups.length)} groups may be one pursuit.`,
    ...shown,
    ...(groups.length > mostShown ? ['', `… and ${count(groups.length - mostShown)} more, in the file.`] : []),
    '',
    ...files,
  ].join('\n');
}

const columns = ['Group', 'Why', 'Object', 'Id', 'Name', 'Customer', 'Project', 'Owner', 'Status'];

/** duplicates.csv: a row for each member, safe to open in a spreadsheet. */
export function* duplicatesCsv({ groups }: Duplicates): Generator<string> {
  yield csvHeadForPeople(columns);
  for (const [at, { why, members }] of groups.entries())
    for (const { object, id, name, customer, project, owner, status } of members)
      yield csvRowForPeople([at + 1, whys[why], object, id, name, customer, project, owner, status]);
}
