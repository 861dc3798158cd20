/** Every text in every language of the model. */
import { languages } from '../../messages/index.ts';
import type { Finding, ModelPath } from '../problem.ts';
import type { SalesModel } from '../schema.ts';

const isLanguage = (key: string): boolean => (languages as readonly string[]).includes(key);

export function checkTexts(model: SalesModel): Finding[] {
  const findings: Finding[] = [];
  const visit = (value: unknown, path: ModelPath): void => {
    if (typeof value !== 'object' || value === null) return;
    if (!Array.isArray(value)) {
      const keys = Object.keys(value);
      if (keys.every(isLanguage) && path.length > 0) {
        const missing = model.languages.filter((language) => !keys.includes(language));
        findings.push(...missing.map((language) => missingText(language, path)));
        return;
      }
    }
    for (const [key, entry] of Object.entries(value)) visit(entry, [...path, Array.isArray(value) ? Number(key) : key]);
  };
  visit(model, []);
  return findings;
}

const missingText = (language: string, path: ModelPath): Finding => ({
  kind: 'translation',
  path,
  what: `\`${String(path.findLast((step) => typeof step === 'string'))}\` has no text in ${language}.`,
  why: 'People who work in that language would see a gap.',
  fix: `Add \`${language}: …\`, or take the language off \`languages\`.`,
});
