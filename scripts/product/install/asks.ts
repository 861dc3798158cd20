/** What the model asks for, against what the model in the org asks for: by the codes that each knows. */
import { baseLanguage, requirementsOf } from '../model/index.ts';
import { activeValues } from './fields.ts';
import type { ModelChange } from './plan-types.ts';
import type { InstallProject } from './project.ts';
import type { Files } from './state.ts';

const codePath = 'objects/TAS_Gate_Item__c/fields/Code__c.field-meta.xml';
const modelPath = 'lwc/tasModel/model.js';

/** Hash of the model that an org's panel carries; undefined where it has none. */
export const modelHashIn = (files: Files): string | undefined =>
  /modelHash = '([0-9a-f]+)'/.exec(files.get(modelPath) ?? '')?.[1];

/** None where the org has the same model. */
export function asks({ model, hash, stageOfCode }: InstallProject, there: Files): ModelChange[] {
  const before = modelHashIn(there);
  if (before === hash) return [];
  const language = baseLanguage(model);
  const requirements = requirementsOf(model);
  const labelOf = new Map(requirements.map(({ requirement: { code, label } }) => [code, label[language] ?? code]));
  const known = new Map(
    activeValues(there.get(codePath) ?? '<CustomField/>').map(({ value, label }) => [value, label]),
  );
  if (before === undefined && known.size === 0)
    return model.stages.map((stage): ModelChange => {
      const own = [...stage.required, ...stage.actions, ...stage.processes, ...stage.people];
      const hard = own.filter(({ gate }) => gate === 'hard').length;
      return {
        kind: 'add',
        says: `stage ${stage.id} ${stage.name} asks for ${hard} hard and ${own.length - hard} advisory requirements`,
      };
    });
  const at = (code: string): string => `stage ${stageOfCode.get(code) ?? '?'}`;
  return [
    ...[...known].flatMap(([code, label]): ModelChange[] =>
      labelOf.has(code) ? [] : [{ kind: 'remove', says: `${at(code)} no longer asks for ${label}` }],
    ),
    ...[...labelOf].flatMap(([code, label]): ModelChange[] =>
      known.has(code) ? [] : [{ kind: 'add', says: `${at(code)} asks for ${label}` }],
    ),
    ...(before === undefined
      ? []
      : [{ kind: 'change', says: `the panel's model: hash ${before} → ${hash}` } satisfies ModelChange]),
  ];
}
