import {
  GraphQLError,
  Kind,
  isInterfaceType,
  isObjectType,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

/**
 * The guide's limits: a query has up to 10 subqueries; like SOQL it goes one level down to children and five levels up
 * to parents.
 */
const mostConnections = 10;
const mostChildLevels = 1;
const mostParentLevels = 5;

/** What lies in a selection: how many lists of records, how deep in each other, how many parents in a row. */
interface Extent {
  readonly connections: number;
  readonly lists: number;
  readonly parents: number;
}

const none: Extent = { connections: 0, lists: 0, parents: 0 };

const both = (a: Extent, b: Extent): Extent => ({
  connections: a.connections + b.connections,
  lists: Math.max(a.lists, b.lists),
  parents: Math.max(a.parents, b.parents),
});

/** What a selection stands on, by name: a type of the schema, or nothing known. */
type TypeName = string | undefined;

/** Measures selections; a fragment is measured once, however often it is spread. */
class Measure {
  readonly #schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #known = new Map<string, Extent>();

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    this.#schema = schema;
    const fragments = document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  of(selectionSet: SelectionSetNode | undefined, type: TypeName): Extent {
    let extent = none;
    for (const selection of selectionSet?.selections ?? []) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) extent = both(extent, this.#fragment(selection.name.value));
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        extent = both(extent, this.of(selection.selectionSet, selection.typeCondition?.name.value ?? type));
      } else extent = both(extent, this.#field(selection.name.value, selection.selectionSet, type));
    }
    return extent;
  }

  #isRecord(name: TypeName): boolean {
    const type = this.#schema.getType(name ?? '');
    return isObjectType(type) && type.getInterfaces().some((one) => one.name === 'Record');
  }

  #field(name: string, inner: SelectionSetNode | undefined, parent: TypeName): Extent {
    const owner = this.#schema.getType(parent ?? '');
    const fields = isObjectType(owner) || isInterfaceType(owner) ? owner.getFields() : {};
    // `[OpportunityEdge]!` without its brackets.
    const type = fields[name]?.type.toString().replaceAll(/[[\]!]/g, '');
    if (type === undefined) return none;
    const extent = this.of(inner, type);
    if (type.endsWith('Connection')) return { ...extent, connections: extent.connections + 1, lists: extent.lists + 1 };
    const isParent = this.#isRecord(parent) && this.#isRecord(type);
    return isParent ? { ...extent, parents: extent.parents + 1 } : extent;
  }

  #fragment(name: string): Extent {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const fragment = this.#fragments.get(name);
    const extent = this.of(fragment?.selectionSet, fragment?.typeCondition.name.value);
    this.#known.set(name, extent);
    return extent;
  }
}

/** Which limits a valid query breaks. */
export function limitErrors(schema: GraphQLSchema, document: DocumentNode): GraphQLError[] {
  const measure = new Measure(schema, document);
  const errors: GraphQLError[] = [];
  for (const operation of document.definitions) {
    if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
    const { connections, lists, parents } = measure.of(
      operation.selectionSet,
      schema.getRootType(operation.operation)?.name,
    );
    if (connections > mostConnections)
      errors.push(
        new GraphQLError(`A query can contain up to ${mostConnections} subqueries; this one has ${connections}.`),
      );
    if (lists > 1 + mostChildLevels)
      errors.push(new GraphQLError('A query can go one level down from parent to children.'));
    if (parents > mostParentLevels)
      errors.push(new GraphQLError(`A query can go up to ${mostParentLevels} levels from child to parent.`));
  }
  return errors;
}
