import type { AddOn } from "atlassian-connect-express";
import { type Issue, readIssue } from "./item.ts";

/** What came back from Jira; a Jira that is slow or away is a value, not an exception. */
export type Answer<T> =
  | { readonly kind: "answered"; readonly value: T }
  | { readonly kind: "refused"; readonly status: number; readonly reason: string }
  | { readonly kind: "silent"; readonly reason: string };

/** One tenant's Jira, asked as the add-on itself. */
export interface Jira {
  /** Issues of the last ninety days, latest change first; `isComplete` is false when there are more. */
  recentIssues(): Promise<Answer<{ issues: readonly Issue[]; isComplete: boolean }>>;
  createIssue(projectId: string, summary: string): Promise<Answer<{ id: string; key: string }>>;
  /** Whether a person holds a permission, in a project or (where none is named) everywhere. */
  may(accountId: string, permission: string, projectId?: string): Promise<Answer<boolean>>;
}

export type JiraOf = (clientKey: string) => Jira;

const PAGE = 100;
const PAGES = 3;

export const jiraOf =
  (addon: AddOn, timeoutMs = 3000): JiraOf =>
  (clientKey) => {
    const ask = (method: "get" | "post", url: string, body?: object) =>
      askJira(addon, clientKey, method, { url, json: body ?? true }, timeoutMs);
    return {
      async recentIssues() {
        const issues: Issue[] = [];
        let nextPageToken = "";
        for (let page = 0; page < PAGES; page++) {
          const answer = await ask("get", `/rest/api/3/search/jql?${search(nextPageToken)}`);
          if (answer.kind !== "answered") return answer;
          const found = answer.value as { issues?: unknown[]; nextPageToken?: string };
          issues.push(...(found.issues ?? []).flatMap((issue) => readIssue(issue) ?? []));
          nextPageToken = found.nextPageToken ?? "";
          if (!nextPageToken) break;
        }
        return { kind: "answered", value: { issues, isComplete: !nextPageToken } };
      },
      async createIssue(projectId, summary) {
        const fields = { project: { id: projectId }, issuetype: { name: "Task" }, summary };
        const answer = await ask("post", "/rest/api/3/issue", { fields });
        if (answer.kind !== "answered") return answer;
        const { id, key } = answer.value as { id: unknown; key: unknown };
        return { kind: "answered", value: { id: String(id), key: String(key) } };
      },
      async may(accountId, permission, projectId) {
        const asked = projectId
          ? { projectPermissions: [{ permissions: [permission], projects: [Number(projectId)] }] }
          : { globalPermissions: [permission] };
        const answer = await ask("post", "/rest/api/3/permissions/check", { accountId, ...asked });
        if (answer.kind !== "answered") return answer;
        return { kind: "answered", value: isGranted(answer.value, permission, projectId) };
      },
    };
  };

const search = (nextPageToken: string): string =>
  new URLSearchParams({
    jql: "updated >= -90d ORDER BY updated DESC",
    fields: "summary,status,project,updated",
    maxResults: String(PAGE),
    ...(nextPageToken && { nextPageToken }),
  }).toString();

function isGranted(body: unknown, permission: string, projectId?: string): boolean {
  const { globalPermissions = [], projectPermissions = [] } = body as {
    globalPermissions?: readonly string[];
    projectPermissions?: readonly { permission: string; projects?: readonly number[] }[];
  };
  if (projectId === undefined) return globalPermissions.includes(permission);
  return projectPermissions.some(
    (granted) => granted.permission === permission && granted.projects?.includes(Number(projectId)),
  );
}

/** One call, ended after `timeoutMs` whatever has arrived by then. */
function askJira(
  addon: AddOn,
  clientKey: string,
  method: "get" | "post",
  options: { url: string; json: object | true },
  timeoutMs: number,
): Promise<Answer<unknown>> {
  return new Promise((resolve) => {
    const late = `no answer within ${timeoutMs / 1000} s`;
    const timer = setTimeout(() => {
      resolve({ kind: "silent", reason: late });
      void sent.then((request) => request?.abort());
    }, timeoutMs);
    const sent = addon
      .httpClient({ clientKey })
      [method]<{ abort(): void } | undefined>(
        options,
        (error: Error | null, response: { statusCode: number }, body: unknown) => {
          clearTimeout(timer);
          if (error) resolve({ kind: "silent", reason: String(error) });
          else if (response.statusCode >= 300)
            resolve({ kind: "refused", status: response.statusCode, reason: reasonIn(body) });
          else if (body === null || typeof body !== "object")
            resolve({ kind: "refused", status: 502, reason: "not JSON" });
          else resolve({ kind: "answered", value: body });
        },
      );
  });
}

/** The sentence in Jira's error shape, if there is one. */
function reasonIn(body: unknown): string {
  const { errorMessages = [], errors = {} } = Object(body) as {
    errorMessages?: readonly string[];
    errors?: Readonly<Record<string, string>>;
  };
  return [...errorMessages, ...Object.values(errors)].join(" ");
}
