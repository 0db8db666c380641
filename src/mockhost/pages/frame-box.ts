import { html } from "hono/html";
import type { Html } from "../../ui/index.ts";

/** What a frame is opened from; `lazy`: only once somebody unfolds what it stands in. */
export const frameBox = (extension: object, isLazy = false): Html =>
  html`<div class="frame" data-frame="${JSON.stringify(extension)}"${isLazy ? html` data-lazy` : ""}></div>`;
