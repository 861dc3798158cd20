/** Questions are asked somewhere, once each; reasons and prompts belong to what can be chosen. */
import type { Finding } from '../problem.ts';
import type { Coaching, SalesModel } from '../schema.ts';
import { requirementsOf } from '../walk.ts';

export function checkCoaching(model: SalesModel): Finding[] {
  if (model.coaching === undefined) return [];
  const { questions, strategies } = model.coaching;
  const stages = new Set(model.stages.map(({ id }) => id));
  const seen = new Set<string>();
  const findings: Finding[] = [];
  for (const [at, { code, stages: asked = [], closed }] of questions.entries()) {
    const path: Finding['path'] = ['coaching', 'questions', at];
    if (seen.has(code))
      findings.push({
        kind: 'duplicate',
        path: [...path, 'code'],
        what: `Question \`${code}\` stands twice.`,
        why: 'Answers are stored by the code.',
        fix: 'Give one of the two another code.',
      });
    seen.add(code);
    if (asked.length === 0 && !closed)
      findings.push({
        kind: 'coaching',
        path: [...path, 'code'],
        what: `Question \`${code}\` is asked nowhere.`,
        why: 'It has no stages, and is not asked at the end.',
        fix: 'Add `stages:`, or `closed: true`.',
      });
    for (const [place, id] of asked.entries())
      if (!stages.has(id))
        findings.push({
          kind: 'unknownName',
          path: [...path, 'stages', place],
          what: `There is no stage ${id}.`,
          why: 'The question would never be asked there.',
          fix: 'Use the `id` of a stage.',
        });
  }
  findings.push(...checkReasons(model, model.coaching));
  if (strategies !== undefined) findings.push(...checkStrategies(model, strategies));
  return findings;
}

/** One question asks why a deal was won or lost, once it is closed, and has a list for either end. */
function checkReasons({ closed }: SalesModel, { questions, won }: Coaching): Finding[] {
  const finding = (path: Finding['path'], what: string, why: string, fix: string): Finding => ({
    kind: 'coaching',
    path,
    what,
    why,
    fix,
  });
  const asking = questions.flatMap((one, at) => (one.kind === 'reason' ? [{ ...one, at }] : []));
  const findings = asking.flatMap(({ code, at, stages = [], closed: isClosed }, nth): Finding[] => {
    const path: Finding['path'] = ['coaching', 'questions', at];
    return [
      ...(stages.length > 0 || !isClosed
        ? [
            finding(
              [...path, 'kind'],
              `Question \`${code}\` asks for a reason of a deal that is still open.`,
              'Reasons are those of won and of lost deals.',
              'Give it `closed: true` and no `stages`, or another kind.',
            ),
          ]
        : []),
      ...(nth > 0
        ? [
            finding(
              [...path, 'kind'],
              `Question \`${code}\` asks for a reason as well as \`${asking[0]?.code ?? ''}\`.`,
              'The answer becomes the reason of a lost deal, which has one.',
              'Make it a question in words.',
            ),
          ]
        : []),
    ];
  });
  if (asking.length > 0 && won === undefined)
    findings.push(
      finding(
        ['coaching', 'questions', asking[0]?.at ?? 0, 'kind'],
        'No reasons are given for which deals are won.',
        'Those of lost deals stand under `closed.lost.reasons`; a won deal would have nothing to choose from.',
        'Add `coaching.won`, a list like `closed.lost.reasons`.',
      ),
    );
  if (asking.length === 0 && won !== undefined)
    findings.push(
      finding(
        ['coaching', 'won'],
        'No question asks for a reason.',
        'The list would never be shown.',
        'Give a question `kind: reason`, or take the list out.',
      ),
    );
  const lost = new Map(closed.lost.reasons.map((one) => [one.value.toLowerCase(), one]));
  return [
    ...findings,
    ...(won ?? []).flatMap((one, at): Finding[] => {
      const same = lost.get(one.value.toLowerCase());
      if (same === undefined || isSame(one, same)) return [];
      return [
        finding(
          ['coaching', 'won', at],
          `\`${one.value}\` is written or called otherwise in \`closed.lost.reasons\`.`,
          'Both lists are values of one field, which has one name for each.',
          'Write value and labels alike in both lists, or give it another value.',
        ),
      ];
    }),
  ];
}

type Reason = NonNullable<Coaching['won']>[number];

const isSame = (one: Reason, other: Reason): boolean =>
  one.value === other.value &&
  Object.entries(one.label).every(([language, said]) => other.label[language as keyof Reason['label']] === said);

function checkStrategies(
  model: SalesModel,
  { field, prompts }: NonNullable<NonNullable<SalesModel['coaching']>['strategies']>,
): Finding[] {
  const found = requirementsOf(model)
    .flatMap(({ requirement }) => requirement.fields ?? [])
    .find(({ name }) => name === field);
  if (found?.type?.kind !== 'picklist')
    return [
      {
        kind: 'coaching',
        path: ['coaching', 'strategies', 'field'],
        what: `\`${field}\` is no picklist of the model.`,
        why: 'The prompts go by the value that was chosen.',
        fix: 'Name a picklist that a requirement makes.',
      },
    ];
  const values = found.type.values.map(({ value }) => value);
  return prompts.flatMap(({ value }, at): Finding[] =>
    values.includes(value)
      ? []
      : [
          {
            kind: 'unknownValue',
            path: ['coaching', 'strategies', 'prompts', at, 'value'],
            what: `\`${value}\` is no value of \`${field}\`.`,
            why: 'The prompt would never be shown.',
            fix: `Use one of ${values.join(', ')}.`,
          },
        ],
  );
}
