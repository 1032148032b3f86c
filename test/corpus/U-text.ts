import { plain, type Case } from './case.ts'

/** Class U: text as it is written in Japan and elsewhere. It is printed as it is, or refused with the character that no font has. */
export const textCases: Case[] = plain('printed', 'harmless', [
  '株式会社髙島屋', '吉野家(𠮷)', '𠮟る', '渡邊渡邉', '齋藤齊藤斎藤', '﨑', '葛\u{e0100}城', '辻\u{e0101}', '神\ufe00', '①②③⑳㊿', '㈱㈲㈹', '㍻㍼㋿', '㌔㍉㌢', '半角カナ', 'ガギグ', 'か\u3099', 'は\u309a', '～〜', '－−', '¥\\', '全角　空白', '~‾', '∥‖', '￠￡￢', '〒〶', '々〆〇ヶ', 'ゝゞヽヾ', 'ヷヸヹヺ', '𛀁', 'ㇰㇱㇲ', '變體字',
  '한국어', '简体字', 'Ελλάδα', 'Кириллица', 'Zażółć gęślą jaźń', 'Tiếng Việt', 'e\u0301e\u0302', 'ﬁﬂ', 'שלום', 'مرحبا', 'ไทย', 'हिन्दी', '👍🏽', '👨‍👩‍👧‍👦', '🇯🇵', '1️⃣', '\u{e000}', '\uf8ff', '\u{f0000}', '\u{10ffff}', '\ufffe', '\ufffd', '\ud800', '\udc00x', 'x\u200by', 'x\u200dy', 'x\u2060y', '\ufeffx', 'ſs', 'a\u0300\u0301\u0302\u0303', '\u202eabc', '\u2066abc\u2069', '\u0000', '\u0007', '‰', 'x\u2028y', '\t\t', '\r\n', '\u3000', '\u00a0', '１２３', '٣٤٥', 'ⅠⅡⅢ', '½', 'İı', 'ẞß', 'Ⱥ'.repeat(300), '長'.repeat(3000)
])
