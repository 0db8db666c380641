import { confluenceV1Error, startPage } from "../rest/index.ts";
import { type Handlers, json, noContent, type RestCall } from "../world/index.ts";
import { type EmitSiteEvent, eventContent, eventLabel, eventNoun } from "./emit-events.ts";
import { labelsOf } from "./included-parts.ts";
import type { Content, ContentType, Label } from "./model/content.ts";
import { type ConfluenceSite, findContent, labelNamed } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { listed, notFound, type OnContent, onContent, pageOf, sorted } from "./rest-v2.ts";
import { contentView, labelView } from "./views.ts";

const MOST_LABEL_CHARACTERS = 255;
const prefixes = ["global", "my", "team"] as const;

/** Labels are read through REST v2 and written through v1. */
export const labelHandlers = (sites: SiteBook, emit: EmitSiteEvent): Handlers => ({
  getLabels: (call) => {
    const ids = listed(call, "label-id");
    const all = [...sites(call.tenant).labels.values()];
    return shown(call, ids.length === 0 ? all : all.filter(({ id }) => ids.includes(id)));
  },
  getPageLabels: onContent(sites, ["page"], listLabels),
  getBlogPostLabels: onContent(sites, ["blogpost"], listLabels),
  getAttachmentLabels: onContent(sites, ["attachment"], listLabels),
  getCustomContentLabels: onContent(sites, ["custom-content"], listLabels),
  getSpaceContentLabels: (call) => {
    const site = sites(call.tenant);
    const inSpace = [...site.contents.values()].filter(({ spaceId }) => spaceId === call.params.id);
    return shown(call, [...new Set(inSpace.flatMap((content) => labelsOf(site, content)))]);
  },
  getLabelPages: (call) => labelled(call, sites(call.tenant), "page"),
  getLabelBlogPosts: (call) => labelled(call, sites(call.tenant), "blogpost"),
  getLabelAttachments: (call) => labelled(call, sites(call.tenant), "attachment"),
  getLabelsForContent: onLabelled(sites, (call, site, content) =>
    json(200, startPage(call, labelsOf(site, content).map(v1View))),
  ),
  addLabelsToContent: onLabelled(sites, (call, site, content) => add(call, site, content, emit)),
  removeLabelFromContent: onLabelled(sites, (call, site, content) =>
    remove(call, site, content, call.params.label ?? "", emit),
  ),
  removeLabelFromContentUsingQueryParameter: onLabelled(sites, (call, site, content) =>
    remove(call, site, content, call.query.get("name") ?? "", emit),
  ),
});

const onLabelled = (sites: SiteBook, act: OnContent) => (call: RestCall) => {
  const site = sites(call.tenant);
  const content = findContent(
    site,
    call.params.id,
    "page",
    "blogpost",
    "attachment",
    "custom-content",
  );
  return content
    ? act(call, site, content)
    : confluenceV1Error(404, `No content found with id: ${call.params.id}`);
};

function listLabels(call: RestCall, site: ConfluenceSite, content: Content) {
  return shown(call, labelsOf(site, content));
}

function shown(call: RestCall, labels: readonly Label[]) {
  const asked = listed(call, "prefix");
  const found = labels.filter(({ prefix }) => asked.length === 0 || asked.includes(prefix));
  return pageOf(call, found, labelView);
}

function labelled(call: RestCall, site: ConfluenceSite, type: ContentType) {
  const label = [...site.labels.values()].find(({ id }) => id === call.params.id);
  if (!label) return notFound();
  const found = [...site.contents.values()].filter(
    (content) =>
      content.type === type && content.status === "current" && content.labels.has(label.name),
  );
  return pageOf(call, sorted(call, found), (content) => contentView(site, content));
}

const v1View = ({ id, name, prefix }: Label) => ({ prefix, name, id, label: name });

function add(call: RestCall, site: ConfluenceSite, content: Content, emit: EmitSiteEvent) {
  const given = Array.isArray(call.json) ? call.json : [call.json];
  const wanted = given.map((label) => (label ?? {}) as { prefix?: unknown; name?: unknown });
  const names = wanted.map(({ name }) => (typeof name === "string" ? name.toLowerCase() : ""));
  if (names.some((name) => !isLabelName(name)))
    return confluenceV1Error(
      400,
      "A label must have a name of at most 255 characters without spaces.",
    );
  for (const [i, name] of names.entries()) {
    if (content.labels.has(name)) continue;
    const isNew = !site.labels.has(name);
    const prefix = prefixes.find((known) => known === wanted[i]!.prefix) ?? "global";
    const label = labelNamed(site, name, prefix);
    content.labels.add(name);
    if (isNew) emit("label_created", site, call, { label: eventLabel(site, label) });
    emit("label_added", site, call, labelPayload(site, content, label));
  }
  return json(200, startPage(call, labelsOf(site, content).map(v1View)));
}

const isLabelName = (name: string): boolean =>
  name !== "" && name.length <= MOST_LABEL_CHARACTERS && !/[\s(!#&()*,.:;<>?@[\]^]/.test(name);

function remove(
  call: RestCall,
  site: ConfluenceSite,
  content: Content,
  name: string,
  emit: EmitSiteEvent,
) {
  const label = site.labels.get(name.toLowerCase());
  if (!label || !content.labels.delete(label.name))
    return confluenceV1Error(404, `No label found with name: ${name}`);
  emit("label_removed", site, call, labelPayload(site, content, label));
  return noContent();
}

/** The label, and what carries it both as `labeled` and under its own name. */
const labelPayload = (site: ConfluenceSite, content: Content, label: Label) => ({
  label: eventLabel(site, label),
  labeled: eventContent(site, content),
  [eventNoun(content)]: eventContent(site, content),
});
