import { jiraError } from "../rest/index.ts";
import { actorOf } from "../tenants/index.ts";
import { type Handler, type Handlers, json, noContent, type RestCall } from "../world/index.ts";
import { actorFrom, type EmitIssueEvent } from "./emit-events.ts";
import { findIssue, findProject, type JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { noIssue } from "./on-issue.ts";
import { noProject } from "./on-project.ts";

const MAX_VALUE_CHARACTERS = 32_768;
const MAX_KEY_CHARACTERS = 255;

/** Finds the properties of what a call names; null where that does not exist. */
type Holder = (call: RestCall, site: JiraSite) => Map<string, unknown> | null;

const ofIssue: Holder = (call, site) =>
  findIssue(site, call.params.issueIdOrKey ?? "")?.properties ?? null;
const ofProject: Holder = (call, site) =>
  findProject(site, call.params.projectIdOrKey ?? "")?.properties ?? null;

const ofUser: Holder = (call, site) => {
  const accountId = call.query.get("accountId") ?? call.caller.accountId ?? "";
  return site.person(accountId) ? held(site.userProperties, accountId) : null;
};

const ofComment: Holder = (call, site) => {
  for (const { comments } of site.issues.values())
    for (const { id, properties } of comments) if (id === call.params.commentId) return properties;
  return null;
};

const ofWorklog: Holder = (call, site) =>
  findIssue(site, call.params.issueIdOrKey ?? "")?.worklogs.find(
    ({ id }) => id === call.params.worklogId,
  )?.properties ?? null;

const ofIssueType: Holder = (call, site) => {
  const type = site.issueTypes.find(({ id }) => id === call.params.issueTypeId);
  return type ? held(site.issueTypeProperties, type.id) : null;
};

/** Add-ons see their own properties only. */
const ofAddon: Holder = (call, site) =>
  call.params.addonKey === call.caller.addonKey
    ? held(site.addonProperties, call.caller.addonKey)
    : null;

function held(holders: Map<string, Map<string, unknown>>, key: string): Map<string, unknown> {
  let properties = holders.get(key);
  if (!properties) holders.set(key, (properties = new Map()));
  return properties;
}

const none = () => jiraError(404, ["There is nothing with this id."]);
const noUser = () => jiraError(404, ["The user does not exist."]);
const notYours = () => jiraError(401, ["Add-ons can only read their own properties."]);

export const propertyHandlers = (sites: SiteBook, emitIssue: EmitIssueEvent): Handlers => {
  const of = (holder: Holder, absent: () => ReturnType<Handler>) =>
    propertyOperations(sites, holder, absent);
  const issue = of(ofIssue, noIssue);
  const project = of(ofProject, noProject);
  const user = of(ofUser, noUser);
  const addon = of(ofAddon, notYours);
  const comment = of(ofComment, none);
  const worklog = of(ofWorklog, none);
  const issueType = of(ofIssueType, none);
  return {
    getIssuePropertyKeys: issue.keys,
    getIssueProperty: issue.get,
    setIssueProperty: emitting(sites, emitIssue, "issue_property_set", issue.set),
    deleteIssueProperty: emitting(sites, emitIssue, "issue_property_deleted", issue.remove),
    getProjectPropertyKeys: project.keys,
    getProjectProperty: project.get,
    setProjectProperty: project.set,
    deleteProjectProperty: project.remove,
    getUserPropertyKeys: user.keys,
    getUserProperty: user.get,
    setUserProperty: user.set,
    deleteUserProperty: user.remove,
    getCommentPropertyKeys: comment.keys,
    getCommentProperty: comment.get,
    setCommentProperty: comment.set,
    deleteCommentProperty: comment.remove,
    getWorklogPropertyKeys: worklog.keys,
    getWorklogProperty: worklog.get,
    setWorklogProperty: worklog.set,
    deleteWorklogProperty: worklog.remove,
    getIssueTypePropertyKeys: issueType.keys,
    getIssueTypeProperty: issueType.get,
    setIssueTypeProperty: issueType.set,
    deleteIssueTypeProperty: issueType.remove,
    "AddonPropertiesResource.getAddonProperties_get": addon.keys,
    "AddonPropertiesResource.getAddonProperty_get": addon.get,
    "AddonPropertiesResource.putAddonProperty_put": addon.set,
    "AddonPropertiesResource.deleteAddonProperty_delete": addon.remove,
  };
};

/** The four operations on the properties of one kind of thing. */
export const propertyOperations = (
  sites: SiteBook,
  holder: Holder,
  absent: () => ReturnType<Handler>,
) => ({
  keys: found(sites, holder, absent, (properties, call) =>
    json(200, { keys: [...properties.keys()].map((key) => keyView(call, key)) }),
  ),
  get: found(sites, holder, absent, readProperty),
  set: found(sites, holder, absent, writeProperty),
  remove: found(sites, holder, absent, removeProperty),
});

type OnProperties = (properties: Map<string, unknown>, call: RestCall) => ReturnType<Handler>;

const found =
  (
    sites: SiteBook,
    holder: Holder,
    absent: () => ReturnType<Handler>,
    act: OnProperties,
  ): Handler =>
  (call) => {
    const properties = holder(call, sites(call.tenant));
    return properties ? act(properties, call) : absent();
  };

/** Emits the event of a property of an issue, once it is changed. */
const emitting =
  (sites: SiteBook, emitIssue: EmitIssueEvent, type: string, change: Handler): Handler =>
  (call) => {
    const answer = change(call);
    const site = sites(call.tenant);
    const issue = findIssue(site, call.params.issueIdOrKey ?? "");
    if (issue && answer.status < 300) {
      const property = { key: keyOf(call), value: call.json ?? null };
      emitIssue(type, site, issue, actorFrom(call, actorOf(site, call)), { property });
    }
    return answer;
  };

const keyOf = (call: RestCall): string => call.params.propertyKey ?? "";

const keyView = (call: RestCall, key: string) => ({
  self: `${call.tenant.baseUrl}${call.request.path.replace(/\/properties.*$/, "/properties")}/${encodeURIComponent(key)}`,
  key,
});

const readProperty: OnProperties = (properties, call) =>
  properties.has(keyOf(call))
    ? json(200, { ...keyView(call, keyOf(call)), value: properties.get(keyOf(call)) })
    : jiraError(404, [`The property with key '${keyOf(call)}' does not exist.`]);

const writeProperty: OnProperties = (properties, call) => {
  const key = keyOf(call);
  if (key.length > MAX_KEY_CHARACTERS)
    return jiraError(400, ["The property key must not be longer than 255 characters."]);
  if (call.json === undefined) return jiraError(400, ["The property value must be JSON."]);
  if (call.request.body.length > MAX_VALUE_CHARACTERS)
    return jiraError(400, ["The property value cannot be longer than 32768 characters."]);
  const isNew = !properties.has(key);
  properties.set(key, call.json);
  return json(isNew ? 201 : 200, {
    message: `Property ${isNew ? "created" : "updated"}.`,
    statusCode: isNew ? 201 : 200,
  });
};

const removeProperty: OnProperties = (properties, call) =>
  properties.delete(keyOf(call))
    ? noContent()
    : jiraError(404, [`The property with key '${keyOf(call)}' does not exist.`]);
