import t from 'tap'
import { runCorpus } from './run-corpus.ts'

await runCorpus(t, ['C', 'K', 'M', 'P', 'Q', 'R', 'S', 'U'])
