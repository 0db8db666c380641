import atlassianJwt from "atlassian-jwt";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalRequest, qsh } from "./qsh.ts";

describe("the published algorithm", () => {
  test.for([
    {
      of: "a page opened by the host",
      method: "GET",
      url: "https://x.example/jira/configuration?xdm_e=https%3A%2F%2Fkabakumov.atlassian.net&xdm_c=channel-com.github.integration.konstantin__github-post-install-page&cp=&xdm_deprecated_addon_key_do_not_use=com.github.integration.konstantin&lic=none&cv=1001.0.0-SNAPSHOT&jwt=a.b.c",
      baseUrl: "https://x.example",
      canonical:
        "GET&/jira/configuration&cp=&cv=1001.0.0-SNAPSHOT&lic=none&xdm_c=channel-com.github.integration.konstantin__github-post-install-page&xdm_deprecated_addon_key_do_not_use=com.github.integration.konstantin&xdm_e=https%3A%2F%2Fkabakumov.atlassian.net",
      hash: "345c5da1c34c5126155b18ff4522446c89cc017debe4878bfa6056cacd5245ae",
    },
    {
      of: "a repeated parameter",
      method: "get",
      url: "/path/to/service?zee_last=param&repeated=parameter%202&first=param&repeated=parameter+1",
      baseUrl: "",
      canonical:
        "GET&/path/to/service&first=param&repeated=parameter%201,parameter%202&zee_last=param",
      hash: "e52bb281606c3bd9ca16cfe96fe2df78f5d9ffa126f06befd750dfa10fa1a897",
    },
    {
      of: "a base address with a path of its own",
      method: "POST",
      url: "https://x.example/connector/installed",
      baseUrl: "https://x.example/connector",
      canonical: "POST&/installed&",
      hash: "4a2e1de8ca74e6cafe8862d332fa3ac7a8e51e692bc6d798ea4dfedc14948bf4",
    },
    {
      of: "an ampersand in the path",
      method: "GET",
      url: "https://x.example/rest/api/2/project&a=b?x=y",
      baseUrl: "https://x.example/",
      canonical: "GET&/rest/api/2/project%26a=b&x=y",
      hash: "eb335967e5d70cd1ba18f54b0b8338577ce20eeb331cbdcd2b6d12737cdc51cb",
    },
    {
      of: "keys in code-unit order",
      method: "GET",
      url: "/p/?a2=1&a10=1&a=x%20y&A=1",
      baseUrl: "",
      canonical: "GET&/p&A=1&a=x%20y&a10=1&a2=1",
      hash: "d8a12fa0c331a96ee06bb94c1722df1aabdf6e99da49ff2f4ea2b842f3e51ec1",
    },
  ])("$of", ({ method, url, baseUrl, canonical, hash }) => {
    expect(canonicalRequest(method, url, baseUrl)).toBe(canonical);
    expect(qsh(method, url, baseUrl)).toBe(hash);
  });

  test.for([
    ["no path at all is the root", "https://x.example", "https://x.example", "GET&/&"],
    ["the base itself is the root", "https://x.example/wiki", "https://x.example/wiki", "GET&/&"],
    ["an empty value keeps its =", "/p?a&b=", "", "GET&/p&a=&b="],
    ["a comma inside a value is encoded", "/p?a=1,2&a=0", "", "GET&/p&a=0,1%2C2"],
    ["a fragment is no part of it", "/p?a=1#b?c=2", "", "GET&/p&a=1"],
    ["reserved characters are encoded", "/p?a=!'()*~", "", "GET&/p&a=%21%27%28%29%2A~"],
    ["a broken escape is taken literally", "/p?a=%zz", "", "GET&/p&a=%25zz"],
    ["half a surrogate pair is replaced", "/p?a=\ud800", "", "GET&/p&a=%EF%BF%BD"],
  ] as const)("%s", ([, url, baseUrl, canonical]) => {
    expect(canonicalRequest("GET", url, baseUrl)).toBe(canonical);
  });
});

describe("beside atlassian-jwt", () => {
  const raw = fc.string({
    unit: fc.constantFrom(..."aAzZ019-._~!'()*,;:@$+ %&=?é漢😀jwt".split(/(?:)/u)),
    maxLength: 8,
  });
  const encoded = raw.map((text) => encodeURIComponent(text).replaceAll("%20", "+"));
  const parameter = fc.tuple(fc.oneof(encoded, fc.constantFrom("jwt", "a", "A", "")), encoded);
  const query = fc
    .array(parameter, { maxLength: 6 })
    .map((ps) => ps.map((p) => p.join("=")).join("&"));
  const path = fc
    .array(
      fc.oneof(raw.map(encodeURIComponent), fc.constantFrom("", "rest", "a&b=c", '{x} |`^"<>')),
      { maxLength: 4 },
    )
    .map((segments) => `/${segments.join("/")}`);
  const base = fc.constantFrom(
    "https://x.example",
    "https://x.example/",
    "https://x.example/wiki",
    "https://x.example/a/b",
  );
  const method = fc.constantFrom("GET", "post", "PUT", "DELETE");

  test("every request has the same canonical form", () => {
    fc.assert(
      fc.property(method, base, path, query, (method, baseUrl, path, query) => {
        const url = `${baseUrl.replace(/\/$/, "")}${path}${query && `?${query}`}`;
        const theirs = atlassianJwt.createCanonicalRequest(
          atlassianJwt.fromMethodAndUrl(method, url),
          false,
          baseUrl,
        );
        expect(canonicalRequest(method, url, baseUrl)).toBe(theirs);
      }),
      { numRuns: 2000 },
    );
  });
});
