/** A deployment as the platform reports it, over REST as JSON and over SOAP as XML. */
import type { Session } from '../access/session.ts';
import type { ComponentLog } from './log.ts';
import { isError, type DeployMessage } from './message.ts';

const testLevels = ['NoTestRun', 'RunSpecifiedTests', 'RunLocalTests', 'RunAllTestsInOrg', 'RunRelevantTests'] as const;

export interface DeployOptions {
  readonly allowMissingFiles: boolean;
  readonly autoUpdatePackage: boolean;
  readonly checkOnly: boolean;
  readonly ignoreWarnings: boolean;
  readonly performRetrieve: boolean;
  readonly purgeOnDelete: boolean;
  readonly rollbackOnError: boolean;
  readonly runTests: readonly string[];
  readonly singlePackage: boolean;
  readonly testLevel: (typeof testLevels)[number] | null;
}

/** Options as they came; what is missing is off. */
export function optionsOf(given: Readonly<Record<string, unknown>>): DeployOptions {
  const tests = given['runTests'];
  return {
    allowMissingFiles: given['allowMissingFiles'] === true,
    autoUpdatePackage: given['autoUpdatePackage'] === true,
    checkOnly: given['checkOnly'] === true,
    ignoreWarnings: given['ignoreWarnings'] === true,
    performRetrieve: given['performRetrieve'] === true,
    purgeOnDelete: given['purgeOnDelete'] === true,
    rollbackOnError: given['rollbackOnError'] === true,
    runTests: Array.isArray(tests) ? tests.filter((name) => typeof name === 'string' && name !== '') : [],
    singlePackage: given['singlePackage'] === true,
    testLevel: testLevels.find((level) => level === given['testLevel']) ?? null,
  };
}

export type DeployStatus =
  'Pending' | 'InProgress' | 'Succeeded' | 'SucceededPartial' | 'Failed' | 'Canceling' | 'Canceled';

export interface DeployJob {
  readonly id: string;
  readonly options: DeployOptions;
  readonly by: Session;
  readonly createdDate: string;
  startDate: string | null;
  completedDate: string | null;
  lastModifiedDate: string;
  status: DeployStatus;
  canceledBy: Session | null;
  messages: readonly DeployMessage[];
  errorStatusCode: string | null;
  errorMessage: string | null;
  /** What was validated, for a quick deployment. */
  zip: Buffer;
  /** The validation that is deployed by this; null where a zip is. */
  readonly validatedId: string | null;
}

export const isDone = ({ status }: DeployJob): boolean =>
  status !== 'Pending' && status !== 'InProgress' && status !== 'Canceling';

const isDeployed = ({ status }: DeployJob): boolean => status === 'Succeeded' || status === 'SucceededPartial';

/** Parts of objects are named by their object and themselves; in a message their type says which they are. */
function messageOf(message: DeployMessage, job: DeployJob, log: ComponentLog): Record<string, unknown> {
  const { type, fullName, fileName, change, problem, problemType, place } = message;
  const success = !isError(message);
  const known = type === '' || change === 'deleted' || !success ? undefined : log.of(message);
  return {
    changed: change === 'changed' || change === 'created',
    componentType: type,
    created: change === 'created',
    createdDate: job.completedDate ?? job.createdDate,
    deleted: change === 'deleted' && success,
    fileName,
    fullName,
    ...(known === undefined ? {} : { id: known.id }),
    ...(place === undefined ? {} : { lineNumber: place.line, columnNumber: place.column }),
    ...(problem === undefined ? {} : { problem, problemType }),
    requiresProductionTestRun: false,
    success,
    ...(success && problem !== undefined ? { warning: true } : {}),
  };
}

/** What `checkDeployStatus` and `deployRequest` answer. */
export function deployResult(job: DeployJob, log: ComponentLog, includeDetails: boolean): Record<string, unknown> {
  const { options, by, canceledBy, messages } = job;
  const components = messages.filter(({ type }) => type !== '');
  const failures = messages.filter(isError);
  const details = {
    componentFailures: failures.map((message) => messageOf(message, job, log)),
    componentSuccesses: messages.filter((message) => !isError(message)).map((message) => messageOf(message, job, log)),
    runTestResult: { numFailures: 0, numTestsRun: 0, totalTime: 0 },
  };
  return {
    checkOnly: options.checkOnly,
    ...(canceledBy === null ? {} : { canceledBy: canceledBy.userId, canceledByName: canceledBy.name }),
    ...(job.completedDate === null ? {} : { completedDate: job.completedDate }),
    createdBy: by.userId,
    createdByName: by.name,
    createdDate: job.createdDate,
    details: includeDetails ? details : { runTestResult: details.runTestResult },
    done: isDone(job),
    ...(job.errorMessage === null ? {} : { errorMessage: job.errorMessage, errorStatusCode: job.errorStatusCode }),
    id: job.id,
    ignoreWarnings: options.ignoreWarnings,
    lastModifiedDate: job.lastModifiedDate,
    numberComponentErrors: failures.length,
    numberComponentsDeployed: components.filter((message) => !isError(message)).length,
    numberComponentsTotal: components.length,
    numberTestErrors: 0,
    numberTestsCompleted: 0,
    numberTestsTotal: 0,
    rollbackOnError: options.rollbackOnError,
    runTestsEnabled: options.testLevel !== null && options.testLevel !== 'NoTestRun',
    ...(job.startDate === null ? {} : { startDate: job.startDate }),
    status: job.status,
    success: isDeployed(job),
  };
}
