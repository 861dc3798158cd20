import type { Problems } from '../problem.ts';
import { readXml, type Xml } from './xml.ts';

/** Path → XML text. */
export type Metadata = ReadonlyMap<string, string>;

/** Files of one kind: the pattern's groups and the parsed root element. */
export function* filesOf(
  metadata: Metadata,
  pattern: RegExp,
  root: string,
  problems: Problems,
): Generator<[string[], Xml]> {
  for (const [path, source] of metadata) {
    const groups = pattern.exec(path)?.slice(1);
    if (groups === undefined) continue;
    const xml = readXml(source, root, path, problems);
    if (xml !== undefined) yield [groups, xml];
  }
}
