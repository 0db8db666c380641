import type { Page } from "playwright-core";

/** WCAG 2.2, 1.4.3: 4.5 for text, 3 for large text (24 px, or 18.66 px in bold). */
const ENOUGH = { text: 4.5, large: 3 };

/** Every visible text that does not stand out enough from what is behind it. */
export const faintTexts = (page: Page): Promise<string[]> =>
  page.evaluate((enough) => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;
    const rgba = (colour: string): number[] => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const luminance = (colour: number[]) => {
      const [r, g, b] = colour.map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    };
    const behind = (element: Element | null): number[] => {
      for (let at = element; at; at = at.parentElement) {
        const colour = rgba(getComputedStyle(at).backgroundColor);
        if (colour[3] === 255) return colour;
      }
      return rgba("Canvas");
    };
    const faint: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const element = node.parentElement!;
      const said = node.textContent!.trim();
      if (said === "" || !element.checkVisibility() || element.closest("script, style")) continue;
      const style = getComputedStyle(element);
      const sizePx = Number.parseFloat(style.fontSize);
      const isLarge = sizePx >= 24 || (sizePx >= 18.66 && Number(style.fontWeight) >= 700);
      const [a, b] = [luminance(rgba(style.color)), luminance(behind(element))];
      const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (contrast < (isLarge ? enough.large : enough.text))
        faint.push(`${contrast.toFixed(2)}: ${said}`);
    }
    return faint;
  }, ENOUGH);
