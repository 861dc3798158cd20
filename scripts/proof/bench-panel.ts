/** `npm run bench:panel`: what the panel, the home page and the board cost in a real browser, counted or against something in the same run. */
import { fileURLToPath } from 'node:url';
import { benchPanel } from './bench/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const print = (line: string): void => void process.stdout.write(`${line}\n`);

print(
  "The panel, the home page and the board in Chromium, as the practice org's page shows it, with LWC in development mode where a line says nothing else.\n",
);
const figures = await benchPanel(root);
for (const { name, shown, target, met } of figures) print(`${met ? 'met   ' : 'MISSED'} ${name}: ${shown} (${target})`);
const missed = figures.filter(({ met }) => !met).length;
print(`\n${missed === 0 ? 'Every target met.' : `${missed} targets missed.`}`);
process.exitCode = missed === 0 ? 0 : 1;
