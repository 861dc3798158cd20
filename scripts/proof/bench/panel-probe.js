/**
 * What the benchmark asks of the page, put in before everything else: synthetic shadow hides the panel's inside from
 * scripts that come after it.
 */
{
  const all = Document.prototype.querySelectorAll;
  const { observe } = MutationObserver.prototype;
  const Observer = MutationObserver;
  const find = (selector) => [...all.call(document, selector)];
  const loaded = 'c-tas-stage-panel article[aria-busy="false"]';
  performance.setResourceTimingBufferSize(10_000);

  /** Resolves as soon as the document holds what a selector matches. */
  const appears = (selector) =>
    new Promise((resolve) => {
      const look = () => {
        if (find(selector).length === 0) return;
        observer.disconnect();
        resolve(performance.now());
      };
      const observer = new Observer(look);
      observe.call(observer, document, { subtree: true, childList: true, attributes: true });
      look();
    });

  /** Resolves with the time when the next frame has been painted. */
  const painted = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
    });

  const longTasks = [];
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: 'longtask',
  });
  const clicks = [];
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === 'click') clicks.push(duration);
  }).observe({ type: 'event', durationThreshold: 16 });

  const firstData = appears(loaded);

  globalThis.probe = {
    longTasks,
    clicks,

    /** Calls of the API that were begun before the panel showed data, and before anything else. */
    async callsToFirstData() {
      const at = await firstData;
      const calls = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/services/'));
      return { at, before: calls.filter(({ startTime }) => startTime < at).map(({ name }) => new URL(name).pathname) };
    },

    /** From the click that comes next to the paint of a row that is done: foretold, and confirmed by the org. */
    tick(code) {
      const row = `c-tas-stage-panel [data-code="${code}"][tabindex].done`;
      return new Promise((resolve) => {
        addEventListener(
          'click',
          async ({ timeStamp }) => {
            const [foretold, confirmed] = await Promise.all(
              ['true', 'false'].map((busy) => appears(`${row}[aria-busy="${busy}"]`).then(painted)),
            );
            resolve({ foretold: foretold - timeStamp, confirmed: confirmed - timeStamp });
          },
          { capture: true, once: true },
        );
      });
    },

    /** A round trip of a request that asks next to nothing. */
    async roundTrip() {
      const start = performance.now();
      await (await fetch('/services/data/', { cache: 'no-store' })).text();
      return performance.now() - start;
    },

    /** A long task on purpose: that none was seen means something only where this one is. */
    async longTask() {
      const before = longTasks.length;
      await new Promise((resolve) => {
        setTimeout(() => {
          const end = performance.now() + 80;
          while (performance.now() < end);
          resolve();
        });
      });
      await new Promise((resolve) => setTimeout(resolve, 300));
      return longTasks.splice(before).length > 0;
    },

    /** The rows of the panel on show, with their words. */
    rows: () =>
      find('c-tas-stage-panel [data-code][tabindex]').map((row, key) => {
        const [name = '', detail = ''] = row.innerText.split('\n').filter((line) => line.trim() !== '');
        return { key, name, detail };
      }),

    /** Milliseconds from making an element to the end of the frame that paints it, and how many of something it shows. */
    mount(make, counted) {
      return new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        requestAnimationFrame(() => {
          const start = performance.now();
          const element = make();
          document.body.append(element);
          // Promises that are kept now go first, then style, layout and paint of this frame, then the message.
          port1.onmessage = () => {
            const ms = performance.now() - start;
            const count = find(counted).length;
            element.remove();
            port1.close();
            requestAnimationFrame(() => resolve({ ms, count }));
          };
          port2.postMessage(0);
        });
      });
    },
    appears: (selector) => appears(selector),
  };
}
