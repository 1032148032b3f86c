import t from 'tap'
import { runCorpus } from './run-corpus.ts'

await runCorpus(t, ['F', 'G', 'H', 'I', 'N', 'O'])
