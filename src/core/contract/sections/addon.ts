import * as z from "zod";
import { parseBaseUrl, parseUrlPath } from "../values/address.ts";
import { parseTimeZone } from "../values/time-zone.ts";
import { line, orNull, word, written } from "./written.ts";

export const addon = z
  .strictObject({
    key: word({
      description: "The add-on's key, as in its descriptor: up to 64 letters, digits, . - _",
      examples: ["com.example.roadmaps"],
    }),
    name: line(100, { description: "What customers call it.", examples: ["Roadmaps for Jira"] }),
    vendor: line(100, { description: "Who promises.", examples: ["Example Ltd"] }),
    host: z.enum(["connect", "forge-remote", "plain"]).meta({
      description: "The platform that hosts the add-on; plain is any web service.",
      examples: ["connect"],
    }),
    baseUrl: written(parseBaseUrl, {
      description: "Where the add-on answers; every path stands below it.",
      pattern: /^https?:\/\/\S+$/,
      examples: ["https://roadmaps.example.com"],
    }),
    descriptor: orNull(
      written(parseUrlPath, {
        description: "Path of the descriptor; UI pages, webhooks and callbacks are told by it.",
        pattern: /^\//,
        examples: ["/atlassian-connect.json"],
      }),
    ),
    payment: z.enum(["free", "paid", "paid-via-atlassian"]).meta({
      description:
        "Decides what is owed to customers: two months' notice of the end, or the add-on for as " +
        "long as they have paid; via-atlassian where the Marketplace sells it.",
      examples: ["paid"],
    }),
    timeZone: written(parseTimeZone, {
      description: "IANA zone in which hours and dates are meant unless they name another.",
      examples: ["Europe/Paris"],
    }).prefault("UTC"),
  })
  .meta({ description: "The add-on that the promise is about." });
