import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { siteUnderTest, storage } from "../testdata/site-under-test.ts";
import { selectByCql } from "./index.ts";

const DAY_MS = 86_400_000;

/** A space of its own: a home, two pages below one another, a comment and a blog post. */
function library() {
  const t = siteUnderTest();
  const space = t.told("createSpace", {}, { key: "LIB", name: "Library" });
  const make = (operation: string, json: object) => {
    t.clock.advance(DAY_MS);
    return t.told(operation, {}, { spaceId: space.id, ...json });
  };
  const shelf = make("createPage", { title: "Top shelf", body: storage("<p>Atlas of birds</p>") });
  const book = make("createPage", {
    title: "Owls",
    parentId: shelf.id,
    body: storage("<p>They hunt at <b>night</b></p>"),
  });
  make("createFooterComment", { pageId: book.id, body: storage("<p>Lovely</p>") });
  make("createBlogPost", { title: "Opening night", body: storage("<p>Come!</p>") });
  t.ask("addLabelsToContent", { id: book.id }, [{ name: "birds" }, { name: "rare" }]);
  const find = (cql: string) => {
    const { site } = t;
    const accountId = site.personAt(0).accountId;
    const selected = selectByCql(cql, { site, nowMs: t.clock.nowMs(), accountId });
    return selected.kind === "error" ? selected : selected.contents.map(({ title }) => title);
  };
  return { ...t, shelf, book, find };
}

describe("CQL finds", () => {
  test.for([
    ["type = page", ["Owls", "Top shelf", "Library Home"]],
    ["type in (blogpost, comment)", ["Opening night", "Re: Owls"]],
    ["title = owls", ["Owls"]],
    ["title ~ 'shelf'", ["Top shelf"]],
    ["title !~ shelf and type = page", ["Owls", "Library Home"]],
    ["text ~ night", ["Opening night", "Owls"]],
    ['text ~ "atl*" or text ~ "come"', ["Opening night", "Top shelf"]],
    ["label = birds", ["Owls"]],
    ["label in (rare, unknown)", ["Owls"]],
    ["type = page and label != birds", ["Top shelf", "Library Home"]],
    ["type = page and label not in (birds)", ["Top shelf", "Library Home"]],
    ["type = page and not (title = Owls)", ["Top shelf", "Library Home"]],
    ["created >= -12h and type = comment", []],
    ["created >= '-36h' and type = comment", ["Re: Owls"]],
    ["lastmodified > now('-1d')", ["Opening night"]],
    ["creator = currentUser() and type = blogpost", ["Opening night"]],
    ["type = page order by title", ["Library Home", "Owls", "Top shelf"]],
    ["type = page order by created asc, title", ["Library Home", "Top shelf", "Owls"]],
  ] as const)("by %s", ([cql, titles]) => {
    const [where, order] = cql.split(" order by ");
    const found = library().find(
      `space = lib and (${where})${order === undefined ? "" : ` order by ${order}`}`,
    );
    expect(found).toEqual(titles);
  });

  test("what stands below a page, comments with their page", () => {
    const { find, shelf, book } = library();
    expect(find(`parent = ${shelf.id}`)).toEqual(["Owls"]);
    expect(find(`ancestor = ${shelf.id}`)).toEqual(["Re: Owls", "Owls"]);
    expect(find(`id in (${book.id}, ${shelf.id})`)).toEqual(["Owls", "Top shelf"]);
    expect(find(`container = ${book.id}`)).toEqual(["Re: Owls"]);
  });

  test("nothing that lies in the trash", () => {
    const { find, ask, book } = library();
    expect(find("label = rare")).toEqual(["Owls"]);
    expect(find("text ~ lovely")).toEqual(["Re: Owls"]);
    ask("deletePage", { id: book.id });
    expect(find("label = rare or text ~ lovely")).toEqual([]);
  });
});

describe("CQL refuses", () => {
  test.for([
    ["", "ask for something"],
    ["type = ", "Unexpected end"],
    ["colour = red", "'colour' does not exist"],
    ["text = night", "operator '=' is not supported by the 'text' field"],
    ["created > someday", "Date value 'someday'"],
    ["space = currentSpace()", "currentSpace"],
    ["(type = page", "')'"],
  ] as const)("%s", ([cql, why]) => {
    const refused = library().find(cql);
    expect(refused).toMatchObject({ kind: "error" });
    expect((refused as { message: string }).message).toContain(why);
    expect((refused as { message: string }).message).toContain("Could not parse cql");
  });

  test("any other text, without breaking", () => {
    const { find } = library();
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (cql) => {
        const answer = find(cql);
        return Array.isArray(answer) || "message" in answer;
      }),
    );
  });
});
