/** What the pages have in common: one file that needs nothing else, no script, no font, no address. */
import type { Messages } from '../messages/index.ts';
import { html, nothing, told, Html } from './html.ts';
import { style } from './style.ts';

export const tile = (label: string, value: string, small: string, isBad = false): Html =>
  html`<div class="tile${isBad ? ' bad' : ''}">
    <span class="soft">${told(label)}</span><b>${told(value)}</b><span class="soft">${told(small)}</span>
  </div>`;

export interface Card {
  readonly id: string;
  readonly title: string;
  readonly help?: string;
  /** True: it may go over several pages of paper. */
  readonly long?: boolean;
}

export const card = ({ id, title, help, long }: Card, ...parts: readonly Html[]): Html =>
  html`<section class="card${long === true ? ' long' : ''}" id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${told(title)}</h2>
    ${help === undefined ? nothing : html`<p class="soft">${told(help)}</p>`}${parts}
  </section>`;

export const figure = (caption: string, chart: Html): Html =>
  html`<figure>
    <figcaption>${told(caption)}</figcaption>
    ${chart}
  </figure>`;

export const paragraph = (text: string): Html => html`<p>${told(text)}</p>`;

/** The whole document. */
export function page({ language }: Messages, title: string, parts: readonly Html[]): string {
  const sheet = Html.trusted(style);
  return html`<!doctype html>
    <html lang="${language.tag}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        />
        <title>${title}</title>
        <style>
          ${sheet}
        </style>
      </head>
      <body>
        <main>${parts}</main>
      </body>
    </html> `.text;
}
