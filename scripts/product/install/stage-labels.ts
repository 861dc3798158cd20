/** Stage names in the languages that the org has on: translations of OpportunityStage, the model's merged in. */
import type { SalesModel } from '../model/index.ts';
import { childOf, leaf, parent, parseXml, printXml, textOf, withChildren, type Element } from './xml.ts';

export const stageLabelsPath = (language: string): string =>
  `standardValueSetTranslations/OpportunityStage-${language}.standardValueSetTranslation-meta.xml`;

/**
 * The translations with the model's labels for stages that have none yet: what an admin has translated stays.
 * `set`: the org's stages as they will be; a translation goes by the label there.
 */
export const mergeStageLabels = (
  there: string | undefined,
  model: SalesModel,
  set: Element,
  language: string,
): string =>
  mergeLabels(
    there,
    model,
    new Map(set.children.map((value) => [textOf(value, 'fullName') ?? '', textOf(value, 'label') ?? ''])),
    language,
  );

/** The translations of an org that has the model's stages and no other; `labels` by name. */
export const stageLabels = (model: SalesModel, labels: ReadonlyMap<string, string>, language: string): string =>
  mergeLabels(undefined, model, labels, language);

function mergeLabels(
  there: string | undefined,
  model: SalesModel,
  labels: ReadonlyMap<string, string>,
  language: string,
): string {
  const root = there === undefined ? parent('StandardValueSetTranslation', []) : parseXml(there);
  const wanted = [...model.stages, model.closed.won, model.closed.lost].flatMap(({ name, label }) => {
    const translation = label[language as keyof typeof label];
    const master = labels.get(name);
    return translation === undefined || master === undefined || translation === master ? [] : [{ master, translation }];
  });
  const known = new Map(
    root.children.filter(({ tag }) => tag === 'valueTranslation').map((one) => [textOf(one, 'masterLabel') ?? '', one]),
  );
  const missing = wanted.filter(({ master }) => {
    const one = known.get(master);
    return one === undefined || (childOf(one, 'translation')?.text ?? '') === '';
  });
  if (missing.length === 0) return there ?? printXml(root);
  const fresh = new Map(missing.map(({ master, translation }) => [master, translation]));
  const changed = root.children.map((one) => {
    const master = textOf(one, 'masterLabel') ?? '';
    const translation = one.tag === 'valueTranslation' ? fresh.get(master) : undefined;
    if (translation === undefined) return one;
    fresh.delete(master);
    return withChildren(one, [leaf('translation', translation)]);
  });
  const added = [...fresh].map(([master, translation]) =>
    parent('valueTranslation', [leaf('masterLabel', master), leaf('translation', translation)]),
  );
  return printXml({ ...root, children: [...changed, ...added] });
}
