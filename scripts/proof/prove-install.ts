/** `npm run prove:install`: install and way back on every messy org, and a failure at every request. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
const child = spawn(process.execPath, [vitest, 'run', 'test/install', ...process.argv.slice(2)], {
  env: { ...process.env, PROVE_INSTALL: 'all' },
  stdio: 'inherit',
});
child.on('exit', (code) => (process.exitCode = code ?? 1));
