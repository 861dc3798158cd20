/** Whether two orgs hold the same metadata: everything of both is retrieved as a zip, and compared byte by byte. */
import { Connection } from 'jsforce';
import JSZip from 'jszip';

export interface RunningOrg {
  readonly instanceUrl: string;
  readonly accessToken: string;
}

const version = '66.0';

/** Names of the files of a retrieve that one org alone has, or that differ; and how many there are in all. */
export async function compareOrgs(
  one: RunningOrg,
  other: RunningOrg,
): Promise<{ readonly files: number; readonly unlike: readonly string[] }> {
  const [a, b] = [await everything(one), await everything(other)];
  const names = [...new Set([...a.keys(), ...b.keys()])].sort();
  return { files: names.length, unlike: names.filter((name) => a.get(name) !== b.get(name)) };
}

/** Path in the zip → its bytes in base64. */
async function everything({ instanceUrl, accessToken }: RunningOrg): Promise<Map<string, string>> {
  const { metadata } = new Connection({ instanceUrl, accessToken, version });
  metadata.pollInterval = 10;
  const { metadataObjects } = await metadata.describe();
  const known = metadataObjects.flatMap(({ xmlName, childXmlNames }) => [xmlName, ...[childXmlNames].flat()]);
  const lists = await Promise.all(known.filter(Boolean).map((type) => metadata.list({ type })));
  const listed = [...lists.flat(), { type: 'StandardValueSet', fullName: 'OpportunityStage' }];
  const types = [...Map.groupBy(listed, ({ type }) => type)].map(([name, members]) => ({
    name,
    members: members.map(({ fullName }) => fullName).sort(),
  }));
  const request = { apiVersion: version, singlePackage: true, unpackaged: { types, version } };
  const { zipFile } = await metadata.retrieve(request as never).complete();
  const zip = await JSZip.loadAsync(zipFile, { base64: true });
  const files = Object.values(zip.files).filter(({ dir }) => !dir);
  return new Map(await Promise.all(files.map(async (file) => [file.name, await file.async('base64')] as const)));
}
