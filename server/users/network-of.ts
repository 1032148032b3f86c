import { isIPv4, isIPv6 } from 'node:net'

/** What one caller can change his address within: an IPv4 address alone, an IPv6 /64. IPv4 written as IPv6 is IPv4. */
export function networkOf (address: string): string {
  const [bare = ''] = address.split('%')
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare) ?? []
  if (mapped !== undefined || isIPv4(bare)) return mapped ?? bare
  return isIPv6(bare) ? firstGroups(bare).join(':') : bare
}

/** 127.0.0.0/8 and ::1: what only this computer can send from. */
export function isLoopback (address: string): boolean {
  const network = networkOf(address)
  return (isIPv4(network) && network.startsWith('127.')) || address === '::1'
}

/** The first four of the eight groups of an IPv6 address, `::` spelled out. */
function firstGroups (address: string): string[] {
  const [before = '', after] = address.split('::')
  const [left, right] = [groupsOf(before), groupsOf(after ?? '')]
  const zeros = after === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0')
  return [...left, ...zeros, ...right].slice(0, 4).map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
}

/** A tail written as IPv4 stands for two groups. */
function groupsOf (part: string): string[] {
  return part.split(':').filter((group) => group !== '').flatMap((group) => group.includes('.') ? [group, group] : [group])
}
