import { describe, expect, test } from "vitest";
import { findMacro } from "./macros.ts";
import { siteUnderTest, storage } from "./testdata/site-under-test.ts";

const inner =
  '<ac:structured-macro ac:name="info" ac:macro-id="two"><ac:rich-text-body><p>In</p></ac:rich-text-body></ac:structured-macro>';
const text = [
  "<p>Before</p>",
  '<ac:structured-macro ac:name="chart" ac:schema-version="1" ac:macro-id="one">',
  '<ac:parameter ac:name="colour">red</ac:parameter><ac:parameter ac:name="size">3</ac:parameter>',
  `<ac:rich-text-body><p>Out</p>${inner}</ac:rich-text-body></ac:structured-macro>`,
  '<ac:structured-macro ac:name="code" ac:macro-id="three"><ac:plain-text-body><![CDATA[a < b]]></ac:plain-text-body></ac:structured-macro>',
  '<ac:structured-macro ac:name="toc" ac:macro-id="four"/>',
].join("");

describe("a macro of a text", () => {
  test.each([
    ["one", "chart", `<p>Out</p>${inner}`, { colour: { value: "red" }, size: { value: "3" } }],
    ["two", "info", "<p>In</p>", {}],
    ["three", "code", "a < b", {}],
    ["four", "toc", "", {}],
  ])("%s", (id, name, body, parameters) => {
    expect(findMacro(storage(text) as never, id)).toEqual({ name, body, parameters });
  });

  test("is found by the version of its page", () => {
    const { told, ask, site } = siteUnderTest();
    const spaceId = [...site.spaces.keys()][0]!;
    const { id } = told("createPage", {}, { spaceId, title: "Macros", body: storage(text) });
    const on = { id, version: "1", macroId: "one" };
    expect(told("getMacroBodyByMacroId", on)).toMatchObject({ name: "chart" });
    expect(ask("getMacroBodyByMacroId", { ...on, version: "2" }).status).toBe(404);
    expect(ask("getMacroBodyByMacroId", { ...on, macroId: "none" }).status).toBe(404);
  });
});

describe("a body of another format", () => {
  test("is asked for, then fetched while it is kept", async () => {
    const { told, ask, clock } = siteUnderTest();
    const to = "atlas_doc_format";
    const { asyncId: id } = told("asyncConvertContentBodyRequest", { to }, storage("<p>Hi</p>"));
    const fetched = told("asyncConvertContentBodyResponse", { id });
    expect(fetched).toMatchObject({ status: "COMPLETED", representation: to });
    expect(JSON.parse(fetched.value).type).toBe("doc");
    await clock.advance(5 * 60_000 + 1);
    expect(ask("asyncConvertContentBodyResponse", { id }).status).toBe(404);
  });

  test("that there is not is refused", () => {
    const { ask } = siteUnderTest();
    expect(ask("asyncConvertContentBodyRequest", { to: "pdf" }, storage("")).status).toBe(400);
  });
});
