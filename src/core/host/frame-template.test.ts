import { describe, expect, test } from "vitest";
import { fillVariables, frameTemplate, siteVariables, withQuery } from "./index.ts";

describe("the address of a frame before it is filled", () => {
  test("is the module's own, then what the host adds in its order", () => {
    expect(frameTemplate("/roadmap?key={project.key}", "com.example", "roadmap")).toBe(
      "/roadmap?key={project.key}&xdm_e={site.origin}&xdm_c=channel-com.example__roadmap" +
        "&cp={site.contextPath}&xdm_deprecated_addon_key_do_not_use=com.example" +
        "&lic={site.licence}&cv=1001.0.0-SNAPSHOT",
    );
  });

  test("is filled with what the host says of a site", () => {
    const site = siteVariables("https://acme.atlassian.net/wiki", true);
    expect(fillVariables(frameTemplate("/p", "a", "m"), site)).toContain(
      "xdm_e=https%3A%2F%2Facme.atlassian.net&xdm_c=channel-a__m&cp=%2Fwiki&",
    );
  });

  test.for([
    ["/p", "/p?a=1"],
    ["/p?", "/p?a=1"],
    ["/p?b=2", "/p?b=2&a=1"],
    ["/p?b=2&", "/p?b=2&a=1"],
    ["/p#board", "/p?a=1#board"],
  ] as const)("%s becomes %s with one parameter more", ([url, longer]) => {
    expect(withQuery(url, "a=1")).toBe(longer);
  });
});
