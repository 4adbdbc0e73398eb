import { isIPv4, isIPv6 } from 'node:net';

/** The first groups of an IPv6 address; `undefined` where it has an IPv4 address at its end that says all. */
const groupsOf = (address: string): readonly string[] => {
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  if (tail === undefined) return before;
  const after = tail === '' ? [] : tail.split(':');
  const missing = 8 - before.length - after.length - (tail.includes('.') ? 1 : 0);
  return [...before, ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...after];
};

/** Name of a host of a provider's own services: `ec2.amazonaws.com`, `AWS Internal`. */
const serviceName = /^(?:[a-z0-9-]+\.){1,4}[a-z]{2,10}$|^AWS Internal$/;

/**
 * The network that an address is of: /24 of IPv4 and /48 of IPv6, so that neither a person's address is kept, nor ten of one office
 * are taken for ten places. A provider's service in its place keeps its name. Undefined: it is neither.
 */
export const networkOf = (source: string): string | undefined => {
  const address = /^(?:\[([^\]]+)\]|([^:]+))(?::\d{1,5})?$/.exec(source);
  const plain = isIPv6(source) ? source : (address?.[1] ?? address?.[2] ?? source);
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1] ?? plain;
  if (isIPv4(mapped)) return `${mapped.slice(0, mapped.lastIndexOf('.'))}.0/24`;
  if (isIPv6(plain)) {
    const groups = groupsOf(plain.replace(/%.*$/, '').toLowerCase()).slice(0, 3);
    return `${groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/48`;
  }
  return serviceName.test(source) ? source : undefined;
};
