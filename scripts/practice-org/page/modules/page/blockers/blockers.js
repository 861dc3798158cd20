/** What keeps deals from their next stages, by name: the engine's verdicts, as the panel of each deal gives them. */
import { model, records, state } from 'practice/panel';
import { queryOf } from 'page/deals';

/** What a verdict needs of the package: what is read of a deal, the names, who looks. */
const hasVerdicts = Boolean(model?.dealNode && model.namesQuery && state?.contextOf && records?.viewer);

/** Undefined where the package gives no verdicts. */
export const namesQuery = hasVerdicts ? model.namesQuery : undefined;

/** The query of what the panel reads of one deal, for all of a list. @param {{ status: string }} route */
export const blockersQuery = (route) => (hasVerdicts ? queryOf('pageBlockers', route, model.dealNode) : undefined);

/** @typedef {{ names: readonly string[], behind: number }} Blockers */

/** Verdicts at a time, so that a list of thousands stops nobody from typing. */
const atATime = 50;

/**
 * By the id of the deal; of a deal in a stage that the model does not know nothing is said, nor of a closed one.
 * @param {readonly any[]} edges of the answer to `blockersQuery`
 * @param {any} namesData answer to `namesQuery`
 * @param {(found: ReadonlyMap<string, Blockers>, done: number) => boolean} tell what there is so far; false: nobody asks any more
 */
export function judge(edges, namesData, tell) {
  const { contextOf, readNames, readNode, today } = state;
  const names = readNames(namesData);
  const asked = { names, viewer: records.viewer, today: today(), picklists: null, viewed: null, moved: null };
  /** @type {Map<string, Blockers>} */
  const found = new Map();
  const go = (/** @type {number} */ from) => {
    const to = Math.min(from + atATime, edges.length);
    for (const { node } of edges.slice(from, to)) {
      const { shown, verdict } = contextOf({ ...asked, read: readNode(node), busy: new Set(), local: new Map() });
      if (verdict.next === null || verdict.stage.id === null) continue;
      found.set(node.Id, {
        names: shown.move.blocking.map((/** @type {any} */ { name }) => name),
        behind: verdict.requirements.filter((/** @type {any} */ { behind }) => behind).length,
      });
    }
    if (tell(found, to) && to < edges.length) setTimeout(() => go(to));
  };
  go(0);
}
