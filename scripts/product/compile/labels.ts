/** Custom labels of the package: groups, tracks, grades and the texts of each stage. */
import { groups, type SalesModel, type Text } from '../model/index.ts';
import { nameLimits } from './measure.ts';
import { text } from './vocabulary.ts';

export interface Label {
  readonly name: string;
  readonly value: Text;
  readonly about: string;
}

const groupTexts: Readonly<Record<(typeof groups)[number], Text>> = {
  required: text('Required content', '必填内容'),
  actions: text('Must-do actions', '必做之事'),
  processes: text('Related processes', '相关流程'),
  people: text('People involved', '涉及人员'),
};

/** One text of a list. */
export type Entry = readonly [key: string, value: Text];

/**
 * Texts that a module needs together, as one custom label: a line `key=text` each, in the order given. One label costs
 * the browser one module, however many lines it has. A list that would pass 1,000 characters in any language goes on in
 * `NAME_2`, `NAME_3` …
 */
export function listLabels(name: string, about: string, entries: readonly Entry[]): Label[] {
  const lists: Map<string, string>[] = [];
  for (const [key, value] of entries) {
    const lines = Object.entries(value).map(([language, said]): [string, string] => [
      language,
      `${key}=${said.replace(/\s+/g, ' ')}`,
    ]);
    const list = lists.at(-1);
    const next = lines.map(([language, line]): [string, string] => [language, `${list?.get(language) ?? ''}\n${line}`]);
    if (list !== undefined && next.every(([, text]) => text.length <= nameLimits.labelValue))
      for (const [language, text] of next) list.set(language, text);
    else lists.push(new Map(lines));
  }
  return lists.map((list, index) => ({
    name: index === 0 ? name : `${name}_${index + 1}`,
    value: Object.fromEntries(list),
    about,
  }));
}

/** Names and texts of the model: `Group_Required`, `Track_Full`, `Grade_A`, `Closed_Won`, `Stage_1_Start` … */
export const labels = (model: SalesModel): Label[] => [
  ...listLabels('TAS_Names', 'Names of groups, tracks, grades and ends', [
    ...groups.map((group): Entry => [`Group_${capital(group)}`, groupTexts[group]]),
    ...model.tracks.map(({ name, label }): Entry => [`Track_${name}`, label]),
    ...model.grades.map(({ letter, label }): Entry => [`Grade_${letter}`, label]),
    ['Closed_Won', model.closed.won.label],
    ['Closed_Lost', model.closed.lost.label],
  ]),
  ...model.stages.flatMap(({ id, label, short, start, end, task }) =>
    listLabels(`TAS_Stage_${id}`, `Texts of stage ${id}`, [
      [`Stage_${id}_Name`, label],
      [`Stage_${id}_Short`, short],
      [`Stage_${id}_Start`, start],
      [`Stage_${id}_End`, end],
      [`Stage_${id}_Task`, task],
    ]),
  ),
];

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
