/** The page's frame. Everything it shows is put in by scripts of its own; settings go in as data, never as code. */
import { messagesIn } from '../../product/messages/index.ts';
import type { Asked } from './settings.ts';
import { escaped } from '../server/index.ts';

/** Base components set styles of their own on elements; nothing but the page's own origin gives scripts. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** JSON that no HTML parser can end. */
const data = (json: string): string => json.replaceAll('<', '\\u003c');

const frame = ({ language, theme }: Asked, head: string, body: string): string => `<!doctype html>
<html lang="${messagesIn(language).language.tag}" data-theme="${theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(messagesIn(language).page.title)}</title>
<link rel="icon" href="/page/static/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/page/css/${theme}.css">
<link rel="stylesheet" href="/page/static/page.css">
${head}
</head>
<body>
${body}
</body>
</html>
`;

export interface Built {
  readonly vendor: string;
  readonly app: string;
}

/** `settings`: JSON. */
export const pageHtml = (asked: Asked, { vendor, app }: Built, settings: string): string =>
  frame(
    asked,
    [`${vendor}/@lwc/synthetic-shadow.js`, `${vendor}/lwc.js`, `${app}/app.js`]
      .map((href) => `<link rel="modulepreload" href="${href}">`)
      .join('\n'),
    `<main></main>
<script type="application/json" id="practice">${data(settings)}</script>
<script type="module" src="/page/static/start.js" data-app="${app}/app.js"></script>`,
  );

/** For who comes without the key. */
export const strangerHtml = (asked: Asked): string =>
  frame(
    asked,
    '',
    `<main class="waiting-page"><h1>${escaped(messagesIn(asked.language).page.brand)}</h1>
<p class="failed">${escaped(messagesIn(asked.language).page.noKey)}</p></main>`,
  );

/** While the page is being built, or where that failed. */
export const waitingHtml = (asked: Asked, text: string, failed: boolean): string =>
  frame(
    asked,
    '',
    `<main class="waiting-page"><h1>${escaped(messagesIn(asked.language).page.brand)}</h1>
<p id="progress" role="status"${failed ? ' class="failed"' : ''}>${escaped(text)}</p></main>${
      failed ? '' : '\n<script type="module" src="/page/static/waiting.js"></script>'
    }`,
  );
