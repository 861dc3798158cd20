/** The answers of the hidden line: a child of Opportunity, a record for each answer, so that none is lost to a later one. */
import type { CustomField } from '@salesforce/types/metadata';
import { answerChoices, answerField, coachingAnswer } from '../coaching/index.ts';
import { languages, messagesIn, said } from '../messages/index.ts';
import type { Partially } from '../metadata/index.ts';
import { baseLanguage, reviewReasons, type Coaching, type SalesModel } from '../model/index.ts';
import type { ChildField, ChildObject } from './child-object.ts';
import { masterDetail, valueSet } from './opportunity-fields.ts';

/** Descriptions are for administrators, and stay in English. */
function typed(
  key: keyof typeof answerField,
  shape: Partially<CustomField>,
  more: Partial<Pick<ChildField, 'permissioned' | 'values'>> = {},
): ChildField {
  const english = messagesIn(languages[0]).answerFields[key];
  return {
    name: answerField[key],
    label: said(({ answerFields: fields }) => fields[key].label),
    help: said(({ answerFields: fields }) => fields[key].help),
    description: `TAS+ coaching answer: ${english.label}. ${english.help}`,
    shape,
    permissioned: 'edit',
    ...more,
  };
}

export function coachingObject(model: SalesModel, { questions }: Coaching): ChildObject {
  const language = baseLanguage(model);
  const names = { one: said(({ coachingAnswer: of }) => of.one), many: said(({ coachingAnswer: of }) => of.many) };
  const codes = questions.map(({ code, label }) => ({ value: code, label }));
  const reasons = reviewReasons(model)?.all;
  const choices = answerChoices.map((value) => ({ value, label: said(({ coachingChoice }) => coachingChoice[value]) }));
  return {
    name: coachingAnswer,
    names,
    description: 'TAS+ coaching answer: what somebody thought of a deal, and when. No rule looks at it.',
    prefix: 'CA',
    records: 'written',
    reads: [],
    path: ['coaching'],
    rules: [],
    fields: [
      typed('deal', masterDetail(names.many[language] ?? '', 'TAS_Coaching_Answers'), { permissioned: 'never' }),
      typed(
        'question',
        { type: 'Picklist', required: true, valueSet: valueSet(codes, language) },
        { permissioned: 'never', values: codes },
      ),
      typed('stage', { type: 'Text', length: 255 }),
      typed('choice', { type: 'Picklist', valueSet: valueSet(choices, language) }, { values: choices }),
      ...(reasons === undefined
        ? []
        : [typed('reason', { type: 'Picklist', valueSet: valueSet(reasons, language) }, { values: reasons })]),
      typed('text', { type: 'LongTextArea', length: 4000, visibleLines: 4 }),
    ],
  };
}
