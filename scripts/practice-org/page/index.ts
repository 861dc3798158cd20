export { Page } from './page.ts';

// For proofs: the panel built without the page around it.
export { vendorKey } from './bundle/key.ts';
export { readLabels } from './bundle/labels.ts';
export { cacheFolder, neededFolder, packageRoot, pageModules, vendorUrl } from './bundle/places.ts';
export { bundlesOf, panelBundle } from './bundle/sources.ts';
export { loadBuildTools } from './bundle/load-tools.ts';
