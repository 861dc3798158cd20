/** What there is, and what there can be. */
import type { Operation, SoapCall } from '../api/soap/call.ts';
import type { Part } from '../api/soap/message.ts';
import { objectNamed } from '../org.ts';
import { partsOfAnswer } from './answer.ts';
import type { Placed } from './component.ts';
import type { Deployments } from './deployments.ts';
import { fileProperties } from './properties.ts';
import { componentsOfType } from './select.ts';
import { metadataTypes } from './types.ts';

/** The components of a type that somebody sees: objects and fields by their rights, the rest who may change it. */
function visible({ org, session }: SoapCall, { store }: Deployments, type: string): Placed[] {
  // The platform lists no standard value sets; clients know their names.
  if (type === 'StandardValueSet') return [];
  const all = componentsOfType(store, org, type);
  if (session.modifiesAll) return all;
  return all.filter(({ fullName }) => {
    const [name = '', field] = fullName.split('.');
    const object = objectNamed(org, name);
    if (object === undefined || !session.access(object).read) return false;
    if (type === 'CustomObject') return true;
    const found = object.byName.get(field?.toLowerCase() ?? '');
    return type === 'CustomField' && found !== undefined && session.access(object).readable[found.slot] === true;
  });
}

/** `listMetadata`: at most three types, those in folders by folder; objects with the standard ones. */
export const listMetadata =
  (deployments: Deployments): Operation =>
  (call) =>
    call.given
      .all('queries')
      .slice(0, 3)
      .flatMap((query): Part[] => {
        const folder = query.text('folder');
        const found = visible(call, deployments, query.text('type') ?? '').filter(
          ({ fullName }) => folder === undefined || fullName.startsWith(`${folder}/`),
        );
        return partsOfAnswer({ result: found.map((one) => fileProperties(one, deployments.log)) });
      });

/** `describeMetadata`: every type that files can be of. */
export const describeMetadata: Operation = () =>
  partsOfAnswer({
    result: {
      metadataObjects: metadataTypes.map(({ name, directory, suffix, inFolder, content, children }) => ({
        childXmlNames: children.map((child) => child.name),
        directoryName: directory,
        inFolder,
        metaFile: content,
        ...(suffix === undefined ? {} : { suffix }),
        xmlName: name,
      })),
      organizationNamespace: '',
      partialSaveAllowed: true,
      testRequired: false,
    },
  });
