import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import t from 'tap'
import { openEar } from '../../server/io/ear.ts'
import { silent, testDatabaseUrl } from '../stores.ts'

t.test('a notification is heard by every listener of its channel, and of no other', async (t) => {
  const { ear, notify } = await openListening(t)
  const heard: string[] = []
  await ear.listen('apples', (payload) => heard.push(`1 ${payload}`))
  const stop = await ear.listen('apples', (payload) => heard.push(`2 ${payload}`))
  await ear.listen('pears', (payload) => heard.push(`pear ${payload}`))
  await notify('apples', 'red')
  await until(() => heard.length === 2)
  t.same(heard.sort(), ['1 red', '2 red'])
  await stop()
  await notify('apples', 'green')
  await until(() => heard.length === 3)
  t.same(heard.sort(), ['1 green', '1 red', '2 red'], 'who stopped hears no more')
})

t.test('a channel name that is no identifier is heard all the same', async (t) => {
  const { ear, notify } = await openListening(t)
  const heard: string[] = []
  await ear.listen('a"; drop table tenant --', (payload) => heard.push(payload))
  await notify('a"; drop table tenant --', 'x')
  await until(() => heard.length === 1)
  t.same(heard, ['x'])
})

t.test('after its connection broke it listens again, and says that something may have been missed', async (t) => {
  const { ear, notify, client } = await openListening(t)
  const heard: string[] = []
  await ear.listen('apples', (payload) => heard.push(payload))
  for (const round of [1, 2]) {
    await client.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'chohyo-listen' and datname = current_database()")
    await until(() => heard.length === 2 * round - 1)
    t.equal(heard.at(-1), '')
    await notify('apples', `after ${round}`)
    await until(() => heard.length === 2 * round)
    t.equal(heard.at(-1), `after ${round}`)
  }
})

t.test('a database that does not answer is told to who wants to listen; once it answers it can be listened to', async (t) => {
  const url = await testDatabaseUrl(t)
  const socket = join(new URL(url).searchParams.get('host') ?? '', '.s.PGSQL.5432')
  const door = createServer((client) => { client.pipe(connect(socket)).on('error', () => {}).pipe(client).on('error', () => {}) })
  const port = await new Promise<number>((resolve) => door.listen(0, '127.0.0.1', () => resolve((door.address() as AddressInfo).port)))
  await new Promise((resolve) => door.close(resolve))
  const ear = openEar(`postgres://chohyo@127.0.0.1:${port}${new URL(url).pathname}`, silent)
  t.teardown(async () => {
    await ear.close()
    door.close()
  })
  await t.rejects(ear.listen('apples', () => {}), { code: 'ECONNREFUSED' })
  await t.rejects(ear.listen('pears', () => {}), { code: 'ECONNREFUSED' })
  await new Promise<void>((resolve) => door.listen(port, '127.0.0.1', resolve))
  await t.resolves(ear.listen('apples', () => {}))
})

async function openListening (t: Parameters<typeof testDatabaseUrl>[0]) {
  const url = await testDatabaseUrl(t)
  const ear = openEar(url, silent)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  t.teardown(async () => {
    await ear.close()
    await client.end()
  })
  return { ear, client, notify: (channel: string, payload: string) => client.query('select pg_notify($1, $2)', [channel, payload]) }
}

async function until (condition: () => boolean): Promise<void> {
  for (let rounds = 0; rounds < 500 && !condition(); rounds++) await sleep(10)
}
