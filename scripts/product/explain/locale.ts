/** How a language names what a verdict speaks of, by the texts of the model itself. */
import { messagesIn, textIn, type Language, type Text } from '../messages/index.ts';
import { requirementsOf, type SalesModel } from '../model/index.ts';
import { formatsOf, type Locale } from '../present/index.ts';

export function localeOf(model: SalesModel, language: Language): Locale {
  const messages = messagesIn(language);
  const formats = formatsOf({
    tag: messages.language.tag,
    // Days are written as they are stored; moments are not shown.
    timeZone: 'UTC',
    currency: 'code',
    compactFrom: Number(messages.format.compactFrom),
  });
  const named = <T>(all: readonly T[], nameOf: (one: T) => string, labelOf: (one: T) => Text): Map<string, string> =>
    new Map(all.map((one) => [nameOf(one), textIn(labelOf(one), language) ?? nameOf(one)]));
  const { stages, closed, tracks, grades } = model;
  const requirements = requirementsOf(model).map(({ requirement }) => requirement);
  const fields = requirements.flatMap((requirement) =>
    (requirement.fields ?? []).map((field) => ({ ...field, label: field.label ?? requirement.label })),
  );
  const stageNames = named(
    [...stages, closed.won, closed.lost],
    ({ name }) => name,
    ({ label }) => label,
  );
  const trackNames = named(
    tracks,
    ({ name }) => name,
    ({ label }) => label,
  );
  const gradeNames = named(
    grades,
    ({ letter }) => letter,
    ({ label }) => label,
  );
  const requirementNames = named(
    requirements,
    ({ code }) => code,
    ({ label }) => label,
  );
  const fieldNames = named(
    fields,
    ({ name }) => name,
    ({ label }) => label,
  );
  const values = new Map(
    fields.flatMap(({ name, type }) =>
      type?.kind === 'picklist'
        ? type.values.map(({ value, label }): [string, string] => [
            `${name} ${value}`,
            textIn(label, language) ?? value,
          ])
        : [],
    ),
  );
  return {
    ...formats,
    // A plain space, so that whoever searches the text finds the amount.
    money: (amount, currency) => formats.money(amount, currency).replaceAll('\u00a0', ' '),
    model,
    stage: (name) => stageNames.get(name) ?? name,
    track: (name) => trackNames.get(name) ?? name,
    grade: (letter) => gradeNames.get(letter) ?? letter,
    requirement: (code) => requirementNames.get(code) ?? code,
    field: (name) => fieldNames.get(name) ?? name,
    value: (field, value) => values.get(`${field} ${value}`) ?? value,
  };
}
