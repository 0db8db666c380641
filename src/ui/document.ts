import { html, raw } from "hono/html";
import type { Html } from "./html.ts";

/** The parts in which documents differ. */
interface Document {
  readonly title: string;
  /** For search results; null: none. */
  readonly description: string | null;
  /** Address of the picture in the browser's tab. */
  readonly icon: string;
  /** For a document that is opened from a file, where no header can bring it. */
  readonly policy?: string;
  readonly look: string;
  readonly script: string | null;
  readonly header: Html;
  readonly content: Html;
  readonly footer: Html | null;
}

/** A whole document. Style and script stand in it, so that a saved page is a page. */
export async function renderDocument(parts: Document): Promise<string> {
  const { title, description, icon, policy, look, script, header, content, footer } = parts;
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${policy === undefined ? "" : html`<meta http-equiv="Content-Security-Policy" content="${policy}">\n`}<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
${description === null ? "" : html`<meta name="description" content="${description}">\n`}<link rel="icon" href="${icon}">
<style>${raw(look)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="top"><div class="width">
${header}
</div></header>
<main id="content" class="width" tabindex="-1">
${content}
</main>
${footer === null ? "" : html`<footer class="foot"><div class="width">${footer}</div></footer>\n`}${script === null ? "" : html`<script>${raw(script)}</script>\n`}</body>
</html>
`;
  return String(await document);
}
