import { describe, expect, test } from 'vitest';
import { loginAdvice } from '../../../../connectors/azure/collect/login.ts';

/** As `@azure/identity` words them. */
const chain = (...errors: readonly string[]): string =>
  ['ChainedTokenCredential authentication failed.', ...errors].join('\n');
const absent = [
  'CredentialUnavailableError: EnvironmentCredential is unavailable. No underlying credential could be used. To troubleshoot, visit https://aka.ms/azsdk/js/identity/environmentcredential/troubleshoot.',
  'CredentialUnavailableError: ManagedIdentityCredential: Network unreachable. Message: network_error: See https://aka.ms/msal.js.errors#network_error for details',
] as const;
const powershell = 'CredentialUnavailableError: Error: Unable to execute PowerShell.';
const environment =
  'EnvironmentCredential authentication failed. To troubleshoot, visit https://aka.ms/x. Status code: 401\nMore details:\n';

describe('the cause is that of the credential that was there and failed', () => {
  test.each<[string, string, RegExp]>([
    [
      'the sign-in of the Azure CLI has expired',
      chain(
        ...absent,
        'CredentialUnavailableError: ERROR: AADSTS70043: The refresh token has expired or is invalid\n',
        powershell,
      ),
      /^AADSTS70043: The refresh token has expired or is invalid: the sign-in has expired or was revoked: az login --tenant TENANT$/,
    ],
    [
      'nobody is signed in',
      chain(
        ...absent,
        "CredentialUnavailableError: Please run 'az login' from a command line to authenticate before using this credential.",
        powershell,
      ),
      /nobody is signed in with the Azure CLI: sign in \(az login/,
    ],
    [
      'the token of the workload is not there',
      chain(
        ...absent,
        "AuthenticationRequiredError: ENOENT: no such file or directory, open '/nope'",
        powershell,
      ),
      /^ENOENT.*'\/nope': the file of the token is not there: correct AZURE_FEDERATED_TOKEN_FILE$/,
    ],
    [
      'the client secret has expired',
      `${environment}7000222 - AADSTS7000222: The provided client secret keys for app 'x' are expired. Trace ID: 1 Correlation ID: 2`,
      /^AADSTS7000222: [^:]* are expired\.: the client secret has expired: make another/,
    ],
    [
      'the tenant is wrong',
      `${environment}AADSTS90002: Tenant 'x' not found.`,
      /^AADSTS90002: .*: there is no such tenant: correct AZURE_TENANT_ID or --azure-tenant$/,
    ],
    [
      'a code that the table does not have',
      `${environment}AADSTS999999: Something else.`,
      /^AADSTS999999: Something else\.: sign in again/,
    ],
    [
      'none was there',
      chain(...absent, powershell),
      /^there is no credential for Azure: .*: sign in \(az login/,
    ],
  ])('%s', (_, message, told) => {
    const advice = loginAdvice(message);
    expect(advice).toMatch(told);
    expect(advice).not.toMatch(/EnvironmentCredential|aka\.ms/);
  });
});
