import { html } from "hono/html";
import type { Html } from "../../ui/index.ts";
import { isPresent } from "./conditions/index.ts";
import { frameBox } from "./frame-box.ts";
import type { Framed, Scene } from "./scene.ts";

/** What an add-on has for an issue that has nothing of it yet: people add it with a button. */
export const isAddable = ({ visit, sights }: Scene, { module, viewing }: Framed): boolean => {
  const { tenant, person, nowMs } = visit;
  const installation = tenant.installations.get(module.addonKey)!;
  const looking = { tenant, viewing, person, nowMs };
  return (
    module.type === "jiraIssueContents" && !isPresent(module, { looking, sights, installation })
  );
};

export const quickAddButton = ({ module }: Framed): Html =>
  html`<button type="button" class="quick-add" data-adds="${panelId(module)}">Add ${module.name}</button>`;

/** Out of sight, and without its frame, until its button is pressed. */
export const addablePanel = ({ module, extension }: Framed): Html =>
  html`<section class="panel" id="${panelId(module)}" hidden><h2>${module.name}</h2>${frameBox(extension, true)}</section>`;

const panelId = ({ addonKey, moduleKey }: Framed["module"]): string =>
  `panel-${addonKey}-${moduleKey}`;
