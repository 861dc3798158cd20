import { ok, type Reply } from './reply.ts';

const newestVersion = 66;
const oldestVersion = 31;

const seasons = ['Spring', 'Summer', 'Winter'] as const;

/** Three releases a year; 66.0 is Spring '26. */
function labelOf(version: number): string {
  const behind = newestVersion - version;
  const index = (((0 - behind) % 3) + 3) % 3;
  const season = seasons[index] ?? 'Spring';
  const year = 26 - Math.floor((behind + 2) / 3) + (season === 'Winter' ? 1 : 0);
  return `${season} '${year}`;
}

/** `66.0` for every version the org speaks. */
export const knownVersion = (version: string): boolean => {
  const number = Number(version);
  return Number.isInteger(number) && number >= oldestVersion && number <= newestVersion;
};

export function versions(): Reply {
  const all = Array.from({ length: newestVersion - oldestVersion + 1 }, (_none, at) => oldestVersion + at);
  return ok(
    all.map((version) => ({ label: labelOf(version), url: `/services/data/v${version}.0`, version: `${version}.0` })),
  );
}

export function resources(version: string, identityUrl: string): Reply {
  const names = [
    'composite',
    'graphql',
    'jobs',
    'limits',
    'parameterizedSearch',
    'process',
    'query',
    'queryAll',
    'quickActions',
    'recent',
    'search',
    'sobjects',
    'tabs',
    'theme',
    'tooling',
    'ui-api',
  ];
  const paths = names.map((name) => [name, `/services/data/v${version}/${name}`]);
  return ok({ ...Object.fromEntries(paths), identity: identityUrl });
}
