import { BlockList, isIP } from 'node:net'

// What is not reached through the internet: https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry
const PRIVATE_4 = ['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.31.196.0/24', '192.52.193.0/24',
  '192.88.99.0/24', '192.168.0.0/16', '192.175.48.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4']

// Of IPv6 only the unicast space is public (2000::/3), and of that not Teredo, benchmarks and ORCHID (2001::/23), documentation and 6to4, which wrap other addresses.
const PUBLIC_6 = ['2000::/3']
const PRIVATE_6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20']

const private4 = listNetworks(PRIVATE_4)
const public6 = listNetworks(PUBLIC_6)
const private6 = listNetworks(PRIVATE_6)

/** Whether an address, as the resolver gave it, lies in the public internet. Addresses that wrap an IPv4 address (mapped, NAT64, 6to4, Teredo) never do. */
export function isPublicAddress (address: string): boolean {
  if (isIP(address) === 4) return !private4.check(address)
  return isIP(address) === 6 && !address.includes('%') && public6.check(address, 'ipv6') && !private6.check(address, 'ipv6')
}

function listNetworks (networks: string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits = ''] = network.split('/')
    list.addSubnet(address, Number(bits), isIP(address) === 4 ? 'ipv4' : 'ipv6')
  }
  return list
}
