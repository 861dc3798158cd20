/** Everything an org needs to hold the rules of a model that stands in no project. */
import { join } from 'node:path';
import { compileModel } from '../../product/compile/index.ts';
import { readTree } from '../../product/metadata/index.ts';
import type { SalesModel } from '../../product/model/index.ts';

/**
 * Path → XML: the hand-written part, what the model compiles to, the record types it names and one that it does not.
 * @param root folder of the project.
 * @throws when the compiler finds fault with the model: then it is no model to prove anything with.
 */
export function metadataOf(root: string, model: SalesModel): Map<string, string> {
  const { files, findings } = compileModel(model, 'made.yaml');
  if (findings.length > 0) throw new Error(findings.map(({ what }) => what).join('\n'));
  return new Map([
    ...readTree(join(root, 'force-app', 'main', 'default')),
    ...files.map(({ path, text }): [string, string] => [path, text]),
    ...(model.scope.recordTypes === 'all' ? [] : [...model.scope.recordTypes, 'Others'].map(recordTypeFile)),
  ]);
}

const recordTypeFile = (name: string): [string, string] => [
  `objects/Opportunity/recordTypes/${name}.recordType-meta.xml`,
  `<?xml version="1.0" encoding="UTF-8"?>\n<RecordType xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>${name}</fullName><active>true</active><label>${name}</label></RecordType>\n`,
];
