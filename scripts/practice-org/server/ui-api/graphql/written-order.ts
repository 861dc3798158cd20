import { Kind, type GraphQLResolveInfo, type ValueNode } from 'graphql';
import { isRecord } from '../../http/request.ts';

function inOrder(value: unknown, node: ValueNode | undefined): unknown {
  if (!isRecord(value) || node?.kind !== Kind.OBJECT) return value;
  const fields = node.fields.flatMap(({ name, value: inner }) =>
    value[name.value] === undefined ? [] : [[name.value, inOrder(value[name.value], inner)] as const],
  );
  return Object.fromEntries(fields);
}

/**
 * An argument with its fields in the order the query writes them: who sorts or adds up by several fields means that
 * order. The GraphQL library reads an object in the order of its type, and so comes one that is a variable.
 */
export const asWritten = (value: unknown, name: string, { fieldNodes: [node] }: GraphQLResolveInfo): unknown =>
  inOrder(value, node?.arguments?.find((argument) => argument.name.value === name)?.value);
