import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startPractice } from '../../practice-org/start/index.ts';
import { count, timing, within, type Figure } from './measure.ts';

const objects = 40;

const xml = (root: string, inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata">${inner}</${root}>\n`;

const times = (many: number, of: (index: number) => [string, string]): [string, string][] =>
  Array.from({ length: many }, (_, index) => of(index));

const number = '<type>Number</type><precision>18</precision><scale>2</scale>';

function field(index: number): string {
  if (index % 3 === 0) return '<type>Text</type><length>80</length>';
  return index % 3 === 1 ? number : `${number}<formula>F${index - 1}__c * 2 + LEN(F${index - 2}__c)</formula>`;
}

/** Of an object: its own file where it is custom, 60 fields, a third of them formulas, and 10 rules. */
function objectFiles(at: number): [string, string][] {
  const name = at === 0 ? 'Opportunity' : `Thing${at}__c`;
  const own =
    '<label>Thing</label><pluralLabel>Things</pluralLabel><nameField><label>Name</label><type>Text</type></nameField>';
  const folder = `objects/${name}`;
  return [
    ...(at === 0 ? [] : times(1, () => [`${folder}/${name}.object-meta.xml`, xml('CustomObject', own)])),
    ...times(60, (index) => [
      `${folder}/fields/F${index}__c.field-meta.xml`,
      xml('CustomField', `<fullName>F${index}__c</fullName><label>F ${index}</label>${field(index)}`),
    ]),
    ...times(10, (index) => [
      `${folder}/validationRules/R${index}.validationRule-meta.xml`,
      xml(
        'ValidationRule',
        `<fullName>R${index}</fullName><active>true</active><errorConditionFormula>AND(ISCHANGED(F1__c), F${3 * index + 1}__c &gt; 9, NOT(ISBLANK(F0__c)))</errorConditionFormula><errorMessage>No.</errorMessage>`,
      ),
    ]),
  ];
}

const layout =
  '<layoutSections><layoutColumns><layoutItems><field>Name</field></layoutItems></layoutColumns></layoutSections>';

/** What an org of some size exports. */
function exported(): [string, string][] {
  return [
    ...Array.from({ length: objects }, (_, at) => objectFiles(at)).flat(),
    ...times(500, (index) => [`classes/C${index}.cls`, `public class C${index} {\n${'  // A line.\n'.repeat(60)}}\n`]),
    ...times(500, (index) => [`classes/C${index}.cls-meta.xml`, xml('ApexClass', '<apiVersion>62.0</apiVersion>')]),
    ...times(500, (index) => [`layouts/Opportunity-L${index}.layout-meta.xml`, xml('Layout', layout.repeat(20))]),
    ...times(400, (index) => [
      `flows/F${index}.flow-meta.xml`,
      xml('Flow', '<label>F</label><start><object>Opportunity</object></start><status>Active</status>'),
    ]),
    ...times(400, (index) => [
      `permissionsets/P${index}.permissionset-meta.xml`,
      xml(
        'PermissionSet',
        `<label>P</label>${times(50, (at) => [
          '',
          `<fieldPermissions><editable>false</editable><field>Thing${1 + (index % (objects - 1))}__c.F${at}__c</field><readable>true</readable></fieldPermissions>`,
        ])
          .map(([, text]) => text)
          .join('')}`,
      ),
    ]),
  ];
}

/** An org that starts with somebody's source tree of 5,000 files as its own metadata. */
export async function benchSource(): Promise<Figure> {
  const root = mkdtempSync(join(tmpdir(), 'tas-bench-source-'));
  try {
    const files = exported();
    for (const [path, text] of files) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const time = await timing(3, 1, () => startAndStop(root));
    return within(`practice start --source with ${count(files.length)} files`, time, 10);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function startAndStop(root: string): Promise<void> {
  const started = await startPractice({
    root,
    port: 0,
    ignoreColumns: [],
    sampleDeals: 0,
    bare: false,
    sourceFolder: '.',
    observe: false,
    announced: false,
    onProgress: () => undefined,
  });
  if (!started.ok) throw new Error(started.problems.join('\n'));
  const { notExecuted } = started.org.source;
  await started.stop();
  if (notExecuted.length > 0)
    throw new Error(notExecuted.map(({ fullName, cause }) => `${fullName}: ${cause}`).join('\n'));
}
