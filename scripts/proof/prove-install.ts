/** `npm run prove:install`: install and way back on every messy org; an apply, a migration and a grading run broken off and killed at every request. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
const proofs = ['test/install', 'test/migrate/faults.test.ts', 'test/runs/faults.test.ts'];
const child = spawn(process.execPath, [vitest, 'run', ...proofs, ...process.argv.slice(2)], {
  env: { ...process.env, PROVE_INSTALL: 'all' },
  stdio: 'inherit',
});
child.on('exit', (code) => (process.exitCode = code ?? 1));
