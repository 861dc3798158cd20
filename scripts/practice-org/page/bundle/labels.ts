/** Custom labels of a package, in its base language and in those it is translated to. */
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';

export interface Labels {
  /** Name → text. */
  readonly base: ReadonlyMap<string, string>;
  /** By language, `zh_CN`: name → text. */
  readonly translated: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

const many = <T extends z.ZodType>(one: T) => z.array(one).default([]);
const labelFile = z.object({
  CustomLabels: z.object({ labels: many(z.object({ fullName: z.string(), value: z.string() })) }),
});
const translationFile = z.object({
  Translations: z.object({ customLabels: many(z.object({ name: z.string(), label: z.string() })) }),
});

const parser = new XMLParser({
  parseTagValue: false,
  isArray: (name) => name === 'labels' || name === 'customLabels',
});

const translation = /(?:^|\/)translations\/([^/]+)\.translation(?:-meta\.xml)?$/;

/** Reads them from a package: path → XML text. */
export function readLabels(metadata: ReadonlyMap<string, string>): Labels {
  const base = new Map<string, string>();
  const translated = new Map<string, Map<string, string>>();
  for (const [path, text] of metadata) {
    if (/\.labels(-meta\.xml)?$/.test(path)) {
      for (const { fullName, value } of labelFile.parse(parser.parse(text)).CustomLabels.labels)
        base.set(fullName, value);
    }
    const language = translation.exec(path)?.[1];
    if (language === undefined) continue;
    const texts = translated.get(language) ?? new Map<string, string>();
    translated.set(language, texts);
    const { customLabels } = translationFile.parse(parser.parse(text)).Translations;
    for (const { name, label } of customLabels) texts.set(name, label);
  }
  return { base, translated };
}
