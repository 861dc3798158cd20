/** Files of objects, fields and rules. */
import type { CustomField, CustomObject, ValidationRule } from '@salesforce/types/metadata';
import { print } from '../formula/index.ts';
import { component, type Component, type Partially } from '../metadata/index.ts';
import type { Language } from '../messages/index.ts';
import { bodyOf, type ChildField, type ChildObject } from './child-object.ts';
import type { FieldSpec } from './opportunity-fields.ts';
import type { Rule } from './rule.ts';

export const childFiles = (child: ChildObject, head: FileHead): Component[] => [
  component<CustomObject>(
    `objects/${child.name}/${child.name}.object-meta.xml`,
    'CustomObject',
    bodyOf(child, head.language),
    head.origin,
  ),
  ...child.fields.map((spec) => fieldFile(child.name, printed(spec), head)),
  ...child.rules.map((rule) => ruleFile(child.name, rule, head)),
];

const printed = (spec: ChildField): ChildField =>
  spec.formula === undefined ? spec : { ...spec, shape: { ...spec.shape, formula: print(spec.formula) } };

/** What files of one compile have in common. */
export interface FileHead {
  readonly origin: string;
  readonly language: Language;
}

export function fieldFile(
  object: string,
  spec: Pick<FieldSpec, 'name' | 'label' | 'help' | 'description'> & { shape: Partially<CustomField> },
  head: FileHead,
): Component {
  return component<CustomField>(
    `objects/${object}/fields/${spec.name}.field-meta.xml`,
    'CustomField',
    {
      fullName: spec.name,
      description: spec.description,
      inlineHelpText: spec.help[head.language] ?? '',
      label: spec.label[head.language] ?? spec.name,
      ...spec.shape,
    },
    head.origin,
  );
}

export const ruleFile = (object: string, rule: Rule, head: FileHead): Component =>
  component<ValidationRule>(
    `objects/${object}/validationRules/${rule.name}.validationRule-meta.xml`,
    'ValidationRule',
    {
      fullName: rule.name,
      active: rule.active,
      description: rule.description,
      errorConditionFormula: print(rule.condition),
      errorDisplayField: rule.displayField,
      errorMessage: rule.message[head.language] ?? '',
    },
    head.origin,
  );
