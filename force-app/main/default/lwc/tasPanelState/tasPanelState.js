/** Plain values for the panel: what Salesforce answered in, what the components show out. No I/O. */

/** @typedef {import('./view').Input} Input */
/** @typedef {import('./view').Local} Local */

export { readDeal, readNames, readPicklists } from './read';
export { isBlank, show } from './fields';
export { choiceOf } from './choice';
export { areComplete, forgive } from './inputs';
export { problemOf } from './problem';
export { requirementOf, safeLink } from './rows';
export { contextOf, panelView, standsIn, verdictOn } from './view';
export { say, stageText, today } from './words';
