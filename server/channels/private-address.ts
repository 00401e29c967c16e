import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** IANA special-purpose ranges that are not public unicast (RFC 6890 and its registry). */
const RANGES_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]
/** Of IPv6 only global unicast is public; of that, not documentation, Teredo and 6to4, which can carry any IPv4 address. */
const PUBLIC_V6 = ['2000::/3']
const RANGES_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

const blocked = listOf([...RANGES_V4, ...RANGES_V6])
const open = listOf(PUBLIC_V6)

/** Whether an IP address is loopback, link-local, private or otherwise not on the public internet; text that is no address counts as private. */
export function isPrivateAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, '')
  if (isIPv4(bare)) return blocked.check(bare, 'ipv4')
  if (!isIPv6(bare)) return true
  return !open.check(bare, 'ipv6') || blocked.check(bare, 'ipv6')
}

function listOf(ranges: string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [address, bits] = range.split('/') as [string, string]
    list.addSubnet(address, Number(bits), isIPv4(address) ? 'ipv4' : 'ipv6')
  }
  return list
}
