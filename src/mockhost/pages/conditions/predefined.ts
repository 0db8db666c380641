import { isLicensed, type Viewing } from "../viewing.ts";
import { type Facts, isAdmin, type Params } from "./facts.ts";

type Tests = Readonly<Record<string, (facts: Facts, params: Params) => boolean>>;

const always = () => true;
const never = () => false;
const ofIssue =
  (test: (issue: NonNullable<Viewing["issue"]>, facts: Facts) => boolean) => (facts: Facts) => {
    const { issue } = facts.looking.viewing;
    return issue !== null && test(issue, facts);
  };
const me = ({ looking }: Facts): string => looking.person.accountId;

export const commonConditions: Tests = {
  user_is_logged_in: always,
  user_is_admin: isAdmin,
  // Nobody is more than an administrator on a cloud site.
  user_is_sysadmin: never,
  addon_is_licensed: ({ looking: { tenant } }) => isLicensed(tenant),
  // The mock host has no features in the making.
  feature_flag: never,
};

const isProjectAdmin = (facts: Facts): boolean =>
  isAdmin(facts) || facts.looking.viewing.project?.lead === me(facts);

/** Everybody may work on everything; administering is for administrators. */
function mayDo(facts: Facts, { permission }: Params): boolean {
  const asked = String(permission).toUpperCase();
  if (/^(ADMINISTER|ADMIN|SYSADMIN|SYSTEM_ADMIN)$/.test(asked)) return isAdmin(facts);
  return /^(ADMINISTER_PROJECTS|PROJECT|PROJECT_ADMIN)$/.test(asked) ? isProjectAdmin(facts) : true;
}

export const jiraConditions: Tests = {
  user_is_project_admin: isProjectAdmin,
  user_is_the_logged_in_user: always,
  has_global_permission: mayDo,
  has_project_permission: (facts, params) =>
    facts.looking.viewing.project !== null && mayDo(facts, params),
  has_issue_permission: (facts, params) =>
    facts.looking.viewing.issue !== null && mayDo(facts, params),
  has_selected_project: ({ looking }) => looking.viewing.project !== null,
  has_sub_tasks_available: ofIssue(({ type }) => !type.subtask),
  is_sub_task: ofIssue(({ type }) => type.subtask),
  is_issue_assigned_to_current_user: ofIssue(({ assignee }, facts) => assignee === me(facts)),
  is_issue_reported_by_current_user: ofIssue(({ reporter }, facts) => reporter === me(facts)),
  is_issue_unresolved: ofIssue(({ resolution }) => resolution === null),
  is_issue_editable: ofIssue(always),
  is_watching_issue: ofIssue(({ watchers }, facts) => watchers.has(me(facts))),
  has_voted_for_issue: ofIssue(({ voters }, facts) => voters.has(me(facts))),
  can_attach_file_to_issue: ofIssue(always),
  can_manage_attachments: ofIssue(always),
  can_use_application: (_, { applicationKey }) =>
    applicationKey === "jira-software" || applicationKey === "jira-core",
};

const ofContent =
  (test: (content: NonNullable<Viewing["content"]>) => boolean) =>
  ({ looking: { viewing } }: Facts) =>
    viewing.content !== null && test(viewing.content);

export const confluenceConditions: Tests = {
  user_is_confluence_administrator: isAdmin,
  user_can_use_confluence: always,
  viewing_content: ofContent(always),
  has_space: ({ looking }) => looking.viewing.space !== null,
  has_page: ofContent(({ type }) => type === "page"),
  has_blog_post: ofContent(({ type }) => type === "blogpost"),
  latest_version: ofContent(always),
  not_personal_space: ({ looking: { viewing } }) =>
    viewing.space !== null && !viewing.space.key.startsWith("~"),
  content_has_any_permissions_set: never,
  viewing_own_profile: never,
  printable_version: never,
};
