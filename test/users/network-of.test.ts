import t from 'tap'
import { isLoopback, networkOf } from '../../server/users/network-of.ts'

t.test('one IPv4 address is a network, one IPv6 /64 is', async (t) => {
  t.equal(networkOf('192.0.2.1'), '192.0.2.1')
  t.equal(networkOf('::ffff:192.0.2.1'), '192.0.2.1')
  t.equal(networkOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2')
  t.equal(networkOf('2001:DB8:0001:2::6'), networkOf('2001:db8:1:2:ffff::'))
  t.equal(networkOf('2001:db8::1'), '2001:db8:0:0')
  t.equal(networkOf('fe80::1%eth0'), 'fe80:0:0:0')
  t.equal(networkOf('64:ff9b::192.0.2.1'), '64:ff9b:0:0')
  t.not(networkOf('2001:db8:1:2::1'), networkOf('2001:db8:1:3::1'))
})

t.test('only this computer sends from the loopback', async (t) => {
  for (const address of ['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1']) t.ok(isLoopback(address), address)
  for (const address of ['', '192.0.2.1', '::', '::2', '0:0:0:0:0:0:0:2', '::ffff:10.0.0.1', '1270.0.0.1', '127.evil.example', 'localhost']) t.notOk(isLoopback(address), address)
})
