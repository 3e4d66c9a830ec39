import fc from 'fast-check';
import { isAllowedAddress, isPublicAddress, judgeTarget } from './judge-target.js';

describe('an address', () => {
  test.each([
    ['0.0.0.0', 'unspecified'],
    ['0.1.2.3', 'of this network'],
    ['10.0.0.1', 'private'],
    ['100.64.0.1', 'behind the NAT of a carrier'],
    ['100.127.255.254', 'behind the NAT of a carrier'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['169.254.169.254', 'link-local: metadata of clouds'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.0.0.8', 'of protocols'],
    ['192.0.2.1', 'of documentation'],
    ['192.88.99.1', '6to4 relay'],
    ['192.168.1.1', 'private'],
    ['198.18.0.1', 'of benchmarks'],
    ['198.51.100.1', 'of documentation'],
    ['203.0.113.1', 'of documentation'],
    ['224.0.0.1', 'multicast'],
    ['239.255.255.250', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'broadcast'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['::127.0.0.1', 'IPv4-compatible'],
    ['::ffff:127.0.0.1', 'IPv4-mapped'],
    ['::ffff:a9fe:a9fe', 'IPv4-mapped metadata'],
    ['::ffff:0:127.0.0.1', 'IPv4-translated'],
    ['64:ff9b::127.0.0.1', 'NAT64'],
    ['64:ff9b::a9fe:a9fe', 'NAT64 of metadata'],
    ['64:ff9b:1::1', 'NAT64 of a site'],
    ['100::1', 'discarded'],
    ['2001::1', 'Teredo'],
    ['2001:db8::1', 'of documentation'],
    ['2002:7f00:1::', '6to4 of loopback'],
    ['3fff::1', 'of documentation'],
    ['4000::1', 'not given out yet'],
    ['fc00::1', 'of a site'],
    ['fd00:ec2::254', 'of a site: metadata of clouds'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local with a zone'],
    ['fec0::1', 'of a site, as it was'],
    ['ff02::1', 'multicast'],
    ['localhost', 'no address'],
    ['', 'no address'],
  ])('%s is not public: %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each(['1.1.1.1', '8.8.8.8', '172.15.0.1', '172.32.0.1', '100.63.0.1', '2606:4700:4700::1111', '2a00:1450::1'])(
    '%s is public',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  test('of IPv4 is no more public when it is mapped into IPv6', () => {
    const part = fc.nat({ max: 255 });
    fc.assert(fc.property(fc.tuple(part, part, part, part), (parts) => !isPublicAddress(`::ffff:${parts.join('.')}`)));
  });

  test('may be any where any may', () => {
    expect(['127.0.0.1', '::1', '10.0.0.1', 'none'].map((one) => isAllowedAddress(one, 'any'))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('a target', () => {
  test.each([
    ['http://example.org/', 'url-scheme'],
    ['ftp://example.org/', 'url-scheme'],
    ['javascript:alert(1)', 'url-scheme'],
    ['file:///etc/passwd', 'url-scheme'],
    ['https://user:pass@example.org/', 'url-credentials'],
    ['https://user@example.org/', 'url-credentials'],
    ['https://example.org/#part', 'url-fragment'],
    ['https://127.0.0.1/', 'url-not-public'],
    ['https://127.1/', 'url-not-public'],
    ['https://0177.0.0.1/', 'url-not-public'],
    ['https://0x7f.0.0.1/', 'url-not-public'],
    ['https://0x7f000001/', 'url-not-public'],
    ['https://2130706433/', 'url-not-public'],
    ['https://017700000001/', 'url-not-public'],
    ['https://①②⑦.0.0.1/', 'url-not-public'],
    ['https://127.0.0.1./', 'url-not-public'],
    ['https://0/', 'url-not-public'],
    ['https://169.254.169.254/latest/meta-data', 'url-not-public'],
    ['https://[::1]:8443/', 'url-not-public'],
    ['https://[::ffff:169.254.169.254]/', 'url-not-public'],
    ['https://[fd00::1]/', 'url-not-public'],
    ['https://', 'url'],
    ['example.org', 'url'],
    ['https://[::1', 'url'],
    ['https://example.org/' + 'a'.repeat(2_048), 'url'],
    [7, 'url'],
    [null, 'url'],
  ])('%p is refused: %s', (url, code) => {
    expect(judgeTarget(url, 'public')).toMatchObject({ code });
  });

  test.each([
    ['https://example.org', 'https://example.org/'],
    ['https://EXAMPLE.org:8443/hook?a=b', 'https://example.org:8443/hook?a=b'],
    ['https://1.1.1.1/', 'https://1.1.1.1/'],
    ['https://[2606:4700:4700::1111]/', 'https://[2606:4700:4700::1111]/'],
  ])('%s is kept as %s', (url, kept) => {
    expect(judgeTarget(url, 'public')).toEqual({ url: kept });
  });

  test('may be http and private where any may, but holds no password there either', () => {
    expect(judgeTarget('http://127.0.0.1:8080/hook', 'any')).toEqual({ url: 'http://127.0.0.1:8080/hook' });
    expect(judgeTarget('http://a:b@127.0.0.1/', 'any')).toMatchObject({ code: 'url-credentials' });
    expect(judgeTarget('ftp://127.0.0.1/', 'any')).toMatchObject({ code: 'url-scheme' });
  });
});
