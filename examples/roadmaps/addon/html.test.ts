import { expect, test } from "vitest";
import { html } from "./html.ts";

test("values are escaped, markup is not, nothing is nothing", () => {
  const name = `<a href="x">'&`;
  expect(html`<p>${name}${html`<b>${1}</b>`}${null}${false}</p>`.markup).toBe(
    "<p>&lt;a href=&quot;x&quot;&gt;&#39;&amp;<b>1</b></p>",
  );
});

test("lists are put one after the other", () => {
  expect(html`<ul>${["a", "<"].map((t) => html`<li>${t}</li>`)}</ul>`.markup).toBe(
    "<ul><li>a</li><li>&lt;</li></ul>",
  );
});
