/** Whether conversion hands the project, the brief and the key of a lead to its deal: the mapping is the org's own. */
import { leadMapping } from '../compile/index.ts';
import { parseXml, textOf, type InstallProject } from '../install/index.ts';
import { named } from '../terminal/index.ts';
import { note, ok, warning, type Finding } from './finding.ts';
import type { Picture } from './picture.ts';

const step = 'Setup > Object Manager > Lead > Fields & Relationships > Map Lead Fields > Opportunity';

/** Nothing for a model without leads. */
export function leadFindings({ files }: Pick<Picture, 'files'>, { model }: Pick<InstallProject, 'model'>): Finding[] {
  const wanted = leadMapping(model);
  if (wanted.length === 0) return [];
  const text = [...files].find(([path]) => path.startsWith('LeadConvertSettings/'))?.[1];
  const why = 'What people wrote on the lead would not stand on its deal, and the deal would have no key.';
  if (text === undefined)
    return [
      note(
        'lead-mapping',
        'How lead fields are mapped: only an org can tell, the API did not give it.',
        why,
        `${step}: ${pairs(wanted)}.`,
      ),
    ];
  const there = new Set(mapped(text));
  const missing = wanted.filter((pair) => !there.has(pair.join(' ')));
  return [
    missing.length === 0
      ? ok('lead-mapping', 'Conversion hands project, brief and key of a lead to its deal.')
      : warning('lead-mapping', `Conversion does not map ${pairs(missing)}.`, why, `${step}: map them.`),
  ];
}

/** Pairs that go to the deal, as `from to`. */
const mapped = (text: string): string[] =>
  parseXml(text)
    .children.filter((one) => one.tag === 'objectMapping' && textOf(one, 'outputObject') === 'Opportunity')
    .flatMap(({ children }) => children.filter(({ tag }) => tag === 'mappingFields'))
    .map((pair) => `${textOf(pair, 'inputField') ?? ''} ${textOf(pair, 'outputField') ?? ''}`);

const pairs = (list: readonly (readonly [string, string])[]): string =>
  named(list.map(([from, to]) => `Lead.${from} to Opportunity.${to}`));
