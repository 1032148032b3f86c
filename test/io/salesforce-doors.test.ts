import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { pino } from 'pino'
import t from 'tap'
import { rememberDoors } from '../../server/io/salesforce-doors.ts'
import { openSalesforce, type SalesforceOptions } from '../../server/io/salesforce.ts'

const newKey = () => generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
const log = pino({ level: 'silent' })
const taro: SalesforceOptions = { instanceUrl: 'https://a.example', loginUrl: 'https://login.example', consumerKey: 'app', privateKey: newKey(), username: 'taro@a.example', apiVersion: '66.0', log }

t.test('one user of one org keeps one door, also when the key was read anew', async (t) => {
  const open = rememberDoors(openSalesforce)
  const door = open(taro)
  t.equal(open({ ...taro, privateKey: createPrivateKey(taro.privateKey.export({ type: 'pkcs8', format: 'pem' })) }), door)
})

t.test('another user, org, app, login address, API version or key never gets the same door', async (t) => {
  const open = rememberDoors(openSalesforce)
  const others: Array<Partial<SalesforceOptions>> = [
    {}, { username: 'hanako@a.example' }, { instanceUrl: 'https://b.example' }, { consumerKey: 'other' }, { loginUrl: 'https://test.example' }, { apiVersion: '65.0' }, { privateKey: newKey() }
  ]
  const doors = others.map((other) => open({ ...taro, ...other }))
  t.equal(new Set(doors).size, others.length)
})

t.test('a door that nobody used for fifteen minutes is forgotten, one that is used is not', async (t) => {
  let minutes = 0
  const open = rememberDoors(openSalesforce, () => minutes * 60_000)
  const [door, idle] = [open(taro), open({ ...taro, username: 'hanako@a.example' })]
  for (minutes = 10; minutes <= 40; minutes += 10) t.equal(open(taro), door)
  t.not(open({ ...taro, username: 'hanako@a.example' }), idle)
})

t.test('of more than a thousand users those who came last are remembered', async (t) => {
  const open = rememberDoors(openSalesforce)
  const user = (index: number) => open({ ...taro, username: `user${index}@a.example` })
  const doors = Array.from({ length: 1001 }, (_, index) => user(index))
  t.equal(user(1), doors[1])
  t.not(user(0), doors[0])
})
