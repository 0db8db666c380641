import type { Attachment } from "./model/issue.ts";
import type { JiraSite } from "./model/site.ts";
import { jiraTime, userView, type ViewStyle } from "./views.ts";

/** An attachment as the interface shows it, without its content. */
export function attachmentView(
  site: JiraSite,
  { id, filename, mimeType, content, author, createdMs }: Attachment,
  style: ViewStyle,
) {
  const person = site.person(author);
  return {
    self: `${style.root}/attachment/${id}`,
    id,
    filename,
    author: person ? userView(person, style) : undefined,
    created: jiraTime(createdMs),
    size: content.length,
    mimeType,
    content: `${style.root}/attachment/content/${id}`,
    ...(mimeType.startsWith("image/")
      ? { thumbnail: `${style.root}/attachment/thumbnail/${id}` }
      : {}),
  };
}
