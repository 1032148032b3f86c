import { createHash } from 'node:crypto'
import { chmod, copyFile, mkdir, readFile, readdir, rename, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as fontkit from 'fontkit'

/** Static TrueType, regular and bold: Skia embeds these as CID TrueType; CFF and variable fonts become Type 3 (vivliostyle #1413). */
const FAMILIES = [
  { name: 'Noto Sans JP', folder: 'noto-sans-jp' },
  { name: 'Noto Serif JP', folder: 'noto-serif-jp' },
  // Draws ≒ (U+2252), the one character of CP932 that the Noto fonts lack.
  { name: 'BIZ UDPGothic', folder: 'biz-udpgothic' }
]
const WEIGHTS = ['400Regular', '700Bold']

/** Names that templates written for Windows and macOS use, and the CSS generic names. */
const STANDS_FOR: Record<string, string[]> = {
  'Noto Serif JP': ['serif', 'ui-serif', 'MS Mincho', 'ＭＳ 明朝', 'MS PMincho', 'ＭＳ Ｐ明朝', 'Yu Mincho', 'YuMincho', '游明朝', '游明朝体',
    'Hiragino Mincho ProN', 'Hiragino Mincho Pro', 'ヒラギノ明朝 ProN W3', 'Noto Serif CJK JP', 'IPAMincho', 'IPAexMincho', 'HGMinchoE', 'HG明朝E',
    'BIZ UDMincho', 'BIZ UDPMincho', 'Times New Roman', 'Times', 'Georgia'],
  'Noto Sans JP': ['sans-serif', 'system-ui', 'ui-sans-serif', 'monospace', 'cursive', 'fantasy', 'MS Gothic', 'ＭＳ ゴシック', 'MS PGothic', 'ＭＳ Ｐゴシック', 'MS UI Gothic', 'Yu Gothic', 'YuGothic',
    '游ゴシック', '游ゴシック体', 'Meiryo', 'メイリオ', 'Meiryo UI', 'Hiragino Sans', 'Hiragino Kaku Gothic ProN', 'Hiragino Kaku Gothic Pro',
    'ヒラギノ角ゴ ProN W3', 'Noto Sans CJK JP', 'IPAGothic', 'IPAexGothic', 'Arial', 'Helvetica', 'Helvetica Neue', 'Verdana', 'Courier New', 'Consolas'],
  'BIZ UDPGothic': ['BIZ UDGothic', 'BIZ UDゴシック', 'BIZ UDPゴシック']
}

export interface Fonts {
  /** Families, in the order in which they stand in for one another. */
  names: string[]
  /** Folders that hold the font files, one per weight. */
  folders: string[]
  /** The fontconfig file, for FONTCONFIG_FILE. */
  config: string
  covers: (codePoint: number) => boolean
}

/** Writes a fontconfig file into `dir` that knows our fonts only, so that a document looks the same on every machine. */
export async function openFonts (dir: string): Promise<Fonts> {
  await mkdir(dir, { recursive: true })
  await chmod(dir, 0o755)
  const folders = await Promise.all(FAMILIES.flatMap(({ folder }) => WEIGHTS.map((weight) => readable(join(packageFolder(folder), weight), join(dir, folder, weight)))))
  const text = fontconfig(folders)
  // Named by what is in it: another installation that shares the folder has its fonts elsewhere, and a browser without fonts prints empty pages.
  const config = join(dir, `fonts-${createHash('sha256').update(text).digest('hex').slice(0, 16)}.conf`)
  // Renamed into place: another process may be starting a browser from the same folder.
  await writeFile(`${config}.${process.pid}`, text)
  await chmod(`${config}.${process.pid}`, 0o644)
  await rename(`${config}.${process.pid}`, config)
  const covered = new Set<number>()
  for (const folder of folders.filter((name) => name.endsWith('400Regular'))) {
    for (const codePoint of readCoverage(await readFile(await fontFile(folder)))) covered.add(codePoint)
  }
  return { names: FAMILIES.map(({ name }) => name), folders, config, covers: (codePoint) => covered.has(codePoint) }
}

/** The code points a font can draw. Throws when the bytes are not a TrueType, OpenType or WOFF font. */
export function readCoverage (font: Uint8Array): number[] {
  const read = fontkit.create(Buffer.from(font))
  return 'fonts' in read ? read.fonts.flatMap(({ characterSet }) => characterSet) : read.characterSet
}

function fontconfig (folders: string[]): string {
  const aliases = Object.entries(STANDS_FOR).flatMap(([family, names]) => names.map((name) =>
    `<alias binding="same"><family>${name}</family><prefer><family>${family}</family></prefer></alias>`))
  return ['<?xml version="1.0"?>', '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">', '<fontconfig>',
    ...folders.map((folder) => `<dir>${escapeXml(folder)}</dir>`),
    ...aliases,
    // The last resort for any other name, so that the choice never hangs on the order of the scan.
    '<match target="pattern"><edit name="family" mode="append_last">', ...FAMILIES.map(({ name }) => `<string>${name}</string>`), '</edit></match>',
    '<cachedir>/tmp/fontconfig</cachedir>',
    '</fontconfig>', ''].join('\n')
}

/** The folder itself, or, when packages were installed for their owner only and Chrome is to run as another user, a copy all may read. */
async function readable (folder: string, copy: string): Promise<string> {
  const font = await fontFile(folder)
  const modes = await Promise.all([stat(folder), stat(font)])
  if (process.getuid?.() !== 0 || modes.every(({ mode }) => (mode & 0o004) !== 0)) return folder
  await mkdir(copy, { recursive: true })
  await chmod(dirname(copy), 0o755)
  await chmod(copy, 0o755)
  await copyFile(font, join(copy, basename(font)))
  await chmod(join(copy, basename(font)), 0o644)
  return copy
}

function packageFolder (name: string): string {
  return dirname(fileURLToPath(import.meta.resolve(`@expo-google-fonts/${name}/package.json`)))
}

async function fontFile (folder: string): Promise<string> {
  const name = (await readdir(folder)).find((file) => file.endsWith('.ttf'))
  if (name === undefined) throw new Error(`no font file in ${folder}`)
  return join(folder, name)
}

function escapeXml (text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
