/** Loads Rollup, LWC's compiler and how the page sets them; who only serves the page never pays for that. */
export const loadBuildTools = () => import('./tools.ts');
