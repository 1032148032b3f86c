import t from 'tap'
import { runCorpus } from './run-corpus.ts'

await runCorpus(t, ['C', 'K', 'L', 'M', 'P', 'Q', 'R', 'S', 'U'])
