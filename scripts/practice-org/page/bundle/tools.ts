/** What builds are made of. Importing this loads Rollup and LWC's compiler, half a second: see load-tools.ts. */
export { baseComponents } from './base-components.ts';
export { platform } from './platform.ts';
export { constants, entries, lwcPlugin } from './rollup.ts';
export { engine } from './vendor.ts';
