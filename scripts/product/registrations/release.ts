/** Lets lapsed registrations go: they end, and their projects are free for others. A run, which can be taken back. */
import { CallBudget, ofWriting } from '../grade/index.ts';
import { modelHash } from '../model/index.ts';
import { chooseApi } from '../org/index.ts';
import { newRunId, startRun, type RunCounts, type RunRow } from '../runs/index.ts';
import { registration, registrationField as own } from '../vocabulary/index.ts';
import {
  checkRegistrations,
  readRegistrations,
  type RegistrationOptions,
  type RegistrationOrg,
  type Registrations,
} from './read.ts';

export interface ReleaseOptions extends RegistrationOptions {
  readonly apply: boolean;
  /** Asked before anything is written; told of how many. What it throws ends the run. */
  readonly confirm: (records: number) => Promise<void>;
  /** Percent of the API calls left today, 0 to 100, that are left to others. */
  readonly leave: number;
  /** Folder of runs. */
  readonly runs: string;
  readonly now: () => Date;
}

export interface Released {
  readonly found: Registrations;
  readonly applied: boolean;
  /** The run that wrote them; null: nothing was to be written. */
  readonly run: string | null;
  readonly counts: RunCounts | null;
  /** 0 done or nothing to do · 1 the org refused some · 2 some are to be let go. */
  readonly exitCode: 0 | 1 | 2;
}

/** @throws {RegistrationError}, and whatever the org throws. */
export async function releaseLapsed(org: RegistrationOrg, options: ReleaseOptions): Promise<Released> {
  const { model, modelFile, apply, progress, runs } = options;
  await checkRegistrations(org, options, apply);
  const readAt = await org.orgTime();
  const found = await readRegistrations(org, options);
  const { lapsed, today } = found;
  const total = lapsed.length;
  if (!apply || total === 0)
    return { found, applied: apply, run: null, counts: null, exitCode: total > 0 && !apply ? 2 : 0 };
  await options.confirm(total);
  const api = chooseApi(options.api, total);
  (await CallBudget.of(org, options.leave)).take(ofWriting(api, total), `Writing ${total} records`);
  const started = options.now();
  const head = {
    id: newRunId('registrations', started),
    command: 'registrations' as const,
    org: { id: org.orgId, instanceUrl: org.instanceUrl, username: org.username },
    model: { file: modelFile, version: model.version, hash: modelHash(model) },
    started: started.toISOString(),
    of: null,
    about: `${total} lapsed registrations let go`,
  };
  progress.begin('Letting go', total);
  const carried = await startRun(org, head, {
    api,
    runs,
    rows: () =>
      lapsed.map(({ id, key }, n): RunRow => ({
        n,
        object: registration,
        key: 'Id',
        id,
        parent: '',
        before: { [own.status]: 'Approved', [own.key]: key || null },
        after: { [own.status]: 'Expired', [own.key]: null },
      })),
    total,
    now: options.now,
    readAt,
    watch: {
      columns: ['Id', own.status, own.until, own.key],
      why: (_row, now) =>
        now[own.status] === 'Approved' && (now[own.until] ?? '') < today ? undefined : 'it was extended or ended since',
    },
    onProgress: (more) => progress.advance(more),
  });
  progress.end();
  return { found, applied: true, run: head.id, counts: carried.counts, exitCode: carried.counts.refused > 0 ? 1 : 0 };
}
