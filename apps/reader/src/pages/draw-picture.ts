import { createRequire } from 'node:module';
import { renderAsync } from '@resvg/resvg-js';

const face = '@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf';
const fontFile = createRequire(import.meta.url).resolve(face);

/** An SVG as PNG: most sites that show links take no SVG. What our font lacks is drawn with the fonts of the machine. */
export async function drawPicture(svg: string): Promise<Buffer> {
  const font = { fontFiles: [fontFile], loadSystemFonts: true, defaultFontFamily: 'Source Serif 4' };
  return (await renderAsync(svg, { font })).asPng();
}
