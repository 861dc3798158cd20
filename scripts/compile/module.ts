/** The model as an ES module for the panel: what it needs and nothing else, with the hash that rules and scripts carry. */
import { createHash } from 'node:crypto';
import type { LightningComponentBundle } from '@salesforce/types/metadata';
import { component, type Component } from '../metadata/component.ts';
import type { SalesModel } from '../model/index.ts';

/** First 12 hex digits of the SHA-256 of the model: equal models, equal hashes, whatever their comments and layout. */
export const modelHash = (model: SalesModel): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(model)))
    .digest('hex')
    .slice(0, 12);

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, sorted(entry)]),
  );
}

export function modelModule(model: SalesModel, origin: string): Component[] {
  const folder = 'lwc/tasModel';
  return [
    {
      path: `${folder}/tasModel.js`,
      text: [
        `// ${origin}`,
        `export const modelHash = '${modelHash(model)}';`,
        `export const model = ${JSON.stringify(model, null, 1)};`,
        '',
      ].join('\n'),
    },
    component<LightningComponentBundle>(
      `${folder}/tasModel.js-meta.xml`,
      'LightningComponentBundle',
      {
        apiVersion: 66,
        description: 'TAS+ sales model, generated. Read by the stage gate panel.',
        isExposed: false,
        masterLabel: 'TAS+ sales model',
      },
      origin,
    ),
  ];
}
