/** A metadata file as the Tooling API's `Metadata` field has it: JSON of the same names. */
import { Problems } from '../problem.ts';
import { readXml, type Xml } from '../schema/xml.ts';

/** Elements that hold numbers; every other text stays text, a formula of one digit too. */
const numeric = new Set([
  'apiVersion',
  'length',
  'locationX',
  'locationY',
  'precision',
  'probability',
  'scale',
  'startingNumber',
  'triggerOrder',
  'visibleLines',
]);

/** Elements that may stand more than once, and are lists though there be one. */
const lists = new Set([
  'actionCalls',
  'assignmentItems',
  'assignments',
  'conditions',
  'decisions',
  'dynamicChoiceSets',
  'filters',
  'formulas',
  'inputAssignments',
  'inputParameters',
  'loops',
  'outputAssignments',
  'pathAssistantSteps',
  'picklistValues',
  'processMetadataValues',
  'queriedFields',
  'recordCreates',
  'recordDeletes',
  'recordLookups',
  'recordRollbacks',
  'recordUpdates',
  'referenceTargets',
  'rules',
  'scheduledPaths',
  'screens',
  'subflows',
  'summaryFilterItems',
  'values',
  'variables',
]);

function valueOf(xml: Xml, name: string): unknown {
  if (xml.names.length > 0) return objectOf(xml);
  const text = xml.own;
  if (text === 'true' || text === 'false') return text === 'true';
  return numeric.has(name) && text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

const objectOf = (xml: Xml): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    xml.names.map((name) => {
      const values = xml.all(name).map((one) => valueOf(one, name));
      return [name, values.length > 1 || lists.has(name) ? values : (values[0] ?? null)];
    }),
  );

/** The root of a file, whatever it is called; undefined for what is no XML. */
export function readAny(source: string, path: string): Xml | undefined {
  const root = /<([A-Za-z]\w*)[\s>]/.exec(source.replace(/<\?[^>]*\?>|<!--[\s\S]*?-->/g, ''))?.[1] ?? '';
  return readXml(source, root, path, new Problems());
}

/** JSON text of an element without the name it goes by, which is `FullName`. */
export function metadataOf(xml: Xml | undefined): string | null {
  if (xml === undefined) return null;
  return JSON.stringify(Object.fromEntries(Object.entries(objectOf(xml)).filter(([name]) => name !== 'fullName')));
}
