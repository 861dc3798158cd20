/** Every text of the product, in every language. */
export { languageOf, languages, messagesIn, said, textIn, type Language, type Text } from './catalogue.ts';
export { fill } from './fill.ts';
export type { Messages } from './messages.ts';
export {
  boardGroups,
  chanceGroups,
  coachGroups,
  contractGroups,
  homeGroups,
  leadGroups,
  mapGroups,
  panelGroups,
  registrationGroups,
  type PanelMessages,
} from './panel.ts';
