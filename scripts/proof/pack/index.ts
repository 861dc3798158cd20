export { buildLib } from './build.ts';
