export { buildLib } from './build.ts';
export { provePackage } from './prove.ts';
