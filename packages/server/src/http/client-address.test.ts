import { expect, test } from 'vitest';
import { blockList, clientAddress } from './client-address.ts';

const trusted = blockList(['10.0.0.0/8', '127.0.0.1', 'fd00::/8']);

test.each<[string | undefined, string | null, string, string]>([
  ['198.51.100.7', '203.0.113.9', '198.51.100.7', 'a stranger is not believed'],
  ['10.0.0.1', null, '10.0.0.1', 'a proxy that says nothing'],
  ['10.0.0.1', '', '10.0.0.1', 'a proxy that says nothing, in words'],
  ['10.0.0.1', '203.0.113.9', '203.0.113.9', 'a proxy is believed'],
  ['::ffff:10.0.0.1', '203.0.113.9', '203.0.113.9', 'also as a mapped address'],
  ['10.0.0.1', '1.1.1.1, 203.0.113.9', '203.0.113.9', 'the nearest address counts'],
  ['10.0.0.1', '1.1.1.1, 203.0.113.9, 10.0.0.2 , 127.0.0.1', '203.0.113.9', 'beyond all proxies'],
  ['10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3', 'or the farthest proxy'],
  ['10.0.0.1', '203.0.113.9:4711', '203.0.113.9', 'a port says nothing'],
  ['10.0.0.1', '[2001:db8::1]:4711', '2001:db8:0:0::/64', 'nor does it behind brackets'],
  ['10.0.0.1', 'unknown', '10.0.0.1', 'what is no address is not believed'],
  ['10.0.0.1', '203.0.113.9, <script>', '10.0.0.1', 'and nothing before it'],
  ['fd00::1', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', 'IPv6 counts as its /64'],
  ['2001:db8::1', null, '2001:db8:0:0::/64', 'however it is written'],
  ['2001:0DB8:0000:0000:1::', null, '2001:db8:0:0::/64', 'in whatever case'],
  ['fe80::1%eth0', null, 'fe80:0:0:0::/64', 'without its zone'],
  ['::1', null, '0:0:0:0::/64', 'the loopback too'],
  ['::ffff:203.0.113.9', null, '203.0.113.9', 'a mapped IPv4 is an IPv4'],
  [undefined, null, 'unknown', 'a connection that is gone'],
])('%s, forwarded for %s, is %s: %s', (connection, forwardedFor, address, _why) => {
  expect(clientAddress(connection, forwardedFor, trusted)).toBe(address);
});
