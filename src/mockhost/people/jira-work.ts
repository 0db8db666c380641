import { pick } from "../../core/chance/index.ts";
import type { Issue, Jira } from "../jira/index.ts";
import { type Change, drawComment, drawTitle } from "./habits.ts";
import { type Doer, lately, perform, type Workplace } from "./workplace.ts";

/** An issue that has been changed so often is done with. */
const WORN = 100;

/** People who create, edit, move, comment and delete issues. */
export function jiraWork({ sites, handlers }: Jira): Workplace {
  return {
    size: (tenant) => sites(tenant).issues.size,
    latest: (tenant) =>
      lately(sites(tenant).issues.values()).map(({ key }) => ({ "issue.key": key })),
    change(doer, change) {
      const { issues, projects } = sites(doer.tenant);
      if (change === "create") {
        const project = pick(doer.next, [...projects.values()]);
        const fields = newFields(doer, project.id);
        return perform(handlers, doer, "createIssue", {}, { fields }).isDone ? change : null;
      }
      const issue: Issue | undefined = pick(doer.next, lately(issues.values()));
      if (issue === undefined) return null;
      const isWorn = issue.changes.length + issue.comments.length >= WORN;
      const action = isWorn ? "delete" : change;
      return actions[action](doer, { issueIdOrKey: issue.id }, handlers) ? action : null;
    },
  };
}

const newFields = ({ next, person }: Doer, projectId: string) => ({
  project: { id: projectId },
  issuetype: { name: pick(next, ["Task", "Bug", "Story"]) },
  summary: drawTitle(next),
  assignee: { accountId: person.accountId },
});

type Action = (doer: Doer, on: { issueIdOrKey: string }, handlers: Jira["handlers"]) => boolean;

const actions: Readonly<Record<Exclude<Change, "create">, Action>> = {
  delete: (doer, on, handlers) => perform(handlers, doer, "deleteIssue", on).isDone,
  comment: (doer, on, handlers) =>
    perform(handlers, doer, "addComment", on, { body: drawComment(doer.next) }).isDone,
  edit(doer, on, handlers) {
    const { next, person } = doer;
    const fields = pick(next, [
      { summary: drawTitle(next) },
      { assignee: { accountId: person.accountId } },
      { priority: { name: pick(next, ["High", "Medium", "Low"]) } },
      { labels: [pick(next, ["customer", "quick-win", "later"])] },
    ]);
    return perform(handlers, doer, "editIssue", on, { fields }).isDone;
  },
  move(doer, on, handlers) {
    const { transitions } = JSON.parse(perform(handlers, doer, "getTransitions", on).body) as {
      transitions: readonly { readonly id: string }[];
    };
    if (transitions.length === 0) return false;
    const { id } = pick(doer.next, transitions);
    return perform(handlers, doer, "doTransition", on, { transition: { id } }).isDone;
  },
};
