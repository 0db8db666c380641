import { registerDialogs } from "./dialogs.js";
import { registerDropdowns } from "./dropdowns.js";
import { registerFlags } from "./flags.js";
import { registerFrames } from "./frames.js";
import { registerInlineDialogs } from "./inline-dialogs.js";
import { registerMacros } from "./macros.js";
import { registerModules } from "./product-modules.js";
import { registerQuickAdds } from "./quick-add.js";

const page = JSON.parse(document.body.dataset.page);

registerModules(page);
registerFlags();
registerDialogs(page);
if (page.product === "confluence") registerMacros(page);
registerInlineDialogs();
registerDropdowns();
registerQuickAdds(registerFrames(page));

document.querySelector(".who select").addEventListener("change", (event) => {
  event.target.form.submit();
});
