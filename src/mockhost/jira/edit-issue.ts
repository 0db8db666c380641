import { jiraError } from "../rest/index.ts";
import { actorOf } from "../tenants/index.ts";
import { type HostResponse, json, noContent, type RestCall } from "../world/index.ts";
import { type AdditionInput, readAdditions } from "./additions.ts";
import { type Actor, actorFrom, type EmitIssueEvent, type SiteEvents } from "./emit-events.ts";
import { changeItems, misplaced, readFields } from "./field-input.ts";
import { issueView } from "./issue-view.ts";
import type { ChangeItem, Issue } from "./model/issue.ts";
import type { JiraSite } from "./model/site.ts";
import { fieldsOfUpdate, type NameOf } from "./update-verbs.ts";
import { viewStyle } from "./views.ts";

/** What an edit asks for, and a transition beside its new state. */
export interface EditInput extends AdditionInput {
  readonly fields?: Readonly<Record<string, unknown>>;
}

export type ReadEdit =
  | { readonly kind: "refused"; readonly answer: HostResponse }
  | {
      readonly kind: "edit";
      readonly items: readonly ChangeItem[];
      apply(): void;
      /** Comments, worklogs, links and properties that come along. */
      give(by: Actor): void;
    };

/** Reads an edit as a whole, so that nothing of a faulty one is done. */
export function readEdit(
  call: RestCall,
  site: JiraSite,
  issue: Issue,
  input: EditInput,
  events: SiteEvents,
): ReadEdit {
  const fields = {
    ...input.fields,
    ...fieldsOfUpdate(issue, Object(input.update ?? {}), namesOn(site)),
  };
  const read = readFields(site, fields, issue.projectId);
  const { parentId, type } = { ...issue, ...read.set };
  const errors = { ...misplaced(site, { parentId, type }), ...read.errors };
  if (Object.keys(errors).length > 0)
    return { kind: "refused", answer: jiraError(400, [], errors) };
  const additions = readAdditions(call, site, input, events);
  if (additions.kind === "refused") return additions;
  return {
    kind: "edit",
    items: changeItems(site, issue, read),
    apply() {
      Object.assign(issue, read.set);
      for (const [field, value] of read.custom) issue.custom.set(field, value);
    },
    give: (by) => additions.give(issue, by),
  };
}

export const namesOn =
  ({ components, versions }: JiraSite): NameOf =>
  (field, id) =>
    (field === "components" ? components : versions).get(id)?.name;

export function editIssue(
  call: RestCall,
  site: JiraSite,
  issue: Issue,
  input: EditInput,
  events: SiteEvents,
): HostResponse {
  const edit = readEdit(call, site, issue, input, events);
  if (edit.kind === "refused") return edit.answer;
  const by = actorFrom(call, actorOf(site, call));
  changeIssue(site, issue, edit.items, edit.apply, by, events.emitIssue);
  edit.give(by);
  if (call.query.get("returnIssue") !== "true") return noContent();
  const style = viewStyle(call.tenant, call.request.path);
  return json(
    200,
    issueView(site, issue, style, () => true),
  );
}

/** Applies a change, keeps it in the issue's history and emits its event; a change of nothing emits none. */
export function changeIssue(
  site: JiraSite,
  issue: Issue,
  items: readonly ChangeItem[],
  apply: () => void,
  by: Actor,
  emitIssue: EmitIssueEvent,
): void {
  apply();
  if (items.length === 0) return;
  const id = site.nextId();
  issue.updatedMs = by.nowMs;
  issue.changes.push({ id, author: by.accountId, createdMs: by.nowMs, items });
  emitIssue("jira:issue_updated", site, issue, by, { changelog: { id, items } });
}
