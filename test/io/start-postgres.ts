import { startPostgres } from '../../server/io/postgres.ts'
import { silent } from '../postgres-server.ts'

// A process of its own for the tests that kill it: starts PostgreSQL in the folder it is told and says where.
const [dir = ''] = process.argv.slice(2)
const { url } = await startPostgres({ dir, log: silent })
console.log(url)
