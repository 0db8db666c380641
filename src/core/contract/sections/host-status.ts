import * as z from "zod";
import { parseUrl } from "../values/address.ts";
import { line, orNull, written } from "./written.ts";

export const hostStatus = orNull(
  z
    .strictObject({
      page: written(parseUrl, {
        description:
          "The host's status page, served by Statuspage: its /api/v2/incidents.json is read.",
        examples: ["https://jira-software.status.atlassian.com"],
      }),
      probe: written(parseUrl, {
        description: "An address of the host itself, which answers as long as the host works.",
        examples: ["https://example.atlassian.net/status"],
      }),
      components: z
        .array(line(100, { description: "As the page names it.", examples: ["Create and edit"] }))
        .max(50)
        .default([])
        .meta({
          description: "Only incidents that touch one of these count. Left out: each does.",
          examples: [["Create and edit"]],
        }),
    })
    .meta({
      description:
        "Where outages of the host are seen: a minute in which both its page and the probe show one is left out of the uptime.",
    }),
);
