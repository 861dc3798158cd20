/** Registrations of an org that somebody has to look after: what waits, what runs out soon, what has and holds its key. */
import { describeIfThere } from '../explain/index.ts';
import type { GradeOrg } from '../grade/index.ts';
import type { SalesModel } from '../model/index.ts';
import { chooseApi, soql, soqlFields, soqlIdentifier, type ApiChoice, type OrgConnection } from '../org/index.ts';
import type { Progress } from '../terminal/index.ts';
import { registration, registrationField as own, relationOf } from '../vocabulary/index.ts';
import { RegistrationError } from './error.ts';

export interface Registration {
  readonly id: string;
  readonly name: string;
  readonly partner: string;
  readonly customer: string;
  readonly project: string;
  readonly submittedBy: string;
  /** YYYY-MM-DD; empty: not said. */
  readonly submittedOn: string;
  /** The last day of its protection, YYYY-MM-DD; empty: it has none. */
  readonly until: string;
  readonly status: string;
  readonly key: string;
}

export interface Registrations {
  /** YYYY-MM-DD, the day of the user in the org. */
  readonly today: string;
  /** Days ahead that were looked at. */
  readonly days: number;
  readonly waiting: readonly Registration[];
  readonly ending: readonly Registration[];
  readonly lapsed: readonly Registration[];
}

export interface RegistrationOptions {
  readonly model: SalesModel;
  /** Where the model comes from, for the reader. */
  readonly modelFile: string;
  readonly days: number;
  readonly api: ApiChoice;
  readonly progress: Progress;
}

/** What the command asks of an org: runs, and which day it is for the user. */
export type RegistrationOrg = GradeOrg & Pick<OrgConnection, 'calendar'>;

/** What is read of a registration, in the order of {@link registrationIn}. */
export const registrationColumns: readonly string[] = [
  'Id',
  'Name',
  `${relationOf(own.partner)}.Name`,
  `${relationOf(own.customer)}.Name`,
  own.project,
  `${relationOf(own.submittedBy)}.Name`,
  own.submittedOn,
  own.until,
  own.status,
  own.key,
];

export const registrationIn = (cells: readonly string[]): Registration => {
  const [id = '', name = '', partner = '', customer = '', project = '', submittedBy = '', ...rest] = cells;
  const [submittedOn = '', until = '', status = '', key = ''] = rest;
  return { id, name, partner, customer, project, submittedBy, submittedOn, until, status, key };
};

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The oldest first; what ends first, first. @throws {RegistrationError}, and whatever the org throws. */
export async function readRegistrations(org: RegistrationOrg, options: RegistrationOptions): Promise<Registrations> {
  const { days, progress } = options;
  await checkRegistrations(org, options, false);
  const { today } = await org.calendar();
  const from = soql`FROM ${soqlIdentifier(registration)} WHERE ${soqlIdentifier(own.status)} IN ('Submitted', 'Approved')`;
  const expected = await org.count(soql`SELECT COUNT() ${from}`);
  progress.begin('Reading registrations', expected);
  const waiting: Registration[] = [];
  const ending: Registration[] = [];
  const lapsed: Registration[] = [];
  const until = dayAfter(today, days);
  await org.read(
    chooseApi(options.api, expected),
    soql`SELECT ${soqlFields(registrationColumns)} ${from}`,
    registrationColumns,
    (rows) => {
      for (const cells of rows) {
        const one = registrationIn(cells);
        if (one.status === 'Submitted') waiting.push(one);
        else if (one.until < today) lapsed.push(one);
        else if (one.until <= until) ending.push(one);
      }
      progress.advance(rows.length);
    },
  );
  progress.end();
  const by = (key: 'submittedOn' | 'until') => (a: Registration, b: Registration) =>
    a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : a.id < b.id ? -1 : 1;
  return {
    today,
    days,
    waiting: waiting.sort(by('submittedOn')),
    ending: ending.sort(by('until')),
    lapsed: lapsed.sort(by('until')),
  };
}

/** @throws {RegistrationError} where the model or the org has none, or this user may not see or, to `write`, edit them. */
export async function checkRegistrations(
  org: Pick<GradeOrg, 'describe' | 'username'>,
  { model, modelFile }: Pick<RegistrationOptions, 'model' | 'modelFile'>,
  write: boolean,
): Promise<void> {
  if (model.registration === undefined)
    throw new RegistrationError('NoRegistrations', {
      message: `${modelFile} has no part \`registration\`: partner registrations are nobody's business there.`,
      actions: ['Add `registration:` to the model as docs/registration.md shows, or name another model with --model.'],
    });
  const seen = await describeIfThere(org, registration);
  if (seen?.has(own.status) !== true || !seen.has(own.until))
    throw new RegistrationError('PackageNotInstalled', {
      message: `There is no ${registration} that ${org.username} may see.`,
      actions: [
        'Install a package whose model has registrations (npx tas plan, npx tas apply), and assign yourself TAS+ Ops or TAS+ Channel manager.',
      ],
    });
  if (write && seen.get(own.key)?.updateable === false)
    throw new RegistrationError('NoEditAccess', {
      message: `${org.username} may not write ${own.key} of ${registration}.`,
      actions: ['Ask for TAS+ Ops or TAS+ Channel manager, then run the command again.'],
    });
}
