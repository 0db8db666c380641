import { siteAddress } from "./addresses.js";

/** The product's own dialog for a new issue; answers with what was created, which may be nothing. */
export function createIssueDialog(page) {
  const address = siteAddress(page, "/secure/QuickCreateIssue.jspa");

  return async function openCreateIssueDialog({ pid, issueType, fields = {} }, callback) {
    const choices = await (await fetch(address)).json();
    const dialog = document.createElement("dialog");
    dialog.className = "chrome small form";
    const form = document.createElement("form");
    form.method = "dialog";
    const problem = document.createElement("p");
    problem.className = "trouble";
    form.append(
      heading("Create issue"),
      labelled("Project", select("project", choices.projects, pid)),
      labelled("Type", select("issuetype", choices.issueTypes, issueType)),
      labelled("Summary", summary(fields.summary)),
      problem,
      buttons(),
    );
    form.addEventListener("submit", async (event) => {
      if (event.submitter?.value === "cancel") return;
      event.preventDefault();
      const { issue, message } = await create(fields, new FormData(form));
      problem.textContent = message ?? "";
      if (issue) dialog.close(JSON.stringify([issue]));
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      callback(dialog.returnValue.startsWith("[") ? JSON.parse(dialog.returnValue) : []);
    });
    dialog.append(form);
    document.body.append(dialog);
    dialog.showModal();
  };

  async function create(fields, given) {
    const response = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        fields: {
          ...fields,
          project: { id: given.get("project") },
          issuetype: { id: given.get("issuetype") },
          summary: given.get("summary"),
        },
      }),
    });
    const answer = await response.json();
    if (response.ok) return { issue: answer };
    return {
      message: [...(answer.errorMessages ?? []), ...Object.values(answer.errors ?? {})].join(" "),
    };
  }
}

function heading(text) {
  const made = document.createElement("h2");
  made.textContent = text;
  return made;
}

function labelled(text, field) {
  const made = document.createElement("label");
  made.append(text, field);
  return made;
}

function select(name, choices, chosen) {
  const made = document.createElement("select");
  made.name = name;
  for (const { id, name: text } of choices)
    made.append(new Option(text, id, false, id === String(chosen)));
  return made;
}

function summary(text = "") {
  const made = document.createElement("input");
  Object.assign(made, { name: "summary", value: text, required: true, autofocus: true });
  return made;
}

function buttons() {
  const made = document.createElement("footer");
  const [create, cancel] = ["Create", "Cancel"].map((text) => {
    const button = document.createElement("button");
    return Object.assign(button, { textContent: text, value: text.toLowerCase() });
  });
  create.className = "primary";
  cancel.formNoValidate = true;
  made.append(document.createElement("span"), create, cancel);
  return made;
}
