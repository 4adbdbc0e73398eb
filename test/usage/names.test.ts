import { expect, test } from 'vitest';
import { clientOf } from '../../src/usage/client.ts';
import { networkOf } from '../../src/usage/network.ts';

test.each([
  ['203.0.113.77', '203.0.113.0/24'],
  ['203.0.113.77:41234', '203.0.113.0/24'],
  ['2001:db8:12:34::1', '2001:db8:12::/48'],
  ['2001:0DB8::1', '2001:db8:0::/48'],
  ['[2001:db8:12::1]:443', '2001:db8:12::/48'],
  ['::ffff:203.0.113.9', '203.0.113.0/24'],
  ['cloudformation.amazonaws.com', 'cloudformation.amazonaws.com'],
  ['AWS Internal', 'AWS Internal'],
])('%s is of %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test.each(['', 'password=hunter2', '999.1.1.1', 'a b.example.com', 'x'.repeat(5000)])(
  '%s is no network',
  (address) => {
    expect(networkOf(address)).toBeUndefined();
  },
);

test.each([
  ['console.amazonaws.com', 'console'],
  ['signin.amazonaws.com', 'console'],
  [
    'aws-cli/2.13.5 Python/3.11.4 Linux/4.14 exec-env/CloudShell exe/x86_64.amzn.2 command/iam.create-user',
    'console',
  ],
  ['aws-cli/2.15.0 Python/3.11.6 Darwin/23.1.0 exe/x86_64 prompt/off command/s3.ls', 'interactive'],
  ['APN/1.0 HashiCorp/1.0 Terraform/1.9.0 aws-sdk-go-v2/1.30', 'tool'],
  ['Boto3/1.34.0 md/Botocore#1.34.0 exec-env/AWS_Lambda_python3.12', 'sdk'],
  ['aws-sdk-java/2.20.0 Linux', 'sdk'],
  ['lambda.amazonaws.com', 'service'],
  ['Mozilla/5.0 (X11; Linux x86_64)', 'browser'],
  ['google-cloud-sdk gcloud/460.0.0 command/gcloud.iam.list', 'interactive'],
  ['something of our own', 'unknown'],
  [undefined, 'unknown'],
] as const)('%s is the client %s', (agent, kind) => {
  expect(clientOf(agent)).toBe(kind);
});
