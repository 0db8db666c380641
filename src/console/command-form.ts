import { html } from "hono/html";
import type { Command, Field, Refusal } from "../engine/index.ts";
import { fieldsOf } from "../engine/index.ts";
import { coded, type Html } from "../ui/index.ts";

/** Names of what a form sends beside the fields of its command. */
export const ADDON_FIELD = "_addon";
export const KEY_FIELD = "_key";

/** A command as a form, and what came of it when it was sent and refused. */
export interface FormView {
  readonly command: Command;
  /** Which add-on it is about. */
  readonly addon: string;
  /** New for each form: one that is sent twice is done once. */
  readonly idempotencyKey: string;
  /** As they were sent, by the name of the field. */
  readonly values: Readonly<Record<string, string>>;
  readonly refusal: Refusal | null;
}

/** "maintenance announce" → "Announce" */
const verbOf = ({ name }: Command): string => titled(name.split(" ")[1]!);

export const titled = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

export function commandForm(form: FormView): Html {
  const { command, addon, idempotencyKey, refusal } = form;
  const fields = fieldsOf(command);
  const isLong = fields.some(({ isFile }) => isFile);
  return html`<details class="command" id="${command.name.replace(" ", "-")}"${refusal === null ? "" : html` open`}>
<summary><b>${verbOf(command)}</b> ${coded(command.about)}</summary>
${refusal === null ? "" : refusalNotice(refusal)}
<form method="post" action="/${command.name.replace(" ", "/")}"${isLong ? html` enctype="multipart/form-data"` : ""}>
<input type="hidden" name="${ADDON_FIELD}" value="${addon}"><input type="hidden" name="${KEY_FIELD}" value="${idempotencyKey}">
${fields.map((field) => fieldOf(field, form))}
<p><button>${verbOf(command)}</button></p>
</form></details>`;
}

/** What is wrong with it as a whole; what is wrong with a field stands beside that. */
function refusalNotice({ message, hint, errors = [], problems = [] }: Refusal): Html {
  return html`<div class="notice" role="alert"><p>${errors.length > 0 ? "Nothing was done: some of it is not as it should be." : message}</p>
${errors.length > 0 ? "" : html`<p class="quiet">${coded(hint)}</p>`}
${problems.length === 0 ? "" : html`<ul>${problems.map(({ line, column, message, hint }) => html`<li>Line ${line}, column ${column}: ${message} <span class="quiet">${hint}</span></li>`)}</ul>`}</div>`;
}

function fieldOf(field: Field, { command, values, refusal }: FormView): Html {
  const { name, description, isRequired } = field;
  const id = `${command.name.replace(" ", "-")}-${name}`;
  const error = refusal?.errors?.find(({ path }) => path[0] === name)?.detail ?? null;
  const value = refusal === null ? (field.fallback ?? "") : (values[name] ?? "");
  const wrong = error === null ? "" : html` aria-invalid="true" aria-describedby="${id}-error"`;
  const said = error === null ? "" : html`<strong class="wrong" id="${id}-error">${error}</strong>`;
  if (field.isFlag)
    return html`<p><label class="flag"><input type="checkbox" name="${name}"${value === "" ? "" : html` checked`}${wrong}> <span><b>${labelOf(name)}</b> <small>${description}</small></span></label>${said}</p>`;
  return html`<p><label for="${id}"><b>${labelOf(name)}</b>${isRequired || field.fallback !== null ? "" : html` <small>(may be left out)</small>`} <small>${description}</small></label>
${inputOf(field, id, value, wrong)}${said}</p>`;
}

function inputOf(
  { name, isFile, choices, isRequired }: Field,
  id: string,
  value: string,
  wrong: Html | "",
): Html {
  const required = isRequired ? html` required` : "";
  if (isFile)
    return html`<textarea id="${id}" name="${name}" rows="16" spellcheck="false"${required}${wrong}>
${value}</textarea>`;
  if (choices.length > 0)
    return html`<select id="${id}" name="${name}"${wrong}>${choices.map((one) => html`<option${one === value ? html` selected` : ""}>${one}</option>`)}</select>`;
  return html`<input id="${id}" name="${name}" value="${value}" autocomplete="off"${required}${wrong}>`;
}

/** "everyAddon" → "Every add-on" */
const labelOf = (name: string): string =>
  titled(name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)).replace("addon", "add-on");
