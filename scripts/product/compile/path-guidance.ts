/** Guidance for success on the standard Path: of each stage where it starts and where it ends, in the model's words. */
import type { PathAssistant } from '@salesforce/types/metadata';
import { component, escapeXml, type Component } from '../metadata/index.ts';
import { messagesIn, textIn } from '../messages/index.ts';
import { baseLanguage, type SalesModel } from '../model/index.ts';

/** Its developer name. The platform takes no other object, field or record type for it once it is there. */
export const pathName = 'TAS_Stages';

/** The path of deals without a record type. No part of the compiled package: an org has one path for them, perhaps its own. */
export function pathGuidance(model: SalesModel): Component {
  const language = baseLanguage(model);
  const { head } = messagesIn(language);
  const line = (label: string, text: string | undefined): string =>
    text === undefined ? '' : `<p><b>${escapeXml(label)}</b> ${escapeXml(text)}</p>`;
  return component<PathAssistant>(`pathAssistants/${pathName}.pathAssistant-meta.xml`, 'PathAssistant', {
    active: true,
    entityName: 'Opportunity',
    fieldName: 'StageName',
    masterLabel: 'TAS+',
    pathAssistantSteps: model.stages.map(({ name, start, end }) => ({
      info: line(head.starts, textIn(start, language)) + line(head.ends, textIn(end, language)),
      picklistValueName: name,
    })),
    recordTypeName: '__MASTER__',
  });
}
