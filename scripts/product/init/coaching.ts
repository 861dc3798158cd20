/** The questions of the coach, asked in the stages of an org that take the place of those that asked them. */
import { isMap, isSeq, type Document } from 'yaml';
import { fieldNodes, textAt, type WrittenRequirement } from './template.ts';

/**
 * `idOf`: by the id of a stage of the template that of the stage that takes its requirements. A question of stages that
 * nothing takes the place of is left out, and so are the prompts of a strategy that no requirement asks for.
 */
export function carryCoaching(
  document: Document,
  idOf: ReadonlyMap<number, number>,
  carried: readonly WrittenRequirement[],
): void {
  const coaching = document.get('coaching');
  if (!isMap(coaching)) return;
  const questions = coaching.get('questions');
  if (isSeq(questions))
    questions.items = questions.items.filter((question) => {
      if (!isMap(question) || !question.has('stages')) return true;
      const { stages = [] } = question.toJSON() as { readonly stages?: readonly number[] };
      const own = [...new Set(stages.flatMap((id) => idOf.get(id) ?? []))].sort((a, b) => a - b);
      if (own.length === 0) return false;
      question.set('stages', document.createNode(own, { flow: true }));
      return true;
    });
  const strategies = coaching.get('strategies');
  if (!isMap(strategies)) return;
  const field = textAt(strategies, 'field');
  if (!carried.some(({ node }) => fieldNodes(node).some((one) => textAt(one, 'name') === field)))
    coaching.delete('strategies');
}
