/** One thing wrong with a template. `part` is the place in its body: `html`, `css`, `header.left`, `partials.seal`, `assets.logo.svg`. Lines and columns count from 1. */
export interface Problem { code: string, message: string, part: string, line: number, column: number }

/** Notes a problem at an offset of the source. */
export type Report = (code: string, message: string, offset: number) => void

/** Offsets of a source as lines and columns, both counted from 1. */
export function locate (source: string): (offset: number) => { line: number, column: number } {
  const starts = [0]
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - starts[low]! + 1 }
  }
}

/** A list of problems of one part, and the function that adds to it. */
export function collect (part: string, source: string): { problems: Problem[], report: Report } {
  const problems: Problem[] = []
  const place = locate(source)
  // What is quoted from the source must not break the sentence into lines.
  return { problems, report: (code, message, offset) => { problems.push({ code, message: message.replace(/[\p{Cc}\u2028\u2029]+/gu, ' '), part, ...place(offset) }) } }
}
