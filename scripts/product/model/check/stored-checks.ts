/**
 * Names of stages and values of picklists, as an org stores them. New ones are short and plain ASCII: people read labels
 * and translations. What an org already stores stays as it is.
 */
import type { Finding, ModelPath } from '../problem.ts';
import { limits, type PicklistValue, type SalesModel } from '../schema.ts';
import { requirementsOf } from '../walk.ts';

const isAscii = (value: string): boolean => /^[\x20-\x7e]+$/.test(value);

interface StoredStage {
  readonly name: string;
  readonly existing: boolean;
  readonly path: ModelPath;
}

const stagesOf = ({ stages, closed: { won, lost } }: SalesModel): StoredStage[] =>
  [
    ...stages.map((stage, index) => ({ stage, path: ['stages', index] })),
    { stage: won, path: ['closed', 'won'] },
    { stage: lost, path: ['closed', 'lost'] },
  ].map(({ stage: { name, existing }, path }) => ({ name, existing: existing === true, path: [...path, 'name'] }));

interface StoredValues {
  /** The field of the org that has them; undefined: they are made. */
  readonly existing: string | undefined;
  readonly values: readonly PicklistValue[];
  readonly path: ModelPath;
}

const valuesOf = (model: SalesModel): StoredValues[] => [
  { existing: undefined, values: model.manualGrade.reasons, path: ['manualGrade', 'reasons'] },
  { existing: undefined, values: model.closed.lost.reasons, path: ['closed', 'lost', 'reasons'] },
  { existing: undefined, values: model.coaching?.won ?? [], path: ['coaching', 'won'] },
  ...requirementsOf(model).flatMap(({ requirement, path }) =>
    (requirement.fields ?? []).flatMap(({ name, type, existing }, index): StoredValues[] =>
      type?.kind === 'picklist'
        ? [
            {
              existing: existing ? name : undefined,
              values: type.values,
              path: [...path, 'fields', index, 'type', 'values'],
            },
          ]
        : [],
    ),
  ),
];

const why = 'Rules, reports and loads compare what is stored letter by letter; labels are for people.';

export const checkStored = (model: SalesModel): Finding[] => [
  ...stagesOf(model).flatMap(({ name, existing, path }): Finding[] =>
    existing || isAscii(name)
      ? []
      : [
          {
            kind: 'wrongValue',
            path,
            what: `The stage name \`${name}\` is not plain ASCII.`,
            why,
            fix: 'Name it in English and leave the rest to `label`, or add `existing: true` where your org already stores it.',
          },
        ],
  ),
  ...valuesOf(model).flatMap(({ existing, values, path }) =>
    existing === undefined ? values.flatMap((value, index) => checkMade(value, [...path, index])) : [],
  ),
];

function checkMade({ value, label }: PicklistValue, path: ModelPath): Finding[] {
  const findings: Finding[] = [];
  const most = limits.picklistValue;
  const tooLong = (text: string, at: ModelPath) => {
    if (text.length > most)
      findings.push({
        kind: 'tooLong',
        path: at,
        what: `\`${text.slice(0, most)}…\` is longer than ${most} characters.`,
        why: 'Lists and the panel have no room for more.',
        fix: 'Shorten it, or add `existing: true` to a field that your org already has.',
      });
  };
  tooLong(value, [...path, 'value']);
  for (const [language, text] of Object.entries(label)) tooLong(text, [...path, 'label', language]);
  if (!isAscii(value))
    findings.push({
      kind: 'wrongValue',
      path: [...path, 'value'],
      what: `The value \`${value}\` is not plain ASCII.`,
      why,
      fix: 'Write it in English and leave the rest to `label`, or add `existing: true` to a field that your org already has.',
    });
  return findings;
}

/** What is worth a word: stored values in another script, which nothing refuses. */
export function storedWarnings(model: SalesModel): Finding[] {
  const warning = (path: ModelPath, what: string, other: string): Finding => ({
    kind: 'stored',
    path,
    what,
    why: `Rules, reports and loads compare it letter by letter: a letter that only looks alike, or a file in another encoding, is ${other}.`,
    fix: 'Keep it as long as your org stores it, and load files in UTF-8 only.',
  });
  return [
    ...stagesOf(model).flatMap(({ name, path }) =>
      isAscii(name)
        ? []
        : [warning(path, `The stage name \`${name}\` is not plain ASCII.`, 'another stage, at which no gate holds')],
    ),
    ...valuesOf(model).flatMap(({ existing, values, path }) =>
      existing === undefined || values.every(({ value }) => isAscii(value))
        ? []
        : [
            warning(
              path,
              `Values of \`${existing}\` are not plain ASCII.`,
              'another value, which counts for nothing where the model asks for this one',
            ),
          ],
    ),
  ];
}
