/** What the package lightning-base-components declares of itself. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { neededFolder, pageModules } from './places.ts';

const declared = z.object({
  version: z.string(),
  lwc: z.object({
    modules: z.array(z.union([z.object({ name: z.string(), path: z.string() }), z.object({ dir: z.string() })])),
    expose: z.array(z.string()),
  }),
});

export interface BaseComponents {
  readonly version: string;
  /** `lightning/button` and the others that a page may import, without those the page stands in for. */
  readonly exposed: readonly string[];
  /** `@salesforce/i18n/lang` → file with the value it has in English. */
  readonly defaults: ReadonlyMap<string, string>;
}

/** Exposed, but they import what npm does not have. */
const broken = new Set(['lightning/barcodeScanner', 'lightning/navigation', 'lightning/primitiveFigure']);

/** Names of the platform's modules that the page has stubs of. */
export const stubs = (): string[] => readdirSync(join(pageModules, 'lightning')).map((name) => `lightning/${name}`);

export function baseComponents(): BaseComponents {
  const folder = neededFolder('lightning-base-components');
  const { version, lwc } = declared.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  const own = new Set(stubs());
  const there = (name: string): boolean => existsSync(join(folder, 'src', name, `${name.split('/')[1] ?? ''}.js`));
  return {
    version,
    exposed: lwc.expose.filter((name) => !own.has(name) && !broken.has(name) && there(name)),
    defaults: new Map(
      lwc.modules.flatMap((module) =>
        'name' in module && module.name.startsWith('@salesforce/')
          ? [[module.name, join(folder, module.path)] as const]
          : [],
      ),
    ),
  };
}
