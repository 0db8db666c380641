import { jiraError, wholeNumber } from "../rest/index.ts";
import { type Handlers, json, type RestCall } from "../world/index.ts";
import { fieldsOf as allFields } from "./fields.ts";
import { optionsOf } from "./model/custom-field.ts";
import type { Project } from "./model/project.ts";
import { type IssueType, priorities } from "./model/schemes.ts";
import { customFieldsOf, type JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { onIssue } from "./on-issue.ts";
import { onProject } from "./on-project.ts";
import {
  componentSummary,
  issueTypeView,
  priorityView,
  projectView,
  versionView,
  viewStyle,
} from "./views.ts";

/** What can be set when issues are created and edited. */
export const issueMetaHandlers = (sites: SiteBook): Handlers => ({
  getCreateIssueMeta: (call) => json(200, createMeta(call, sites(call.tenant))),
  getCreateIssueMetaIssueTypes: onProject(sites, (call, site) => {
    const style = viewStyle(call.tenant, call.request.path);
    return json(
      200,
      metaPage(
        call,
        "issueTypes",
        site.issueTypes.map((type) => issueTypeView(type, style)),
      ),
    );
  }),
  getCreateIssueMetaIssueTypeId: onProject(sites, (call, site, project) => {
    const type = site.issueTypes.find(({ id }) => id === call.params.issueTypeId);
    if (!type) return jiraError(404, [`The issue type ${call.params.issueTypeId} does not exist.`]);
    return json(200, metaPage(call, "fields", fieldsOf(call, site, project)));
  }),
  getEditIssueMeta: onIssue(sites, (call, site, issue) => {
    const project = site.projects.get(issue.projectId)!;
    return json(200, { fields: byId(fieldsOf(call, site, project), editable) });
  }),
});

const settable = new Set([
  "summary",
  "description",
  "issuetype",
  "project",
  "priority",
  "assignee",
  "reporter",
  "labels",
  "duedate",
  "parent",
  "fixVersions",
  "versions",
  "components",
]);
const required = new Set(["summary", "issuetype", "project"]);
const lists = new Set(["labels", "fixVersions", "versions", "components"]);

type Field = ReturnType<typeof fieldsOf>[number];

const editable = ({ fieldId }: Field): boolean => fieldId !== "project";

function fieldsOf(call: RestCall, site: JiraSite, project: Project) {
  const allowed = allowedValues(call, site, project);
  return allFields(site)
    .filter(({ id, custom }) => custom || settable.has(id))
    .map(({ id, name, schema }) => ({
      fieldId: id,
      key: id,
      name,
      required: required.has(id),
      hasDefaultValue: id === "priority" || id === "reporter",
      operations: lists.has(id) ? ["add", "set", "remove"] : ["set"],
      schema,
      ...(allowed[id] ? { allowedValues: allowed[id] } : {}),
    }));
}

function allowedValues(
  call: RestCall,
  site: JiraSite,
  project: Project,
): Readonly<Record<string, readonly unknown[]>> {
  const style = viewStyle(call.tenant, call.request.path);
  const ofProject = <T extends { readonly projectId: string }>(all: ReadonlyMap<string, T>) =>
    [...all.values()].filter(({ projectId }) => projectId === project.id);
  const versions = ofProject(site.versions).map((version) => versionView(version, style));
  return {
    issuetype: site.issueTypes.map((type) => issueTypeView(type, style)),
    project: [projectView(project, style)],
    priority: priorities.map((priority) => priorityView(priority, style)),
    components: ofProject(site.components).map((part) => componentSummary(part, style)),
    fixVersions: versions,
    versions,
    ...Object.fromEntries(
      customFieldsOf(site)
        .filter((field) => optionsOf(field).length > 0)
        .map((field) => [
          field.id,
          optionsOf(field)
            .filter(({ disabled }) => !disabled)
            .map(({ id, value }) => ({ self: `${style.root}/customFieldOption/${id}`, value, id })),
        ]),
    ),
  };
}

const byId = (fields: readonly Field[], wanted: (field: Field) => boolean = () => true) =>
  Object.fromEntries(fields.filter(wanted).map(({ fieldId, ...field }) => [fieldId, field]));

/** The older form: everything at once, narrowed by project and type, with fields only where asked for. */
function createMeta(call: RestCall, site: JiraSite) {
  const style = viewStyle(call.tenant, call.request.path);
  const named = (name: string) =>
    call.query.getAll(name).flatMap((value) => value.split(",").filter(Boolean));
  const [ids, keys] = [named("projectIds"), named("projectKeys")];
  const typeIds = named("issuetypeIds");
  const showsFields = named("expand").includes("projects.issuetypes.fields");
  const isWanted = ({ id }: IssueType) => typeIds.length === 0 || typeIds.includes(id);
  const projects = [...site.projects.values()].filter(
    ({ id, key }) => ids.length + keys.length === 0 || ids.includes(id) || keys.includes(key),
  );
  return {
    expand: "projects",
    projects: projects.map((project) => {
      const { self, id, key, name } = projectView(project, style);
      const fields = showsFields ? { fields: byId(fieldsOf(call, site, project)) } : {};
      const issuetypes = site.issueTypes
        .filter(isWanted)
        .map((type) => ({ ...issueTypeView(type, style), ...fields }));
      return { expand: "issuetypes", self, id, key, name, issuetypes };
    }),
  };
}

function metaPage<T>(call: RestCall, name: string, all: readonly T[]) {
  const startAt = wholeNumber(call, "startAt", 0, Number.MAX_SAFE_INTEGER);
  const maxResults = wholeNumber(call, "maxResults", 50, 200);
  return {
    startAt,
    maxResults,
    total: all.length,
    [name]: all.slice(startAt, startAt + maxResults),
  };
}
