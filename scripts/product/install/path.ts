/** The guidance of the standard Path: for an org that has Path on, and no path of its own on deals without a record type. */
import { pathGuidance, pathName } from '../compile/index.ts';
import type { SalesModel } from '../model/index.ts';
import type { Member } from '../org/index.ts';
import type { InstallOrg } from './org.ts';
import { readState } from './state.ts';
import { parseXml, textOf } from './xml.ts';

const setting: Member = { type: 'Settings', name: 'PathAssistant' };

/** The file to install, and what is to be known; three calls of the API at most. */
export async function pathFor(
  org: InstallOrg,
  model: SalesModel,
): Promise<{ files: readonly (readonly [string, string])[]; notes: readonly string[] }> {
  const others = (await org.metadata.list(['PathAssistant'])).filter(({ name }) => name !== pathName);
  const there = await readState(org, [setting, ...others]);
  const isOn = [...there].some(
    ([path, text]) => path.startsWith('settings/') && textOf(parseXml(text), 'pathAssistantEnabled') === 'true',
  );
  if (!isOn) return { files: [], notes: [] };
  const own = [...there].find(([path, text]) => path.startsWith('pathAssistants/') && isOfAllDeals(text));
  if (own !== undefined)
    return { files: [], notes: ['The org has a path of its own on deals without a record type: it stays as it is.'] };
  const { path, text } = pathGuidance(model);
  return { files: [[path, text]], notes: [] };
}

function isOfAllDeals(text: string): boolean {
  const root = parseXml(text);
  return textOf(root, 'entityName') === 'Opportunity' && textOf(root, 'recordTypeName') === '__MASTER__';
}
