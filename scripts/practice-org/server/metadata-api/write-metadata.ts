/** Single components made, changed and deleted: each is a deployment of its own. */
import type { Operation, SoapCall } from '../api/soap/call.ts';
import { SoapFault, type Part } from '../api/soap/message.ts';
import { partsOfAnswer } from './answer.ts';
import { keyOf, type ComponentName } from './component.ts';
import type { Deployments } from './deployments.ts';
import { childText, elementsOf, fileOf, type Fragment } from './fragments.ts';
import { manifestText } from './manifest.ts';
import { isKnownType, parentOf, typeNamed } from './types.ts';

type Verb = 'create' | 'update' | 'upsert';

/** A component of a message: what it is and the elements it has. */
interface Given extends ComponentName {
  readonly inner: string;
}

const localName = (name: string): string => name.split(':').at(-1) ?? name;

/** The elements that an operation is given, as they are written. */
function argumentsOf({ text }: SoapCall): Fragment[] {
  const [envelope] = elementsOf(text);
  const body = elementsOf(envelope?.inner ?? '').find(({ name }) => localName(name) === 'Body');
  return elementsOf(elementsOf(body?.inner ?? '')[0]?.inner ?? '');
}

/** @throws SoapFault for an element that says no type. */
function componentsIn(call: SoapCall): Given[] {
  return argumentsOf(call)
    .filter(({ name }) => localName(name) === 'metadata')
    .map((element) => {
      const type = /:type="(?:\w+:)?(\w+)"/.exec(element.raw.slice(0, element.raw.indexOf('>')))?.[1] ?? '';
      if (!isKnownType(type)) throw new SoapFault('INVALID_TYPE', `'${type}' is no type of metadata`);
      const inner = element.inner.replaceAll(/<(\/?)\w+:/g, '<$1');
      return { type, fullName: childText({ ...element, inner }, 'fullName') ?? '', inner };
    });
}

const withoutName = (inner: string): string => inner.replace(/<fullName>[^<]*<\/fullName>/, '');

/** The file of a zip that a component comes in. */
function fileWith({ type, fullName, inner }: Given): [path: string, content: string] {
  const parent = parentOf(type);
  const child = parent?.children.find(({ name }) => name === type);
  if (parent === undefined || child === undefined) {
    const own = typeNamed(type);
    return [`${own?.directory ?? ''}/${fullName}.${own?.suffix ?? ''}`, fileOf(type, withoutName(inner))];
  }
  const [container = '', ...rest] = fullName.split('.');
  const isLabel = parent.name === 'CustomLabels';
  const [file, name] = isLabel ? ['CustomLabels', fullName] : [container, rest.join('.')];
  const part = `<${child.element}><fullName>${name}</fullName>${withoutName(inner)}</${child.element}>`;
  return [`${parent.directory}/${file}.${parent.suffix ?? ''}`, fileOf(parent.name, part)];
}

/** A result of one component; `problem` is why it was not done. */
const saved = (fullName: string, problem?: { code: string; message: string }, created?: boolean): Part[] =>
  partsOfAnswer({
    result: {
      ...(created === undefined ? {} : { created }),
      ...(problem === undefined ? {} : { errors: { message: problem.message, statusCode: problem.code } }),
      fullName,
      success: problem === undefined,
    },
  });

/** `createMetadata`, `updateMetadata`, `upsertMetadata`. @throws SoapFault for what is no component. */
export const writeMetadata =
  (deployments: Deployments, verb: Verb): Operation =>
  (call) =>
    componentsIn(call).flatMap((given) => {
      const { type, fullName } = given;
      const exists = deployments.store.components().has(keyOf(given));
      if (verb === 'create' && exists) {
        const message = `There is already a component of type ${type} named ${fullName}.`;
        return saved(fullName, { code: 'DUPLICATE_DEVELOPER_NAME', message });
      }
      if (verb === 'update' && !exists)
        return saved(fullName, { code: 'INVALID_CROSS_REFERENCE_KEY', message: `no ${type} named ${fullName} found` });
      const [path, content] = fileWith(given);
      const files = new Map([
        ['package.xml', Buffer.from(manifestText([{ type, fullName }], call.version))],
        [path, Buffer.from(content)],
      ]);
      const problem = deployments.apply(files, call.session).find((message) => message.problem !== undefined)?.problem;
      const error = problem === undefined ? undefined : { code: 'FIELD_INTEGRITY_EXCEPTION', message: problem };
      return saved(fullName, error, verb === 'upsert' ? !exists && error === undefined : undefined);
    });

/** `deleteMetadata` of components of one type. */
export const deleteMetadata =
  (deployments: Deployments): Operation =>
  ({ given, session, version }) => {
    const type = given.text('type') ?? '';
    return given.all('fullNames').flatMap(({ own: fullName }) => {
      const files = new Map([
        ['package.xml', Buffer.from(manifestText([], version))],
        ['destructiveChanges.xml', Buffer.from(manifestText([{ type, fullName }], version))],
      ]);
      const failure = deployments.apply(files, session).find(({ problem }) => problem !== undefined);
      if (failure === undefined) return saved(fullName);
      const isMissing = failure.problemType === 'Warning';
      const message = isMissing ? `no ${type} named ${fullName} found` : (failure.problem ?? '');
      return saved(fullName, { code: isMissing ? 'INVALID_CROSS_REFERENCE_KEY' : 'DEPENDENCY_EXISTS', message });
    });
  };

/** @throws SoapFault always: names are what rows and rules go by. */
export const renameMetadata: Operation = () => {
  throw new SoapFault(
    'FUNCTIONALITY_NOT_ENABLED',
    'A practice org renames no components: deploy the new one and delete the old.',
  );
};
