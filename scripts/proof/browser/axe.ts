/** axe-core in an isolated world of Chromium: under synthetic shadow the page's main world hides the document from it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const result = z.object({
  violations: z.array(z.object({ id: z.string(), help: z.string(), nodes: z.array(z.string()) })),
  /** Elements whose contrast was found good: none would mean that nothing was looked at. */
  contrastChecked: z.number(),
});

export type AxeResult = z.output<typeof result>;

/** Runs every rule on the page, or on what a selector matches. */
export async function runAxe(page: Page, within = 'body'): Promise<AxeResult> {
  const session = await page.context().newCDPSession(page);
  try {
    const { frameTree } = await session.send('Page.getFrameTree');
    const world = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'axe' });
    const run = `${source}
      axe.run(${JSON.stringify(within)}, { resultTypes: ['violations', 'passes'] }).then(({ violations, passes }) => ({
        violations: violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html, failureSummary }) => html.slice(0, 300) + ' ' + failureSummary) })),
        contrastChecked: passes.find(({ id }) => id === 'color-contrast')?.nodes.length ?? 0,
      }))`;
    const answer = await session.send('Runtime.evaluate', {
      expression: run,
      contextId: world.executionContextId,
      awaitPromise: true,
      returnByValue: true,
    });
    if (answer.exceptionDetails !== undefined) throw new Error(JSON.stringify(answer.exceptionDetails));
    return result.parse(answer.result.value);
  } finally {
    await session.detach();
  }
}
