export { component, type Component, type Partially } from './component.ts';
export { isOurs, planTree, readIfThere, readTree, writeTree, writeWhole, type TreeChange } from './tree.ts';
