import { jiraError } from "../rest/index.ts";
import { actorOf } from "../tenants/index.ts";
import {
  type Handler,
  type Handlers,
  type HostResponse,
  json,
  noContent,
  type RestCall,
} from "../world/index.ts";
import { actorFrom, type EmitSiteEvent, eventStyle } from "./emit-events.ts";
import type { IssueLinkType, IssueType } from "./model/schemes.ts";
import { type JiraSite, removeLink } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { issueTypeView, linkTypeView, viewStyle } from "./views.ts";

/** Types of issues and of links between them come, change and go. */
export const typeLifeHandlers = (sites: SiteBook, emit: EmitSiteEvent): Handlers => ({
  ...issueTypeHandlers(sites, emit),
  ...linkTypeHandlers(sites),
});

type OnType = (call: RestCall, site: JiraSite, type: IssueType) => HostResponse;

function issueTypeHandlers(sites: SiteBook, emit: EmitSiteEvent): Handlers {
  const on =
    (act: OnType): Handler =>
    (call) => {
      const site = sites(call.tenant);
      const type = site.issueTypes.find(({ id }) => id === call.params.id);
      return type
        ? act(call, site, type)
        : jiraError(404, [`The issue type with id '${call.params.id}' does not exist.`]);
    };
  const emitChange = (act: string, call: RestCall, site: JiraSite, type: IssueType) =>
    emit(`issuetype_${act}`, site, actorFrom(call, actorOf(site, call)), {
      issuetype: issueTypeView(type, eventStyle(site)),
    });
  const shown = (call: RestCall, status: number, type: IssueType) =>
    json(status, issueTypeView(type, viewStyle(call.tenant, call.request.path)));
  return {
    createIssueType: (call) => {
      const site = sites(call.tenant);
      const { name, description = "", type, hierarchyLevel } = Object(call.json) as JsonObject;
      const subtask = type === "subtask" || hierarchyLevel === -1;
      const wrong = mistakeIn(site.issueTypes, name);
      if (wrong) return wrong;
      const made: IssueType = {
        id: site.nextId(),
        name: String(name),
        description: String(description),
        avatarId: 10_300,
        hierarchyLevel: subtask ? -1 : 0,
        subtask,
      };
      site.issueTypes.push(made);
      emitChange("created", call, site, made);
      return shown(call, 201, made);
    },
    updateIssueType: on((call, site, type) => {
      const { name, description, avatarId } = Object(call.json) as JsonObject;
      const others = site.issueTypes.filter((other) => other !== type);
      const wrong = name === undefined ? null : mistakeIn(others, name);
      if (wrong) return wrong;
      if (name !== undefined) type.name = String(name);
      if (description !== undefined) type.description = String(description);
      if (avatarId !== undefined) type.avatarId = Number(avatarId);
      emitChange("updated", call, site, type);
      return shown(call, 200, type);
    }),
    getAlternativeIssueTypes: on((call, site, type) => {
      const style = viewStyle(call.tenant, call.request.path);
      return json(
        200,
        alternatives(site, type).map((one) => issueTypeView(one, style)),
      );
    }),
    deleteIssueType: on((call, site, type) => {
      const wanted = call.query.get("alternativeIssueTypeId");
      const instead = alternatives(site, type).find(({ id }) => id === wanted);
      const issues = [...site.issues.values()].filter((issue) => issue.type === type);
      if (issues.length > 0 && !instead)
        return jiraError(409, ["Issues are of this type; an alternative for them is required."]);
      for (const issue of issues) issue.type = instead!;
      site.issueTypes.splice(site.issueTypes.indexOf(type), 1);
      emitChange("deleted", call, site, type);
      return noContent();
    }),
  };
}

type JsonObject = Readonly<Record<string, unknown>>;

const alternatives = (site: JiraSite, type: IssueType): IssueType[] =>
  site.issueTypes.filter((other) => other !== type && other.hierarchyLevel === type.hierarchyLevel);

function mistakeIn(others: readonly { readonly name: string }[], name: unknown) {
  if (typeof name !== "string" || name.trim() === "" || name.length > 60)
    return jiraError(400, [], { name: "The name must have 1 to 60 characters." });
  return others.some((other) => other.name === name)
    ? jiraError(409, [], { name: "The name is used already." })
    : null;
}

function linkTypeHandlers(sites: SiteBook): Handlers {
  const on =
    (act: (call: RestCall, site: JiraSite, type: IssueLinkType) => HostResponse): Handler =>
    (call) => {
      const site = sites(call.tenant);
      const type = site.linkTypes.find(({ id }) => id === call.params.issueLinkTypeId);
      return type
        ? act(call, site, type)
        : jiraError(404, [`No issue link type with id '${call.params.issueLinkTypeId}' found.`]);
    };
  const shown = (call: RestCall, status: number, type: IssueLinkType) =>
    json(status, linkTypeView(type, viewStyle(call.tenant, call.request.path)));
  return {
    getIssueLinkTypes: (call) => {
      const style = viewStyle(call.tenant, call.request.path);
      const types = sites(call.tenant).linkTypes;
      return json(200, { issueLinkTypes: types.map((type) => linkTypeView(type, style)) });
    },
    getIssueLinkType: on((call, _, type) => shown(call, 200, type)),
    createIssueLinkType: (call) => {
      const site = sites(call.tenant);
      const { name, inward, outward } = Object(call.json) as JsonObject;
      if (![name, inward, outward].every((word) => typeof word === "string" && word !== ""))
        return jiraError(400, ["A name and the words for both directions are required."]);
      if (site.linkTypes.some((known) => known.name === name))
        return jiraError(400, [`An issue link type with the name '${String(name)}' exists.`]);
      const words = { name: String(name), inward: String(inward), outward: String(outward) };
      const type = { id: site.nextId(), ...words };
      site.linkTypes.push(type);
      return shown(call, 201, type);
    },
    updateIssueLinkType: on((call, _, type) => {
      const { name, inward, outward } = Object(call.json) as JsonObject;
      if (name !== undefined) type.name = String(name);
      if (inward !== undefined) type.inward = String(inward);
      if (outward !== undefined) type.outward = String(outward);
      return shown(call, 200, type);
    }),
    deleteIssueLinkType: on((_, site, type) => {
      for (const link of [...site.links.values()]) if (link.type === type) removeLink(site, link);
      site.linkTypes.splice(site.linkTypes.indexOf(type), 1);
      return noContent();
    }),
  };
}
