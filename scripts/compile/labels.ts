/** Custom labels of the package: groups, tracks, grades and the texts of each stage. */
import { groups, type SalesModel, type Text } from '../model/index.ts';
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

export const labels = (model: SalesModel): Label[] => [
  ...groups.map((group) => ({
    name: `TAS_Group_${capital(group)}`,
    value: groupTexts[group],
    about: `Head of the group ${group}`,
  })),
  ...model.tracks.map(({ name, label }) => ({ name: `TAS_Track_${name}`, value: label, about: `Track ${name}` })),
  ...model.grades.map(({ letter, label }) => ({ name: `TAS_Grade_${letter}`, value: label, about: `Grade ${letter}` })),
  { name: 'TAS_Closed_Won', value: model.closed.won.label, about: 'Closed Won' },
  { name: 'TAS_Closed_Lost', value: model.closed.lost.label, about: 'Closed Lost' },
  ...model.stages.flatMap((stage) =>
    (
      [
        ['Name', stage.label],
        ['Short', stage.short],
        ['Start', stage.start],
        ['End', stage.end],
        ['Task', stage.task],
      ] as const
    ).map(([part, value]) => ({
      name: `TAS_Stage_${stage.id}_${part}`,
      value,
      about: `Stage ${stage.id}, ${part.toLowerCase()}`,
    })),
  ),
];

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
