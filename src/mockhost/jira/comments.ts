import { jiraError } from "../rest/index.ts";
import type { Comment } from "./issue.ts";
import { documentIn, type RemarkKind, readDocument } from "./remark-view.ts";

export const comment: RemarkKind<Comment> = {
  noun: "comment",
  standardPage: 100,
  of: ({ comments }) => comments,
  read(input) {
    const body = readDocument((input as { body?: unknown }).body);
    return body === null
      ? jiraError(400, [], { comment: "Comment body can not be empty!" })
      : { kind: "own", fields: { body } };
  },
  view: ({ body }, _, style) => ({ body: documentIn(style, body), jsdPublic: true }),
};
