export { component, escapeXml, type Component, type Partially } from './component.ts';
export { prepareFolder, unusableFolder } from './folder.ts';
export { isOurs, planTree, readIfThere, readTree, writeTree, writeWhole, type TreeChange } from './tree.ts';
