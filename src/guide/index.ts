export { guidePage } from "./guide-page.ts";
export { STATES, tallyWords } from "./guide-words.ts";
export { type AddonGuide, type GuideRow, judgeGuide } from "./judge-guide.ts";
