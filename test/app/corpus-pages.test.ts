import t from 'tap'
import { runCorpus } from './run-corpus.ts'

await runCorpus(t, ['A', 'B', 'D', 'E'])
