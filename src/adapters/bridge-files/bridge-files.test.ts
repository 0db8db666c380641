import { describe, expect, test } from "vitest";
import { bridgeFiles } from "./index.ts";

const read = bridgeFiles();

describe("the files that browsers load", () => {
  test.for([
    ["connect-host.js", "global.connectHost = factory()"],
    ["iframe.js", '"https://" + CDN_DOMAIN'],
    ["jquery.js", "jQuery v3"],
    ["before-bridge.js", "window.AJS"],
    ["frame-half.js", "AP.request"],
    ["site.css", ":root"],
    ["themes/atlaskit-tokens_light.css", "--ds-"],
    ["surfaces.css", "surface"],
  ] as const)("%s is there, and is what we take it for", ([name, part]) => {
    expect(read(name)).toContain(part);
  });

  test.for(["none.js", "../pages.ts", "themes/../../package.json", "/etc/hostname", ""])(
    "%s is not one of them",
    (name) => {
      expect(read(name)).toBeNull();
    },
  );
});
