/** The Metadata API over SOAP. */
import type { Session } from '../access/session.ts';
import type { Operation, SoapCall } from '../api/soap/call.ts';
import { SoapFault, type Part } from '../api/soap/message.ts';
import type { Xml } from '../schema/xml.ts';
import { deployResult, isDone, testLevels, type DeployOptions } from './deploy-result.ts';
import { refusedQuick } from './quick.ts';
import { describeMetadata, fixedMetadata, listMetadata, readMetadata } from './read-metadata.ts';
import type { MetadataService } from './service.ts';

type Content = Part[1];

/** A value of an answer as elements: a list is the element again and again, what is undefined is left out. */
export function partsOfAnswer(answer: Readonly<Record<string, unknown>>): Part[] {
  return Object.entries(answer).flatMap(([name, value]): Part[] => {
    if (value === undefined) return [];
    return (Array.isArray(value) ? (value as unknown[]) : [value]).map((one): Part => [name, contentOf(one)]);
  });
}

function contentOf(value: unknown): Content {
  if (typeof value === 'object' && value !== null) return partsOfAnswer(value as Readonly<Record<string, unknown>>);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** Deploying and retrieving take the right to change everything. @throws SoapFault for others. */
function mayDeploy({ modifiesAll }: Session): void {
  if (!modifiesAll)
    throw new SoapFault(
      'INSUFFICIENT_ACCESS',
      'use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions',
    );
}

const optionsIn = (xml: Xml | undefined): DeployOptions => ({
  allowMissingFiles: xml?.flag('allowMissingFiles') ?? false,
  autoUpdatePackage: xml?.flag('autoUpdatePackage') ?? false,
  checkOnly: xml?.flag('checkOnly') ?? false,
  ignoreWarnings: xml?.flag('ignoreWarnings') ?? false,
  performRetrieve: xml?.flag('performRetrieve') ?? false,
  purgeOnDelete: xml?.flag('purgeOnDelete') ?? false,
  rollbackOnError: xml?.flag('rollbackOnError') ?? false,
  runTests: (xml?.all('runTests') ?? []).map(({ own }) => own).filter((name) => name !== ''),
  singlePackage: xml?.flag('singlePackage') ?? false,
  testLevel: testLevels.find((level) => level === xml?.text('testLevel')) ?? null,
});

const unknownId = (id: string): SoapFault =>
  new SoapFault('INVALID_CROSS_REFERENCE_KEY', `invalid cross reference id: ${id}`);

/** The operations of the Metadata API, by the name of their message. */
export function metadataOperations({ deployments }: MetadataService): Readonly<Record<string, Operation>> {
  const jobOf = (call: SoapCall, element: string) => {
    mayDeploy(call.session);
    const id = call.given.text(element) ?? '';
    const job = deployments.find(id);
    if (job === undefined) throw unknownId(id);
    return job;
  };
  return {
    createMetadata: fixedMetadata,
    deleteMetadata: fixedMetadata,
    describeMetadata,
    listMetadata,
    readMetadata,
    renameMetadata: fixedMetadata,
    updateMetadata: fixedMetadata,
    upsertMetadata: fixedMetadata,
    deploy: ({ session, given, zip }) => {
      mayDeploy(session);
      const { id } = deployments.start(Buffer.from(zip, 'base64'), optionsIn(given.one('DeployOptions')), session);
      return [['result', partsOfAnswer({ done: false, id, state: 'Queued' })]];
    },
    checkDeployStatus: (call) => {
      const job = jobOf(call, 'asyncProcessId');
      const details = call.given.flag('includeDetails') ?? false;
      return [['result', partsOfAnswer(deployResult(job, deployments.log, details))]];
    },
    cancelDeploy: (call) => {
      const job = jobOf(call, 'String');
      deployments.cancel(job, call.session);
      return [['result', partsOfAnswer({ done: isDone(job), id: job.id })]];
    },
    deployRecentValidation: ({ session, given }) => {
      mayDeploy(session);
      const id = given.text('validationId') ?? '';
      const job = deployments.startValidated(id, session);
      if (typeof job === 'string') throw new SoapFault('INVALID_ID_FIELD', refusedQuick(job, id));
      return [['result', job.id]];
    },
  };
}
