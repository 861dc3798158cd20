/**
 * Rules about texts that are filled in and say nothing (docs/rules.md, TAS-M10 and TAS-I13), of models that refuse
 * those. One rule an object, since the gates have no room: it fires when such a text is given or changed. Long texts
 * are out of its reach: a formula cannot read them.
 */
import type { Expr } from '../formula/index.ts';
import { build as f } from '../formula/index.ts';
import { fill } from '../messages/index.ts';
import { requirementsOf, standardFields, type SalesModel } from '../model/index.ts';
import { field, itemField, relationOf, unseen } from '../vocabulary/index.ts';
import { governed, message, type Rule } from './rule.ts';

/** On the opportunity; none where the model only warns. */
export function dealTextRules(model: SalesModel): Rule[] {
  if (model.placeholders === 'warn') return [];
  const names = requirementsOf(model).flatMap(({ requirement }) =>
    (requirement.fields ?? []).flatMap(({ name, type }) =>
      (type?.kind ?? standardFields[name]) === 'text' ? [name] : [],
    ),
  );
  return [
    {
      name: 'TAS_M10_Says_Nothing',
      code: 'TAS-M10',
      description: 'TAS+ a short text that is given or changed is no placeholder and shows something.',
      message: message('TAS-M10', ({ rules }) => rules.M10),
      displayField: field.stage,
      active: true,
      path: ['placeholders'],
      condition: f.and(...governed(model), saysNothing(model, [...new Set([...names, field.manualNote])])),
    },
  ];
}

/** On the gate item, of its link and its reason; its note is a long text. */
export const itemTextRules = (model: SalesModel): Rule[] =>
  model.placeholders === 'warn'
    ? []
    : [
        {
          name: 'TAS_I13_Says_Nothing',
          code: 'TAS-I13',
          description: 'TAS+ a link or a reason that is given or changed is no placeholder and shows something.',
          message: message('TAS-I13', ({ rules }) => fill(rules.itemPanel, rules.I13)),
          displayField: itemField.status,
          active: true,
          path: ['placeholders'],
          condition: f.and(
            ...governed(model, `${relationOf(itemField.deal)}.`),
            saysNothing(model, [itemField.evidence, itemField.reason]),
          ),
        },
      ];

/** Stands after each text, and in none: they are in small letters. */
const border = 'Z';

/** The new texts, each between borders, searched at once: a pattern for each of them would be too long. */
function saysNothing(model: SalesModel, names: readonly string[]): Expr {
  const texts = names.map((name) =>
    f.when(
      f.and(f.or(f.isNew, f.changed(name)), f.not(f.isBlank(name))),
      f.join(f.call('LOWER', f.name(name)), f.text(border)),
      f.text(''),
    ),
  );
  const words = [...model.warnings.placeholders.map((word) => escaped(word.toLowerCase())), 'x+', '[-–—.?？…/*]+'];
  const any = `[^${border}]*${border}`;
  const nothing = `[${unseen}]*(?:${words.join('|')})?[.。]?[${unseen}]*${border}`;
  return f.call(
    'REGEX',
    texts.reduce((left, right) => f.join(left, right)),
    f.text(`(?:${any})*${nothing}(?:${any})*`),
  );
}

const escaped = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
