/** What a model says of the contract: fields of its own that can hold number and day, and requirements that it has. */
import { fieldTypes, type KnownType } from '../fields.ts';
import type { Finding } from '../problem.ts';
import type { SalesModel } from '../schema.ts';
import { requirementsOf } from '../walk.ts';

export function checkContract(model: SalesModel): Finding[] {
  const { contract } = model;
  if (contract === undefined) return [];
  const types = fieldTypes(model);
  const codes = new Set(requirementsOf(model).map(({ requirement }) => requirement.code));
  const holds = (key: 'number' | 'date', type: KnownType): Finding[] => {
    const name = contract[key];
    return name === undefined || types.get(name) === type
      ? []
      : [
          {
            kind: 'fieldUse',
            path: ['contract', key],
            what: `\`${name}\` is no ${type} field that the model asks for.`,
            why: 'The panel tells of the contract what stands there.',
            fix: `Name a ${type} field of a requirement, or leave \`${key}\` out.`,
          },
        ];
  };
  return [
    ...holds('number', 'text'),
    ...holds('date', 'date'),
    ...contract.handover.flatMap((code, at): Finding[] => {
      const path = ['contract', 'handover', at];
      if (contract.handover.indexOf(code) < at)
        return [
          {
            kind: 'duplicate',
            path,
            what: `\`${code}\` stands twice.`,
            why: 'Delivery reads it once.',
            fix: 'Delete one of the two.',
          },
        ];
      if (codes.has(code)) return [];
      return [
        {
          kind: 'unknownName',
          path,
          what: `The model has no requirement \`${code}\`.`,
          why: 'What delivery gets is what a requirement asked for.',
          fix: 'Name the code of a requirement, or delete it.',
        },
      ];
    }),
  ];
}
