/** Every command by its name, for oclif: it knows one place, and the program stands in one of two. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cli, extension } from './sources.js';

const folder = new URL('commands/', cli);
const files = readdirSync(fileURLToPath(folder), { recursive: true })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith(extension));

/** `tas:practice:start` → its class; an `index` is named as its folder. */
export const commands = Object.fromEntries(
  await Promise.all(
    files.map(async (file) => {
      const { default: command } = await import(new URL(file, folder).href);
      const name = file.slice(0, -extension.length).replace(/\/index$/, '');
      return [name.replaceAll('/', ':'), command];
    }),
  ),
);
