import { answerQuestions } from '../io/answer-questions.ts'
import { openJoint } from './join-pdfs.ts'

// Runs in a subprocess of its own, one for each merge: a thousand documents take hundreds of megabytes for a few seconds.

/** Parts in their order, counted from 0, then the end. */
export type MergeQuestion = { place: number, bytes: Uint8Array, title: string } | { parts: number, title: string, lang: string }
export type MergeReply = { added: number } | { bytes: Uint8Array, pages: number } | { fault: string }

const joint = openJoint()
let parts = 0

answerQuestions((question) => answer(question as MergeQuestion).catch((error: Error) => ({ fault: error.message })))

async function answer (question: MergeQuestion): Promise<MergeReply> {
  // A subprocess that was replaced has forgotten what came before.
  if (parts !== ('place' in question ? question.place : question.parts)) throw new Error('a part is missing')
  if (!('place' in question)) return (await joint).finish(question)
  await (await joint).add(question.bytes, question.title)
  parts += 1
  return { added: parts }
}
