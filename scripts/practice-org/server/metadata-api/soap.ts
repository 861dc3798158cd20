/** The Metadata API over SOAP. */
import type { Session } from '../access/session.ts';
import type { Operation, SoapCall } from '../api/soap/call.ts';
import { SoapFault } from '../api/soap/message.ts';
import type { Xml } from '../schema/xml.ts';
import { deployResult, isDone, optionsOf, type DeployJob, type DeployOptions } from './deploy-result.ts';
import { needsRight, refusedQuick } from './refusals.ts';
import { partsOfAnswer } from './answer.ts';
import { describeMetadata, listMetadata } from './list-metadata.ts';
import { manifestIn } from './manifest.ts';
import { readMetadata } from './read-metadata.ts';
import type { MetadataService } from './service.ts';
import { deleteMetadata, renameMetadata, writeMetadata } from './write-metadata.ts';

/** Deploying and retrieving take the right to change everything. @throws SoapFault for others. */
function mayDeploy({ modifiesAll }: Session): void {
  if (!modifiesAll) throw new SoapFault('INSUFFICIENT_ACCESS', needsRight);
}

/** An operation for those who may change everything. */
const permitted =
  (operation: Operation): Operation =>
  (call) => {
    mayDeploy(call.session);
    return operation(call);
  };

/** Elements as the values that REST has them as. */
const optionsIn = (xml: Xml | undefined): DeployOptions =>
  optionsOf(
    Object.fromEntries(
      (xml?.names ?? []).map((name): [string, unknown] => {
        if (name === 'runTests') return [name, xml?.all(name).map(({ own }) => own)];
        return [name, name === 'testLevel' ? xml?.text(name) : xml?.flag(name)];
      }),
    ),
  );

/** The one thing that an operation is given; clients do not agree on its name. */
const firstOf = (given: Xml): Xml | undefined => given.one(given.names[0] ?? '');

const unknownId = (id: string): SoapFault =>
  new SoapFault('INVALID_CROSS_REFERENCE_KEY', `invalid cross reference id: ${id}`);

/** The operations of the Metadata API, by the name of their message. */
export function metadataOperations({ deployments, retrievals }: MetadataService): Readonly<Record<string, Operation>> {
  const jobOf = (call: SoapCall, id: string | undefined): DeployJob => {
    mayDeploy(call.session);
    const job = deployments.find(id ?? '');
    if (job === undefined) throw unknownId(id ?? '');
    return job;
  };
  return {
    describeMetadata,
    listMetadata: listMetadata(deployments),
    readMetadata,
    renameMetadata,
    createMetadata: permitted(writeMetadata(deployments, 'create')),
    updateMetadata: permitted(writeMetadata(deployments, 'update')),
    upsertMetadata: permitted(writeMetadata(deployments, 'upsert')),
    deleteMetadata: permitted(deleteMetadata(deployments)),
    deploy: ({ session, given, zip }) => {
      mayDeploy(session);
      const { id } = deployments.start(Buffer.from(zip, 'base64'), optionsIn(given.one('DeployOptions')), session);
      return partsOfAnswer({ result: { done: false, id, state: 'Queued' } });
    },
    checkDeployStatus: (call) => {
      const job = jobOf(call, call.given.text('asyncProcessId'));
      const details = call.given.flag('includeDetails') ?? false;
      return partsOfAnswer({ result: deployResult(job, deployments.log, details) });
    },
    cancelDeploy: (call) => {
      const job = jobOf(call, firstOf(call.given)?.own);
      deployments.cancel(job, call.session);
      return partsOfAnswer({ result: { done: isDone(job), id: job.id } });
    },
    retrieve: ({ session, given, version }) => {
      mayDeploy(session);
      const request = firstOf(given);
      const unpackaged = request?.one('unpackaged');
      const id = retrievals.start({
        manifest: unpackaged === undefined ? { types: [], version: undefined } : manifestIn(unpackaged),
        singlePackage: request?.flag('singlePackage') ?? false,
        version: request?.text('apiVersion') ?? version,
      });
      return partsOfAnswer({ result: { done: false, id, state: 'Queued' } });
    },
    checkRetrieveStatus: ({ session, given }) => {
      mayDeploy(session);
      const id = given.text('asyncProcessId') ?? '';
      const result = retrievals.result(id, given.flag('includeZip') ?? true);
      if (result === undefined) throw unknownId(id);
      return partsOfAnswer({ result });
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
