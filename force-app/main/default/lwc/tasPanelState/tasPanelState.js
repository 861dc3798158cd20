/** Plain values for the panel: what Salesforce answered in, what the components show out. No I/O. */

export { readDeal, readItem, readNames, readNode, readPicklists, readRecord, readTeam } from './read';
export { isBlank, ofAccount, show, submitted } from './fields';
export { choiceOf } from './choice';
export { areComplete, forgive, isComposing, problemIn, safeLink } from './inputs';
export { itemFieldsOf } from './item-form';
export {
  dayOf,
  dot,
  formats,
  gradeText,
  numberIn,
  numberText,
  orgCurrency,
  stageText,
  today,
  trackText,
} from './locale';
export { alertOf, problemOf, refusalOf } from './problem';
export { approversIn, contextOf, panelView, standsIn } from './view';
