import { describe, expect, test } from 'vitest';
import { problemIn, Report } from '../../scripts/proof/sf/index.ts';

const said = (code: number | null, text: string) => ({ code, text, message: text });

describe('a command is judged', () => {
  test.each([
    ['the code and text that are right', said(0, 'Done.'), { holds: 'Done' }, undefined],
    ['a pattern that is there', said(2, '3 to write'), { code: 2, holds: /\d to write/ }, undefined],
    ['another code', said(1, 'no such org'), { holds: 'Done' }, 'exit code 1, not 0: no such org'],
    ['a code of 0 where a refusal is right', said(0, 'Done.'), { code: 1 }, 'exit code 0, not 1: Done.'],
    ['a process that a signal ended', said(null, ''), {}, 'exit code null, not 0: '],
    ['a text that is not there', said(0, 'Nothing.'), { holds: 'Done' }, 'Done is not in the answer: Nothing.'],
    ['a pattern that is not there', said(0, 'Nothing.'), { holds: /\d/ }, '/\\d/ is not in the answer: Nothing.'],
  ])('%s', (_name, answer, expected, problem) => {
    expect(problemIn(answer, expected)).toBe(problem);
  });
});

describe('the report', () => {
  function report(tell: (report: Report) => void): { readonly lines: readonly string[]; readonly code: number } {
    const lines: string[] = [];
    const made = new Report((line) => lines.push(line));
    tell(made);
    return { code: made.close(), lines };
  }

  test('counts what was not run, neither as right nor as failed', () => {
    const { lines, code } = report((made) => {
      made.ran('sf org list', undefined);
      made.notRun('sf tas', 'the CLI is not here');
      made.notRun('36 commands of sf', 'the CLI is not here', 36);
    });
    expect(lines).toEqual([
      'ok      sf org list',
      'not run sf tas: the CLI is not here',
      'not run 36 commands of sf: the CLI is not here',
      '\n1 of 1 commands as they should be, 0 failed, 37 not run.',
    ]);
    expect(code).toBe(0);
  });

  test('a failure is told with its problem, and the exit code is 1', () => {
    const { lines, code } = report((made) => {
      made.ran('sf org list', undefined);
      made.ran('sf org open', 'exit code 1, not 0: no');
    });
    expect(lines.slice(1)).toEqual([
      'FAILED  sf org open\n        exit code 1, not 0: no',
      '\n1 of 2 commands as they should be, 1 failed, 0 not run.',
    ]);
    expect(code).toBe(1);
  });
});
