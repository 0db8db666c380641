import { describe, expect, test } from "vitest";
import { siteUnderTest, storage } from "./testdata/site-under-test.ts";

const BOUNDARY = "frontier";
const form = (filename: string, text: string) => ({
  contentType: `multipart/form-data; boundary=${BOUNDARY}`,
  body: `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${filename}"\r\nContent-Type: text/plain\r\n\r\n${text}\r\n--${BOUNDARY}--\r\n`,
});

function withPage() {
  const t = siteUnderTest();
  const space = [...t.site.spaces.values()][0]!;
  const body = storage(
    "<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>incomplete</ac:task-status><ac:task-body>Feed the cat &amp; dog</ac:task-body></ac:task></ac:task-list>",
  );
  const page = t.told("createPage", {}, { spaceId: space.id, title: "Plan", body });
  t.heard();
  return { ...t, space, page };
}

describe("comments", () => {
  test("are made, answered, changed and removed; replies move up", () => {
    const { told, ask, page, heard, events } = withPage();
    const first = told("createFooterComment", {}, { pageId: page.id, body: storage("<p>Hm</p>") });
    expect(first).toMatchObject({ pageId: page.id, title: "Re: Plan", version: { number: 1 } });
    expect(events[0]?.payload.comment).toMatchObject({
      contentType: "comment",
      parent: { id: Number(page.id) },
    });
    const reply = told(
      "createFooterComment",
      {},
      {
        parentCommentId: first.id,
        body: storage("<p>Yes</p>"),
      },
    );
    expect(told("getFooterCommentChildren", { id: first.id }).results).toMatchObject([
      { id: reply.id, parentCommentId: first.id },
    ]);
    expect(told("getPageFooterComments", { id: page.id }).results).toHaveLength(1);
    const change = (number: number) =>
      ask(
        "updateFooterComment",
        { "comment-id": first.id },
        {
          version: { number },
          body: storage("<p>Well</p>"),
        },
      ).status;
    expect([change(1), change(2)]).toEqual([409, 200]);
    expect(ask("deleteFooterComment", { "comment-id": first.id }).status).toBe(204);
    expect(heard()).toEqual([
      "comment_created",
      "comment_created",
      "comment_updated",
      "comment_removed",
    ]);
    expect(ask("getFooterCommentById", { "comment-id": first.id }).status).toBe(404);
    expect(told("getPageFooterComments", { id: page.id }).results).toMatchObject([
      { id: reply.id },
    ]);
  });

  test("within the text are about a selection and can be resolved", () => {
    const { told, page } = withPage();
    const made = told(
      "createInlineComment",
      {},
      {
        pageId: page.id,
        body: storage("<p>Which cat?</p>"),
        inlineCommentProperties: { textSelection: "the cat" },
      },
    );
    expect(made).toMatchObject({
      resolutionStatus: "open",
      properties: { inlineOriginalSelection: "the cat" },
    });
    const resolve = (number: number, resolved: boolean) =>
      told("updateInlineComment", { "comment-id": made.id }, { version: { number }, resolved })
        .resolutionStatus;
    expect([resolve(2, true), resolve(3, false)]).toEqual(["resolved", "reopened"]);
  });

  test.for([
    ["on nothing", { body: storage("x") }, 400],
    ["on a page that is not there", { pageId: "1", body: storage("x") }, 404],
    ["that say nothing", { pageId: "PAGE", body: storage(" ") }, 400],
    ["below no comment", { parentCommentId: "1", body: storage("x") }, 404],
  ] as const)("%s are refused", ([, json, status]) => {
    const { ask, page } = withPage();
    const given = "pageId" in json && json.pageId === "PAGE" ? { ...json, pageId: page.id } : json;
    expect(ask("createFooterComment", {}, given).status).toBe(status);
  });
});

describe("labels", () => {
  test("are put on and taken off, and told of", () => {
    const { told, ask, page, heard, events } = withPage();
    const put = () =>
      told("addLabelsToContent", { id: page.id }, [{ prefix: "global", name: "Cats" }]);
    expect(put().results).toMatchObject([{ name: "cats", prefix: "global" }]);
    expect(events[1]?.payload).toMatchObject({
      label: { name: "cats" },
      labeled: { title: "Plan" },
    });
    put();
    const label = told("getPageLabels", { id: page.id }).results[0];
    expect(told("getLabelPages", { id: label.id }).results).toMatchObject([{ id: page.id }]);
    expect(ask("removeLabelFromContent", { id: page.id, label: "cats" }).status).toBe(204);
    expect(ask("removeLabelFromContent", { id: page.id, label: "cats" }).status).toBe(404);
    expect(heard()).toEqual(["label_created", "label_added", "label_removed"]);
  });

  test.for([[{ name: "two words" }], [{ name: "" }], [{}], ["x"]] as const)(
    "%j are refused",
    ([label]) => {
      const { ask, page } = withPage();
      expect(ask("addLabelsToContent", { id: page.id }, [label]).status).toBe(400);
    },
  );
});

describe("attachments", () => {
  test("are uploaded, listed, read back, replaced and thrown away", () => {
    const { told, ask, page, heard } = withPage();
    const added = told("createAttachment", { id: page.id }, undefined, form("a.txt", "one"));
    const id: string = added.results[0].id;
    expect(id).toMatch(/^att\d+$/);
    expect(told("getPageAttachments", { id: page.id }).results).toMatchObject([
      { id, title: "a.txt", mediaType: "text/plain", fileSize: 3, pageId: page.id },
    ]);
    const again = ask("createAttachment", { id: page.id }, undefined, form("a.txt", "two"));
    expect(again.status).toBe(400);
    told("createOrUpdateAttachments", { id: page.id }, undefined, form("a.txt", "three"));
    const file = ask("downloadAttachment", { id: page.id, attachmentId: id });
    expect(Buffer.from(file.body as Uint8Array).toString()).toBe("three");
    expect(told("getAttachmentById", { id }).version.number).toBe(2);
    expect(ask("deleteAttachment", { id }).status).toBe(204);
    expect(ask("deleteAttachment", { id, purge: "true" }).status).toBe(204);
    expect(heard()).toEqual([
      "attachment_created",
      "attachment_updated",
      "attachment_trashed",
      "attachment_removed",
    ]);
  });

  test("without a file or on nothing are refused", () => {
    const { ask, page } = withPage();
    const empty = { contentType: "text/plain", body: "x" };
    expect(ask("createAttachment", { id: page.id }, undefined, empty).status).toBe(400);
    expect(ask("createAttachment", { id: "1" }, undefined, form("a", "x")).status).toBe(404);
    expect(ask("createAttachment", { id: page.id }).status).toBe(403);
  });
});

describe("tasks", () => {
  test("come out of the text, and ticking one ticks the box in the text", () => {
    const { told, page } = withPage();
    const [task] = told("getTasks", { "page-id": page.id, "body-format": "storage" }).results;
    expect(task).toMatchObject({ localId: "1", status: "incomplete", pageId: page.id });
    expect(task.body.storage.value).toBe("<p>Feed the cat &amp; dog</p>");
    expect(told("updateTask", { id: task.id }, { status: "complete" })).toMatchObject({
      status: "complete",
      completedAt: expect.any(String),
    });
    const { body } = told("getPageById", { id: page.id, "body-format": "storage" });
    expect(body.storage.value).toContain("<ac:task-status>complete</ac:task-status>");
    expect(told("getTasks", { status: "incomplete" }).results).toEqual([]);
  });

  test("go with their text", () => {
    const { told, ask, page } = withPage();
    ask(
      "updatePage",
      { id: page.id },
      {
        title: "Plan",
        status: "current",
        body: storage("<p>done</p>"),
        version: { number: 2 },
      },
    );
    expect(told("getTasks", {}).results).toEqual([]);
  });

  test("have no other states", () => {
    const { told, ask, page } = withPage();
    const [task] = told("getTasks", { "page-id": page.id }).results;
    expect(ask("updateTask", { id: task.id }, { status: "maybe" }).status).toBe(400);
    expect(ask("updateTask", { id: "1" }, { status: "complete" }).status).toBe(404);
  });
});
