/** In place of the page's own app: panel and card are put in one after the other, their data at hand. */
import '@lwc/synthetic-shadow';
import { createElement } from 'lwc';
import Panel from 'c/tasStagePanel';
import Card from 'bench/card';

const answers = new Map();
const { fetch } = globalThis;

/** Every question is asked of the org once; asked again, its answer is there without a task in between. */
globalThis.fetch = async (url, options) => {
  const question = JSON.stringify([url, options.method, options.body]);
  const known = answers.get(question);
  if (known !== undefined) return { ...known, text: async () => known.body };
  const response = await fetch(url, options);
  const { ok, status, statusText } = response;
  const body = await response.text();
  answers.set(question, { ok, status, statusText, body });
  return { ok, status, statusText, text: async () => body };
};

globalThis.bench = {
  rows: [],
  panel: (recordId) => Object.assign(createElement('c-tas-stage-panel', { is: Panel }), { recordId }),
  card: () => createElement('bench-card', { is: Card }),
};
document.body.dataset.bench = 'ready';
