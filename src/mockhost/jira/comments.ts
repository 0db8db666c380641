import { jiraError } from "../rest/index.ts";
import {
  type CommentOrWorklogKind,
  documentIn,
  readDocument,
  visibilityIn,
} from "./comment-or-worklog-view.ts";
import type { Comment } from "./model/issue.ts";

export const comment: CommentOrWorklogKind<Comment> = {
  noun: "comment",
  standardPage: 100,
  of: ({ comments }) => comments,
  read(input) {
    const body = readDocument(Object(input).body);
    return body === null
      ? jiraError(400, [], { comment: "Comment body can not be empty!" })
      : { kind: "own", fields: { body, visibility: visibilityIn(input) } };
  },
  view: ({ body, visibility }, _, style) => ({
    body: documentIn(style, body),
    ...(visibility === null ? {} : { visibility }),
    jsdPublic: true,
  }),
};
