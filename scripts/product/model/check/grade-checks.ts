/** Bands of amount: without overlap, without gap, from the highest grade down to 0; one grade for partner-led deals. */
import type { Finding } from '../problem.ts';
import type { SalesModel } from '../schema.ts';

export function checkGrades(model: SalesModel): Finding[] {
  const placed = model.grades.map((grade, index) => ({ grade, path: ['grades', index] as const }));
  const bands = placed.filter(({ grade }) => !grade.partnerLed);
  const partner = placed.filter(({ grade }) => grade.partnerLed);
  const findings: Finding[] = [];

  for (const { grade, path } of bands)
    if (grade.from === undefined)
      findings.push({
        kind: 'bands',
        path,
        what: `Grade \`${grade.letter}\` has neither \`from\` nor \`partnerLed\`.`,
        why: 'No deal could ever earn it.',
        fix: 'Give it its lowest amount, or `partnerLed: true`.',
      });
  for (const { grade, path } of partner)
    if (grade.from !== undefined)
      findings.push({
        kind: 'bands',
        path: [...path, 'from'],
        what: `Grade \`${grade.letter}\` is partner-led and has an amount.`,
        why: 'The amount of a partner-led deal does not count.',
        fix: 'Delete `from`.',
      });
  for (const { grade, path } of partner.slice(1))
    findings.push({
      kind: 'bands',
      path: [...path, 'partnerLed'],
      what: `Grade \`${grade.letter}\` is a second partner-led grade.`,
      why: 'One deal would have two grades.',
      fix: 'Leave `partnerLed: true` on one grade only.',
    });

  if (partner.length === 0)
    findings.push({
      kind: 'bands',
      path: ['grades'],
      what: 'No grade is for deals that the partner leads.',
      why: 'A deal whose partner leads could not be graded.',
      fix: 'Give one grade `partnerLed: true` instead of `from`.',
    });

  bands.forEach(({ grade, path }, index) => {
    const above = bands[index - 1]?.grade;
    if (above?.from === undefined || grade.from === undefined || grade.from < above.from) return;
    findings.push({
      kind: 'bands',
      path: [...path, 'from'],
      what: `Band \`${grade.letter}\` from ${grade.from} overlaps band \`${above.letter}\` from ${above.from}.`,
      why: 'Grades go from the highest amount to the lowest, each line once.',
      fix: `Set \`from\` below ${above.from}, or change the order.`,
    });
  });

  const last = bands.at(-1);
  if (last === undefined)
    findings.push({
      kind: 'bands',
      path: ['grades'],
      what: 'No grade has an amount.',
      why: 'Deals that we lead could not be graded.',
      fix: 'Add at least one grade with `from: 0`.',
    });
  else if (last.grade.from !== undefined && last.grade.from !== 0)
    findings.push({
      kind: 'bands',
      path: [...last.path, 'from'],
      what: `Amounts between 0 and ${last.grade.from} have no grade.`,
      why: 'Deals in the gap would be ungraded for no reason anybody could see.',
      fix: 'Let the last band start at 0.',
    });
  return findings;
}
