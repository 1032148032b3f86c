import t from 'tap'
import { sayPostgres } from '../../server/io/say-postgres.ts'

t.test('the line that says why is found among the others', async (t) => {
  const lines = ['2026-11-23 03:00:00 UTC [7] LOG:  starting', '2026-11-23 03:00:00 UTC [7] FATAL:  data directory has wrong ownership', 'HINT: The server must be started by its owner.']
  t.equal(sayPostgres(lines), 'data directory has wrong ownership')
  t.equal(sayPostgres(['something else']), 'something else')
  t.equal(sayPostgres([]), null)
})

t.test('a full disk is said with what to do', async (t) => {
  t.match(sayPostgres(['creating configuration files ... ok', 'FATAL:  could not write to file "base/4/3379": No space left on device', 'child process exited with exit code 1']), /disk .* is full\. Make room there, or set DATA_DIR/)
})
