/** A proof over the API as lines: what was written how often, what was allowed, what the API could not express. */
import { sharesText } from '../shares.ts';
import { channelNames } from './channels.ts';
import type { ApiProof } from './prove.ts';

export function overApiText({ shares, leftOut }: Extract<ApiProof, { ok: true }>): string[] {
  return [
    ...sharesText(shares),
    `  each through ${channelNames.join(', ')}: ${shares.cases * channelNames.length} answers like the engine's, and what was let in, and nothing else, is in the org`,
    ...[...leftOut].map(([what, writes]) => `  in ${writes} writes left out, for the API cannot express it: ${what}`),
  ];
}
