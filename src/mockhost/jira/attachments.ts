import { jiraError, readParts } from "../rest/index.ts";
import { actorOf } from "../tenants/index.ts";
import { type Handlers, json, noContent, type RestCall } from "../world/index.ts";
import { attachmentView } from "./attachment-view.ts";
import { actorFrom, type EmitIssueEvent, eventStyle } from "./emit-events.ts";
import type { Attachment, Issue } from "./model/issue.ts";
import type { JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { onIssue } from "./on-issue.ts";
import { viewStyle } from "./views.ts";

export const attachmentHandlers = (sites: SiteBook, emitIssue: EmitIssueEvent): Handlers => ({
  addAttachment: onIssue(sites, (call, site, issue) => {
    if (call.request.headers["x-atlassian-token"] !== "no-check")
      return jiraError(403, ["XSRF check failed"]);
    const parts = readParts(call.request.headers["content-type"] ?? "", call.request.body).filter(
      ({ name, filename }) => name === "file" && filename !== null,
    );
    if (parts.length === 0)
      return jiraError(400, ["The request must have a part named 'file' with a filename."]);
    const author = actorOf(site, call);
    const added = parts.map(
      ({ filename, mimeType, content }): Attachment => ({
        id: site.nextId(),
        filename: filename!,
        mimeType,
        content,
        author,
        createdMs: call.nowMs,
      }),
    );
    issue.attachments.push(...added);
    for (const attachment of added)
      emitIssue("attachment_created", site, issue, actorFrom(call, author), {
        attachment: attachmentView(site, attachment, eventStyle(site)),
      });
    return json(
      200,
      added.map((attachment) => view(call, site, attachment)),
    );
  }),
  getAttachment: (call) =>
    // Alone of all answers this one gives the id as a number.
    withAttachment(call, sites(call.tenant), ({ attachment }, site) =>
      json(200, { ...view(call, site, attachment), id: Number(attachment.id) }),
    ),
  getAttachmentContent: (call) =>
    withAttachment(call, sites(call.tenant), ({ attachment }) => ({
      status: 200,
      headers: {
        "content-type": attachment.mimeType,
        "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(attachment.filename)}`,
      },
      body: attachment.content,
    })),
  getAttachmentThumbnail: (call) =>
    withAttachment(call, sites(call.tenant), ({ attachment: { mimeType, content } }) =>
      mimeType.startsWith("image/")
        ? { status: 200, headers: { "content-type": mimeType }, body: content }
        : jiraError(404, ["The attachment has no thumbnail."]),
    ),
  expandAttachmentForHumans: noArchive(sites),
  expandAttachmentForMachines: noArchive(sites),
  removeAttachment: (call) =>
    withAttachment(call, sites(call.tenant), ({ attachment, issue }, site) => {
      issue.attachments.splice(issue.attachments.indexOf(attachment), 1);
      emitIssue("attachment_deleted", site, issue, actorFrom(call, actorOf(site, call)), {
        attachment: attachmentView(site, attachment, eventStyle(site)),
      });
      return noContent();
    }),
  getAttachmentMeta: () => json(200, { enabled: true, uploadLimit: 10 * 1024 * 1024 }),
});

/** Nothing is unpacked here: every attachment counts as what cannot be. */
const noArchive =
  (sites: SiteBook): Handlers[string] =>
  (call) =>
    withAttachment(call, sites(call.tenant), () =>
      jiraError(409, ["The attachment is of an archive format that is not supported."]),
    );

function withAttachment(
  call: RestCall,
  site: JiraSite,
  act: (
    found: { attachment: Attachment; issue: Issue },
    site: JiraSite,
  ) => ReturnType<Handlers[string]>,
) {
  for (const issue of site.issues.values()) {
    const attachment = issue.attachments.find(({ id }) => id === call.params.id);
    if (attachment) return act({ attachment, issue }, site);
  }
  return jiraError(404, [`The attachment with id '${call.params.id}' does not exist`]);
}

const view = (call: RestCall, site: JiraSite, attachment: Attachment) =>
  attachmentView(site, attachment, viewStyle(call.tenant, call.request.path));
