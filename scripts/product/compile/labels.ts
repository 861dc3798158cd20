/** Custom labels of the package: names of the model, the texts of each stage, and the messages of the panel. */
import {
  boardGroups,
  chanceGroups,
  coachGroups,
  contractGroups,
  homeGroups,
  leadGroups,
  languages,
  mapGroups,
  messagesIn,
  panelGroups,
  registrationGroups,
  said,
  type Text,
} from '../messages/index.ts';
import { modelHash, type SalesModel } from '../model/index.ts';
import { handedOver } from './contract-query.ts';
import { nameLimits } from './measure.ts';

export interface Label {
  readonly name: string;
  readonly value: Text;
  readonly about: string;
}

/** One text of a list. */
type Entry = readonly [key: string, value: Text];

/**
 * Texts that a module needs together, as one custom label: a line `key=text` each, in the order given. One label costs
 * the browser one module, however many lines it has. A list that would pass 1,000 characters in any language goes on in
 * `NAME_2`, `NAME_3` …
 */
function listLabels(name: string, about: string, entries: readonly Entry[]): Label[] {
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

/** Names and texts of the model: `Track_Full`, `Grade_A`, `Closed_Won`, `Stage_1_Start` … */
export const modelLabels = (model: SalesModel): Label[] =>
  listLabels('TAS_Model', 'Names of tracks, grades and ends, and the texts of the stages', [
    ...model.tracks.map(({ name, label }): Entry => [`Track_${name}`, label]),
    ...model.grades.map(({ letter, label }): Entry => [`Grade_${letter}`, label]),
    ['Closed_Won', model.closed.won.label],
    ['Closed_Lost', model.closed.lost.label],
    ...model.stages.flatMap(({ id, label, short, start, end, task }): Entry[] => [
      [`Stage_${id}_Name`, label],
      [`Stage_${id}_Short`, short],
      [`Stage_${id}_Start`, start],
      [`Stage_${id}_End`, end],
      [`Stage_${id}_Task`, task],
    ]),
  ]);

/** The messages of the home page, a line `key=text` each. */
export const homeLabels: readonly Label[] = listLabels(
  'TAS_Home',
  'Texts of the home page',
  homeGroups.flatMap((group) => entriesOf(group)),
);

/** The messages of the board. */
export const boardLabels: readonly Label[] = listLabels(
  'TAS_Board',
  'Texts of the board',
  boardGroups.flatMap((group) => entriesOf(group)),
);

/** The messages of the chance of a deal. */
export const chanceLabels: readonly Label[] = listLabels(
  'TAS_Chance',
  'Texts of the chance of a deal',
  chanceGroups.flatMap((group) => entriesOf(group)),
);

/** The messages of the customer map. */
export const mapLabels: readonly Label[] = listLabels(
  'TAS_Map',
  'Texts of the customer map',
  mapGroups.flatMap((group) => entriesOf(group)),
);

/** The messages of the coach, and what the questions and strategies of the model make one think of. */
export const coachLabels = ({ coaching }: SalesModel): readonly Label[] => [
  ...listLabels(
    'TAS_Coach',
    'Texts of the coach',
    coachGroups.flatMap((group) => entriesOf(group)),
  ),
  ...listLabels('TAS_Questions', 'What the coach makes one think of', [
    ...(coaching?.questions ?? []).map(({ code, help }): Entry => [`question.${code}`, help]),
    ...(coaching?.strategies?.prompts ?? []).map(({ label }, at): Entry => [`strategy.${at}`, label]),
  ]),
];

/** The messages of the contract's component, and what the requirements are called whose answers delivery gets. */
export const contractLabels = (model: SalesModel): readonly Label[] => [
  ...listLabels(
    'TAS_Contract',
    'Texts of the contract of a deal',
    contractGroups.flatMap((group) => entriesOf(group)),
  ),
  ...listLabels(
    'TAS_Handover',
    'What delivery gets of a deal',
    handedOver(model).map(({ requirement: { code, label } }): Entry => [`handover.${code}`, label]),
  ),
];

/** The messages of the Lead panel. */
export const leadLabels: readonly Label[] = listLabels(
  'TAS_Lead',
  'Texts of the Lead panel',
  leadGroups.flatMap((group) => entriesOf(group)),
);

/** The messages of partner registrations. */
export const registrationLabels: readonly Label[] = listLabels(
  'TAS_Registration',
  'Texts of partner registrations',
  registrationGroups.flatMap((group) => entriesOf(group)),
);

/** What the model says of the elements of a lead; none where it has no leads. */
export const elementLabels = ({ lead }: SalesModel): Label[] =>
  lead === undefined
    ? []
    : listLabels('TAS_Lead_Elements', 'The elements of a lead', [
        ['element.deal', lead.deal.label],
        ['element.dealHelp', lead.deal.help],
        ['element.reach', lead.reach.label],
        ['element.reachHelp', lead.reach.help],
      ]);

/** The messages of the panel, a line `group.key=text` each. */
export const panelLabels: readonly Label[] = listLabels(
  'TAS_Panel',
  'Texts of the panel',
  panelGroups.flatMap((group) => entriesOf(group)),
);

function entriesOf(
  group:
    | (typeof panelGroups)[number]
    | (typeof homeGroups)[number]
    | (typeof boardGroups)[number]
    | (typeof chanceGroups)[number]
    | (typeof mapGroups)[number]
    | (typeof coachGroups)[number]
    | (typeof contractGroups)[number]
    | (typeof leadGroups)[number]
    | (typeof registrationGroups)[number],
): Entry[] {
  const texts: Readonly<Record<string, string>> = messagesIn(languages[0])[group];
  return Object.keys(texts).map((key): Entry => [
    `${group}.${key}`,
    said((messages) => {
      const own: Readonly<Record<string, string>> = messages[group];
      return own[key] ?? '';
    }),
  ]);
}

/** Which model the package was compiled from: the same in every language, beside the panel's module the only place. */
export const hashLabel = (model: SalesModel): Label => ({
  name: 'TAS_Model_Hash',
  value: said(() => modelHash(model)),
  about: 'Hash of the sales model that this package was compiled from',
});
