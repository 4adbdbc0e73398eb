import { describe, expect, test } from 'vitest';
import { asApiError, describeFailure, withEndpoint } from '../../../../connectors/aws/collect/failure.ts';

const refused = (): Error =>
  Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9'), {
    code: 'ECONNREFUSED',
    $metadata: { attempts: 3 },
  });
const sts = { protocol: 'https:', hostname: 'sts.eu-west-1.amazonaws.com', path: '/?X-Amz-Signature=secret' };
const toldOf = (error: unknown): string => {
  const { status, reason } = describeFailure(asApiError(error)!, 'sts:GetCallerIdentity');
  return `${status}: ${reason}`;
};

describe('a connection that failed', () => {
  test('says where it went, which variables decide that, and a command to try', () => {
    expect(toldOf(withEndpoint(refused(), sts))).toBe(
      'partial: ECONNREFUSED: the connection to https://sts.eu-west-1.amazonaws.com failed after 3 attempts; check the network, HTTPS_PROXY, NO_PROXY and AWS_ENDPOINT_URL (try: curl -sSI https://sts.eu-west-1.amazonaws.com), and scan again',
    );
  });

  test('says no place where none is known', () => {
    expect(toldOf(refused())).toBe(
      'partial: ECONNREFUSED: the connection failed after 3 attempts; check the network, HTTPS_PROXY, NO_PROXY and AWS_ENDPOINT_URL, and scan again',
    );
  });

  test('of a certificate, that it is not trusted, and nothing of the proxy', () => {
    const error = Object.assign(new Error('x'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' });
    expect(toldOf(withEndpoint(error, sts))).not.toContain('HTTPS_PROXY');
  });
});

describe('where a request went', () => {
  test.each([
    [sts, 'https://sts.eu-west-1.amazonaws.com'],
    [{ protocol: 'http:', hostname: 'localhost', port: 4566 }, 'http://localhost:4566'],
    [
      { protocol: 'https:', hostname: 'payroll.s3.eu-west-1.amazonaws.com' },
      'https://s3.eu-west-1.amazonaws.com',
    ],
    [
      { protocol: 'https:', hostname: '111111111111.s3-control.eu-west-1.amazonaws.com' },
      'https://s3-control.eu-west-1.amazonaws.com',
    ],
    [{ protocol: 'https:', hostname: 'a b"$(x)' }, undefined],
    [{ hostname: 'sts.eu-west-1.amazonaws.com' }, undefined],
    [undefined, undefined],
  ])('%j: %s', (request, endpoint) => {
    expect(asApiError(withEndpoint(refused(), request))?.endpoint).toBe(endpoint);
  });

  test('what is no error stays as it is', () => {
    expect(withEndpoint('text', sts)).toBe('text');
  });
});
