import { html } from "hono/html";
import type { Html } from "../ui/index.ts";

/** The form by which somebody asks to be told. `problem`: why it was not taken; null: it was not sent yet. */
export const subscribeForm = (name: string, problem: string | null, mail: string): Html =>
  html`<div class="title"><h1>Be told of news</h1>
<p class="lead">A mail when something is wrong with ${name}, when it is over, and before maintenance. Nothing else, and each mail has a way to end it.</p></div>
${problem === null ? "" : html`<p class="now failing" role="alert">${problem}</p>`}
<form class="ask" method="post"><p><label for="mail">Mail address</label></p>
<p><input id="mail" name="mail" type="email" required maxlength="254" autocomplete="email" value="${mail}"></p>
<p class="unseen" aria-hidden="true"><label>Leave this empty <input name="website" tabindex="-1" autocomplete="off"></label></p>
<p><button>Tell me</button></p></form>
<p class="lead">Readers of feeds find the same at <a href="history.atom">history.atom</a>.</p>`;

export const subscribedPage = (name: string): Html =>
  html`<div class="title"><h1>Look into your mail</h1>
<p class="lead">If the address can be told of ${name}, a letter is on its way to it. Nothing is sent before you confirm it.</p></div>`;
