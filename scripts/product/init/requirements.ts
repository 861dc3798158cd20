/** Requirements of the method in a stage of an org: asked of the same deals as before, and never more than there is room for. */
import type { Document, YAMLMap } from 'yaml';
import { limits } from '../model/index.ts';
import { fieldNodes, requirementNodes, textAt, type TemplateStage, type WrittenRequirement } from './template.ts';

/** The order in which keys of a requirement are written. */
const keyOrder = ['code', 'gate', 'slot', 'tracks', 'kind', 'evidence', 'fields', 'label', 'help'];

export interface CarriedRequirements {
  readonly requirements: readonly WrittenRequirement[];
  /** Codes that were hard and are advisory now, since a stage has {@link limits.slots} slots. */
  readonly softened: readonly string[];
}

/**
 * What the stages in `from` ask for, as one stage of the tracks `tracks` asks for it. Slots are counted anew: nothing is
 * stored yet.
 */
export function carry(
  document: Document,
  from: readonly TemplateStage[],
  tracks: readonly string[],
): CarriedRequirements {
  const requirements = from.flatMap((stage) =>
    requirementNodes(stage).map((requirement) => {
      // Without a mark of its own a requirement is asked on every track of its stage, and this one may have more.
      if (!requirement.node.has('tracks') && stage.tracks.join() !== tracks.join())
        put(document, requirement.node, 'tracks', stage.tracks);
      return requirement;
    }),
  );
  const softened: string[] = [];
  let slot = 0;
  for (const { node } of requirements) {
    if (!node.has('slot')) continue;
    if (slot < limits.slots) node.set('slot', slot++);
    else {
      node.delete('slot');
      node.delete('gate');
      softened.push(textAt(node, 'code'));
    }
  }
  return { requirements, softened };
}

function put(document: Document, node: YAMLMap, key: string, value: readonly string[]): void {
  node.set(document.createNode(key), document.createNode(value, { flow: true }));
  const place = (item: { readonly key: unknown }): number => keyOrder.indexOf(String(item.key));
  node.items.sort((a, b) => place(a) - place(b));
}

/**
 * A field is described once, where it is first asked for. Where that requirement stays out, the description moves to the
 * first that is left.
 */
export function describeFields(all: readonly TemplateStage[], carried: readonly WrittenRequirement[]): void {
  const types = new Map(
    all.flatMap((stage) =>
      requirementNodes(stage).flatMap(({ node }) =>
        fieldNodes(node).flatMap((field) => (field.has('type') ? [[textAt(field, 'name'), field] as const] : [])),
      ),
    ),
  );
  const fields = carried.flatMap(({ node }) => fieldNodes(node));
  const described = new Set(fields.filter((field) => field.has('type')).map((field) => textAt(field, 'name')));
  for (const field of fields) {
    const name = textAt(field, 'name');
    const source = types.get(name);
    if (source === undefined || described.has(name)) continue;
    field.set('type', source.get('type', true));
    described.add(name);
  }
}
