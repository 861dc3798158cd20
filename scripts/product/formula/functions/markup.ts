/** HYPERLINK and IMAGE: text that formula fields show as a link or a picture, and that the API hands out as HTML. */
import { numberArgument, textArgument, type Call, type FunctionTable } from '../call.ts';
import { integerOf } from '../decimal.ts';
import { text, type Run, type Term } from '../term.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const encoded = (value: string | null): string => (value ?? '').replaceAll(/[&<>"]/g, (one) => entities[one] ?? one);

/** HYPERLINK(url, shown [, target]): blank without a text to show. */
function hyperlink(call: Call): Term {
  const [url, shown] = [textArgument(call, 0), textArgument(call, 1)];
  const target: Run<string> = call.args.length === 3 ? textArgument(call, 2) : () => '_blank';
  return text((context) => {
    const name = shown(context);
    if (name === null) return null;
    return `<a href="${encoded(url(context))}" target="${encoded(target(context))}">${encoded(name)}</a>`;
  });
}

/** IMAGE(url, alternate text [, height, width]), both in pixels; blank without an address. */
function image(call: Call): Term {
  const [url, alternate] = [textArgument(call, 0), textArgument(call, 1)];
  const sizes = call.args.slice(2).map((_, index) => numberArgument(call, index + 2));
  return text((context) => {
    const source = url(context);
    if (source === null) return null;
    const style = sizes.flatMap((run, index) => {
      const size = run(context);
      return size === null ? [] : [`${index === 0 ? 'height' : 'width'}:${integerOf(size)}px;`];
    });
    const sized = style.length === 0 ? '' : ` style="${style.join(' ')}"`;
    return `<img src="${encoded(source)}" alt="${encoded(alternate(context))}"${sized} border="0"/>`;
  });
}

export const markupFunctions: FunctionTable = {
  HYPERLINK: { least: 2, most: 3, fieldsOnly: true, compile: hyperlink },
  IMAGE: { least: 2, most: 4, fieldsOnly: true, compile: image },
};
