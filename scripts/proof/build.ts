/** `npm run build`, and before `npm pack`: makes `lib`, the program as it is installed. */
import { fileURLToPath } from 'node:url';
import { buildLib } from './pack/index.ts';

buildLib(fileURLToPath(new URL('../..', import.meta.url)));
