/** The header of `--data`: which columns load, which are left out, and what to do about those that are no fields. */
import type { Field, PracticeOrg } from '../server/index.ts';

/** Columns that name a parent, by their lower-case name. */
export const parentColumns: ReadonlyMap<string, string> = new Map([
  ['account.name', 'Account.Name'],
  ['owner.name', 'Owner.Name'],
  ['recordtype.developername', 'RecordType.DeveloperName'],
]);

export const currencyColumn = 'CurrencyIsoCode';

/** What reports call what they show of a deal, beside the labels of its fields. */
const reportLabels: Readonly<Record<string, string>> = {
  'opportunity name': 'Name',
  'account name': 'Account.Name',
  'opportunity owner': 'Owner.Name',
  'owner full name': 'Owner.Name',
  'opportunity record type': 'RecordType.DeveloperName',
  'record type': 'RecordType.DeveloperName',
  'opportunity currency': currencyColumn,
  业务机会名称: 'Name',
  客户名: 'Account.Name',
  客户名称: 'Account.Name',
  业务机会所有人: 'Owner.Name',
  业务机会货币: currencyColumn,
};

type Deal = NonNullable<ReturnType<PracticeOrg['org']['objects']['get']>>;

const lower = (text: string): string => text.toLowerCase();

const fieldOf = (deal: Deal | undefined, column: string): Field | undefined => deal?.byName.get(lower(column));

/** API name by lower-case label, in every language of the org; of two fields with one label the one that can be written. */
function labelsOf(deal: Deal | undefined): ReadonlyMap<string, string> {
  const labels = new Map(Object.entries(reportLabels));
  const fields = [...(deal?.fields ?? [])].sort((a, b) => Number(b.canCreate) - Number(a.canCreate));
  for (const { name, label } of fields)
    for (const one of [
      label,
      ...[...(deal?.declaration.translations?.values() ?? [])].map((own) => own.fields.get(lower(name))?.label ?? ''),
    ])
      if (one !== '' && !labels.has(lower(one))) labels.set(lower(one), name);
  return labels;
}

/** A list of columns as the flag reads it, and as a shell takes it. */
function forShell(columns: readonly string[]): string {
  const list = columns.map((name) => (/[",]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)).join(',');
  return /^[\w.,@%+-]+$/.test(list) ? list : `'${list.replaceAll("'", "'\\''")}'`;
}

/** The columns of `--ignore-columns`: separated by commas, in quotes where a name has one. */
export const ignoredColumns = (flag: string): string[] =>
  [...flag.matchAll(/(?:^|,)\s*(?:"((?:[^"]|"")*)"|([^,]*))/g)]
    .map(([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain.trim())
    .filter((name) => name !== '');

/** What is wrong with a header, each with what to do. */
export function headerProblems(
  org: PracticeOrg,
  file: string,
  header: readonly string[],
  ignored: readonly string[],
): string[] {
  const deal = org.org.objects.get('opportunity');
  const skip = new Set(ignored.map(lower));
  const names = header.map(lower);
  const labels = labelsOf(deal);
  const isKnown = (name: string): boolean =>
    fieldOf(deal, name) !== undefined || parentColumns.has(name) || skip.has(name) || name === lower(currencyColumn);
  const unknown = header.filter((name) => !isKnown(lower(name)));
  const named = unknown.filter((name) => name !== '');
  const leftOut = `--ignore-columns ${forShell([...ignored, ...named])}`;
  const rename = (name: string): string => {
    const meant = labels.get(lower(name));
    return meant === undefined || names.includes(lower(meant)) ? 'Rename it' : `Rename it to ${meant}`;
  };
  const twice = header.filter((name, index) => name !== '' && names.indexOf(lower(name)) !== index);
  return [
    ...unknown.map((name) =>
      name === ''
        ? `${file}:1 Column ${names.indexOf('') + 1} has no name. Give it the API name of a field, or take it out of the file.`
        : `${file}:1 Column "${name}" is no field of Opportunity. ${rename(name)}, or leave it out${named.length === 1 ? ` with ${leftOut}` : ''}.`,
    ),
    ...(named.length > 1 ? [`${file}:1 To leave out all of them: ${leftOut}`] : []),
    ...(names.includes('recordtypeid') && !skip.has('recordtypeid')
      ? [
          `${file}:1 Column "RecordTypeId" names record types of another org. Name them by RecordType.DeveloperName, or leave it out with --ignore-columns ${forShell([...ignored, 'RecordTypeId'])}.`,
        ]
      : []),
    ...twice.map((name) => `${file}:1 Column "${name}" stands twice. Keep one of the two.`),
    ...ignored
      .filter((name) => !names.includes(lower(name)))
      .map((name) => `${file}:1 There is no column "${name}" to ignore. Correct --ignore-columns.`),
  ];
}

/** A column whose ids are of another org, and what they name. */
export interface IdColumn {
  readonly name: string;
  readonly target: string;
}

export interface ExportColumns {
  /** What only Salesforce writes. */
  readonly written: readonly string[];
  /** What `Account.Name` and `Owner.Name` say better. */
  readonly doubled: readonly string[];
  readonly ids: readonly IdColumn[];
}

/** Columns that an export of another org has, and that say nothing or something else here. */
export function exportColumns(org: PracticeOrg, header: readonly string[], ignored: readonly string[]): ExportColumns {
  const deal = org.org.objects.get('opportunity');
  const skip = new Set(ignored.map(lower));
  const names = new Set(header.map(lower));
  const kept = header.filter((name) => !skip.has(lower(name)));
  const doubles = (name: string): boolean => /id$/i.test(name) && names.has(lower(name).replace(/id$/, '.name'));
  const own = kept.flatMap((name) => {
    const field = fieldOf(deal, name);
    return field === undefined ? [] : [{ name, field }];
  });
  return {
    written: own.flatMap(({ name, field }) => (field.canCreate || field.audit === true ? [] : [name])),
    doubled: own.flatMap(({ name, field }) => (field.kind === 'reference' && doubles(name) ? [name] : [])),
    ids: own.flatMap(({ name, field }) => {
      const target = field.targets[0]?.name;
      return target === undefined || doubles(name) || (!field.canCreate && field.audit !== true)
        ? []
        : [{ name, target }];
    }),
  };
}

/** What is to be known of them. */
export const exportNotes = ({ written, doubled, ids }: ExportColumns): string[] => [
  ...(written.length === 0 ? [] : [`Left out, since only Salesforce writes them: ${written.join(', ')}.`]),
  ...(doubled.length === 0
    ? []
    : [`Left out, since the name of the same record stands beside them: ${doubled.join(', ')}.`]),
  ...(ids.length === 0
    ? []
    : [
        `Ids of another org name nobody here: for each one in ${ids.map(({ name }) => name).join(', ')} there is a record with the id as its name.`,
      ]),
];
