import { describe, expect, test } from "vitest";
import { bodyOf } from "../testdata/test-world.ts";
import { scene } from "./testdata/scene.ts";

describe("filters", () => {
  test("are made, found, liked, changed and deleted, and told of", () => {
    const { act, heard } = scene();
    const made = bodyOf(act("createFilter", {}, { json: { name: "Mine", jql: "project = ROAD" } }));
    const on = { id: made.id };
    expect(bodyOf(act("getFilter", on))).toMatchObject({ name: "Mine", favourite: false });
    act("setFavouriteForFilter", on);
    expect(bodyOf(act("getFavouriteFilters"))).toMatchObject([{ id: made.id, favouritedCount: 1 }]);
    act("deleteFavouriteForFilter", on);
    expect(bodyOf(act("getFavouriteFilters"))).toEqual([]);
    act("updateFilter", on, { json: { name: "Ours" } });
    expect(bodyOf(act("getMyFilters"))).toMatchObject([{ name: "Ours", jql: "project = ROAD" }]);
    expect(bodyOf(act("getFiltersPaginated", {}, { query: "filterName=our" })).total).toBe(1);
    act("deleteFilter", on);
    expect(act("getFilter", on).status).toBe(400);
    expect(heard()).toEqual(["filter_created", "filter_updated", "filter_deleted"]);
  });

  test.for([
    ["no name", { jql: "" }, "name"],
    ["a taken name", { name: "Mine" }, "name"],
    ["a search that cannot be read", { name: "x", jql: "project = =" }, "jql"],
  ] as const)("with %s are refused", ([, json, field]) => {
    const { act } = scene();
    act("createFilter", {}, { json: { name: "Mine" } });
    const refused = act("createFilter", {}, { json });
    expect(refused.status).toBe(400);
    expect(bodyOf(refused).errors).toHaveProperty(field);
  });
});
