/** Records of runs as values. Pure. */
import { runField, runRecord } from 'c/tasHomeModel';

/**
 * @param {any} data answer to `ownQuery`
 * @returns {{ runs: readonly Home.Run[], total: number, otherGrade: number | null, otherStage: number | null }}
 */
export function readRuns(data) {
  const found = data?.uiapi?.query ?? {};
  const { edges = [], totalCount = 0 } = found[runRecord] ?? {};
  return {
    total: totalCount,
    runs: edges.map((/** @type {any} */ { node }) => {
      const of = (/** @type {keyof typeof runField} */ key) => node[runField[key]]?.value ?? null;
      return {
        key: of('key'),
        command: node[runField.command]?.label ?? of('command'),
        state: of('state'),
        about: of('about'),
        by: node.CreatedBy?.Name?.value ?? null,
        started: of('started'),
        rows: of('rows') ?? 0,
        written: of('written') ?? 0,
        refused: of('refused') ?? 0,
        leftAlone: of('leftAlone') ?? 0,
        takesBack: of('of'),
        hash: of('modelHash'),
      };
    }),
    otherGrade: found.otherGrade?.totalCount ?? null,
    otherStage: found.otherStage?.totalCount ?? null,
  };
}
