/**
 * When the pages show what their readers wait for, put in before everything else: a runner that asks again and again
 * would round up to its next question, half a second at times.
 */
{
  const first = Document.prototype.querySelector;

  /** Resolves with the time when the frame has been painted in which the document first holds what a selector matches. */
  const shows = (selector) =>
    new Promise((resolve) => {
      const look = () => {
        if (first.call(document, selector) === null) requestAnimationFrame(look);
        else requestAnimationFrame(resolve);
      };
      look();
    });

  globalThis.shown = {
    home: shows('[data-id="ending-count"]:not(:empty)'),
    board: shows('[data-row="total"]'),
  };
}
