/**
 * Loads the fonts of formulas before a formula asks for them: browsers fetch a font when its first character appears, and
 * what is typed later must need no network.
 */
export function loadFormulaFonts(): void {
  for (const face of document.fonts) {
    if (!/^["']?KaTeX_(AMS|Main|Math|Size)/.test(face.family)) continue;
    // Without it, formulas are set in another font.
    face.load().catch(() => undefined);
  }
}
