import type { Site } from "./driver/sites.ts";

/** What the host says of a site that installs the add-on, with another secret than it had. */
export const installation = ({ clientKey, baseUrl }: Site) => ({
  key: "com.example.roadmaps",
  clientKey,
  sharedSecret: "mine",
  baseUrl,
  productType: "jira",
  eventType: "installed",
});

/** How the host delivers that an issue was created. */
export const issueCreated = (id: string, summary: string) =>
  ({
    method: "POST",
    path: "/webhooks/issue-created",
    body: {
      webhookEvent: "jira:issue_created",
      issue: {
        id,
        key: `WEB-${id}`,
        fields: {
          summary,
          project: { id: "10000", key: "WEB" },
          updated: "2027-01-01T00:00:00.000+0000",
        },
      },
    },
  }) as const;
