import { createV1Client, createV2Client } from "confluence.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusal, startTour, type Tour } from "./tour.ts";

let tour: Tour;
let v1: ReturnType<typeof createV1Client>;
let v2: ReturnType<typeof createV2Client>;

beforeAll(async () => {
  tour = await startTour("confluence", "SPACE_ADMIN");
  const site = { host: tour.tenant.baseUrl.replace(/\/wiki$/, "") };
  v1 = tour.remembering(createV1Client(site));
  v2 = tour.remembering(createV2Client(site));
});
afterAll(() => tour?.close());

const storage = (value: string) => ({ representation: "storage" as const, value });

async function anySpace(): Promise<number> {
  const { results } = await v2.space.getSpaces({ limit: 1 });
  return Number(results![0]!.id);
}

async function newPage(title: string, value = "<p>Hello</p>"): Promise<number> {
  const page = await v2.page.createPage({
    body: { spaceId: String(await anySpace()), status: "current", title, body: storage(value) },
  });
  return Number(page.id);
}

describe("confluence.js, which checks every answer against its schema, takes a tour of contents", () => {
  test("a page's life", async () => {
    const id = await newPage("A life", "<h1>Birth</h1><p>of a page</p>");
    expect(await v2.page.getPageById({ id, bodyFormat: "atlas_doc_format" })).toMatchObject({
      title: "A life",
      body: { atlas_doc_format: { value: expect.stringContaining("heading") } },
    });
    const body = {
      id: String(id),
      status: "current",
      title: "A long life",
      body: storage("<p>Growing</p>"),
      version: { number: 2, message: "older" },
    };
    expect(await v2.page.updatePage({ id, body })).toMatchObject({ version: { number: 2 } });
    expect(await refusal(v2.page.updatePage({ id, body }))).toMatchObject({ status: 409 });
    expect((await v2.version.getPageVersions({ id })).results).toHaveLength(2);
    const first = await v2.version.getPageVersionDetails({ pageId: id, versionNumber: 1 });
    expect(first.nextVersion).toBe(2);
    await v2.operation.getPageOperations({ id });
    await v2.like.getPageLikeCount({ id });
    await v2.page.deletePage({ id });
    await v2.page.deletePage({ id, purge: true });
    expect(await refusal(v2.page.getPageById({ id }))).toMatchObject({ status: 404 });
  });

  test("the tree of pages, by cursor", async () => {
    const parent = await newPage("Trunk");
    const spaceId = String(await anySpace());
    for (const title of ["Branch 1", "Branch 2"])
      await v2.page.createPage({ body: { spaceId, title, parentId: String(parent) } });
    const { results } = await v2.children.getChildPages({ id: parent });
    expect(results!.map(({ title }) => title)).toEqual(["Branch 1", "Branch 2"]);
    const above = await v2.ancestors.getPageAncestors({ id: Number(results![0]!.id) });
    expect(above.results!.at(-1)!.id).toBe(String(parent));
    const page = await v2.page.getPages({ limit: 2 });
    const cursor = new URL(page._links!.next!, "http://x").searchParams.get("cursor")!;
    const next = await v2.page.getPages({ limit: 2, cursor });
    expect(next.results![0]!.id).not.toBe(page.results![0]!.id);
  });

  test("comments, at the foot and in the text", async () => {
    const pageId = String(await newPage("Talk"));
    const body = storage("<p>Hm</p>");
    const foot = await v2.comment.createFooterComment({ pageId, body });
    const commentId = Number(foot.id);
    const reply = await v2.comment.createFooterComment({ parentCommentId: foot.id!, body });
    const { results } = await v2.comment.getFooterCommentChildren({ id: commentId });
    expect(results).toHaveLength(1);
    await v2.comment.updateFooterComment({ commentId, body: { version: { number: 2 }, body } });
    expect(await v2.comment.getFooterCommentById({ commentId })).toMatchObject({ pageId });
    const inline = await v2.comment.createInlineComment({
      pageId,
      body,
      inlineCommentProperties: { textSelection: "Hello" },
    });
    const resolved = await v2.comment.updateInlineComment({
      commentId: Number(inline.id),
      version: { number: 2 },
      body,
      resolved: true,
    });
    expect(resolved.resolutionStatus).toBe("resolved");
    const id = Number(pageId);
    expect((await v2.comment.getPageInlineComments({ id })).results).toHaveLength(1);
    await v2.comment.deleteFooterComment({ commentId });
    const left = await v2.comment.getPageFooterComments({ id });
    expect(left.results).toMatchObject([{ id: reply.id }]);
  });

  test("labels and content properties", async () => {
    const id = await newPage("Labelled");
    await v1.contentLabels.addLabelsToContent({
      id: String(id),
      body: [{ prefix: "global", name: "tour" }],
    });
    const { results } = await v2.label.getPageLabels({ id });
    expect(results).toMatchObject([{ name: "tour" }]);
    const pages = await v2.page.getLabelPages({ id: Number(results![0]!.id) });
    expect(pages.results).toHaveLength(1);
    await v1.contentLabels.removeLabelFromContent({ id: String(id), label: "tour" });
    const { contentProperties } = v2;
    const made = await contentProperties.createPageProperty({ pageId: id, key: "k", value: [1] });
    const one = { pageId: id, propertyId: Number(made.id) };
    const version = { number: 2 };
    await contentProperties.updatePagePropertyById({ ...one, key: "k", value: [2], version });
    expect(await contentProperties.getPageContentPropertiesById(one)).toMatchObject({ value: [2] });
    await contentProperties.deletePagePropertyById(one);
    expect((await contentProperties.getPageContentProperties({ pageId: id })).results).toEqual([]);
  });

  test("attachments", async () => {
    const id = await newPage("Attached");
    const attachments = [{ filename: "note.txt", content: Buffer.from("Read me") }];
    const added = await v1.contentAttachments.createAttachment({
      id: String(id),
      attachments,
    } as never);
    const attachmentId = added.results[0]!.id!;
    const { results } = await v2.attachment.getPageAttachments({ id });
    expect(results).toMatchObject([{ title: "note.txt", fileSize: 7, mediaType: "text/plain" }]);
    expect(await v2.attachment.getAttachmentById({ id: attachmentId })).toMatchObject({
      pageId: String(id),
    });
    const file = await v1.contentAttachments.downloadAttatchment({ id: String(id), attachmentId });
    expect(Buffer.from(file as unknown as Uint8Array).toString()).toBe("Read me");
  });

  test("tasks and blog posts", async () => {
    const box =
      "<ac:task><ac:task-id>1</ac:task-id><ac:task-status>incomplete</ac:task-status><ac:task-body>Wave</ac:task-body></ac:task>";
    const id = await newPage("To do", `<ac:task-list>${box}</ac:task-list>`);
    const { results } = await v2.task.getTasks({ pageId: [id] });
    const body = { status: "complete" };
    const done = await v2.task.updateTask({ id: Number(results![0]!.id), body } as never);
    expect(done.status).toBe("complete");
    const post = await v2.blogPost.createBlogPost({
      body: { spaceId: String(await anySpace()), title: "News", body: storage("<p>!</p>") },
    });
    expect(await v2.blogPost.getBlogPostById({ id: Number(post.id) })).toMatchObject({
      title: "News",
    });
    const contentIds = [String(id), post.id!];
    const types = await v2.content.convertContentIdsToContentTypes({ body: { contentIds } });
    expect(types.results).toEqual({ [id]: "page", [post.id!]: "blogpost" });
  });

  test("searching by CQL", async () => {
    const id = await newPage("Platypus facts", "<p>They lay eggs</p>");
    const { searchByCQL } = v1.search;
    const found = await searchByCQL({ cql: `text ~ "platypus eggs" and type = page` });
    expect(found.totalSize).toBe(1);
    const byTitle = await searchByCQL({ cql: `title ~ platypus and id = ${id}` });
    expect(byTitle.results[0]!.content!.title).toBe("Platypus facts");
    const refused = await refusal(searchByCQL({ cql: "colour = red" }));
    expect(refused.status).toBe(400);
    expect(refused.message).toContain("Could not parse cql");
  });

  test("permissions", async () => {
    const id = String(await newPage("Open"));
    const { accountId } = await v1.users.getCurrentUser({});
    const subject = { type: "user" as const, identifier: accountId! };
    const asked = { id, subject, operation: "update" as const };
    const { hasPermission } = await v1.contentPermissions.checkContentPermission(asked as never);
    expect(hasPermission).toBe(true);
  });

  test("restrictions, groups and who is in them", async () => {
    const id = String(await newPage("Secret"));
    const { accountId } = await v1.users.getCurrentUser({});
    const user = [{ type: "known", accountId: accountId! }];
    const body = [{ operation: "read", restrictions: { user } }];
    const { contentRestrictions: restricted, group: groups } = v1;
    expect((await restricted.updateRestrictions({ id, body } as never)).results).toHaveLength(2);
    const read = await restricted.getRestrictionsForOperation({ id, operationKey: "read" });
    expect(read.restrictions!.user!.results).toMatchObject([{ accountId }]);
    const [first] = (await groups.getGroups({})).results;
    expect(await groups.getGroupByGroupId({ id: first!.id })).toMatchObject({ type: "group" });
    const members = await groups.getGroupMembersByGroupId({ groupId: first!.id, limit: 2 });
    expect(members.results).toHaveLength(2);
    expect((await v1.users.getGroupMembershipsForUser({ accountId: accountId! })).size).toBe(2);
    const found = await v1.search.searchUser({ cql: "type = user" });
    expect(found.results[0]!.entityType).toBe("user");
    const key = "seen";
    const userId = accountId!;
    await v1.userProperties.createUserProperty({ userId, key, value: { at: 1 } });
    expect((await v1.userProperties.getUserProperty({ userId, key })).value).toEqual({ at: 1 });
  });

  test("the page tree, states and who watches", async () => {
    const [from, to] = [await newPage("From"), await newPage("To")].map(String) as [string, string];
    const { contentChildrenAndDescendants: tree } = v1;
    await tree.movePage({ pageId: from, position: "append", targetId: to });
    const below = await tree.getDescendantsOfType({ id: to, type: "page" });
    expect(below.results).toMatchObject([{ id: from }]);
    const destination = { type: "parent_page", value: to };
    const copied = await tree.copyPage({ id: from, pageTitle: "Copied", destination } as never);
    expect(copied.title).toBe("Copied");
    const body = { id: 2 };
    await v1.contentStates.setContentState({ id: from, status: "current", body } as never);
    const { contentState } = await v1.contentStates.getContentState({ id: from });
    expect(contentState?.name).toBe("Ready for review");
    const available = await v1.contentStates.getAvailableContentStates({ id: from });
    expect(available.spaceContentStates).toHaveLength(4);
    await v1.contentWatches.addContentWatcher({ contentId: from });
    const watched = await v1.contentWatches.getContentWatchStatus({ contentId: from });
    expect(watched.watching).toBe(true);
  });

  test("macros and bodies in other formats", async () => {
    const macro =
      '<ac:structured-macro ac:name="chart" ac:macro-id="m1"><ac:parameter ac:name="size">3</ac:parameter></ac:structured-macro>';
    const id = String(await newPage("Chart", macro));
    const found = await v1.contentMacroBody.getMacroBodyByMacroId({
      id,
      version: 1,
      macroId: "m1",
    });
    expect(found).toMatchObject({ name: "chart", parameters: { size: { value: "3" } } });
    const { contentBody } = v1;
    const given = { to: "view" as const, value: "<p>Hi</p>", representation: "storage" as const };
    const { asyncId } = await contentBody.asyncConvertContentBodyRequest(given as never);
    const converted = await contentBody.asyncConvertContentBodyResponse({ id: asyncId });
    expect(converted).toMatchObject({ status: "COMPLETED", value: "<p>Hi</p>" });
  });

  test("contents written by the older interface, for which the client has no words", async () => {
    const url = `${tour.tenant.baseUrl}/rest/api/content`;
    const headers = { "content-type": "application/json" };
    const write = async (method: string, path: string, given: object) => {
      const answer = await fetch(`${url}${path}`, { method, headers, body: JSON.stringify(given) });
      const { id } = (await answer.json()) as { id: string };
      return { id, code: answer.status };
    };
    const { key } = await v2.space.getSpaceById({ id: await anySpace() });
    const page = {
      type: "page",
      title: "Older",
      space: { key },
      body: { storage: storage("<p>A</p>") },
    };
    const made = await write("POST", "", page);
    expect(made.code).toBe(200);
    const next = { type: "page", title: "Oldest", version: { number: 2 } };
    expect((await write("PUT", `/${made.id}`, next)).code).toBe(200);
    expect((await fetch(`${url}/${made.id}`, { method: "DELETE" })).status).toBe(204);
  });

  test("and has asked for forty operations and more, none of which was made up", () => {
    expect(tour.called.size).toBeGreaterThanOrEqual(40);
    expect(tour.madeUp).toEqual([]);
  });
});
