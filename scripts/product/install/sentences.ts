/** What becomes otherwise in one component, in words. */
import type { Difference } from './compare.ts';

interface ChangedFile {
  readonly path: string;
  readonly differences: readonly Difference[];
}

const longest = 60;
const shortened = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);

const words: Readonly<Record<string, string>> = {
  errorConditionFormula: 'asks otherwise',
  formula: 'is worked out otherwise',
  errorMessage: 'says otherwise',
};

/** At most a sentence for each thing that changes; files of code are named. */
export function changeSentences(type: string, files: readonly ChangedFile[]): string[] {
  const sentences = files.flatMap(({ path, differences }) =>
    path.endsWith('.xml')
      ? differences.map((one) => sentence(type, one))
      : [`${path.split('/').at(-1) ?? path} is another`],
  );
  const distinct = [...new Set(sentences)];
  return distinct.length <= 6 ? distinct : [...distinct.slice(0, 5), `and ${distinct.length - 5} more`];
}

function sentence(type: string, { at, from, to }: Difference): string {
  if (type === 'ValidationRule' && at === 'active') return to === 'true' ? 'is switched on' : 'is switched off';
  const word = words[at];
  if (word !== undefined) return word;
  const place = at.replace(/^valueSet\.valueSetDefinition\./, '');
  if (from === undefined) return place === '' ? 'gets a new file' : `${place}: ${shortened(to)} is added`;
  return `${place}: ${shortened(from === '' ? 'nothing' : from)} → ${shortened(to === '' ? 'nothing' : to)}`;
}
