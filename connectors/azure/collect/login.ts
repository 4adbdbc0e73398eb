import { oneLine } from '../../../src/collection/failure.ts';

/** Why there is no token, and the command that mends it: in the words of the Azure CLI and of the variables that the SDK reads. */

interface LoginFault {
  /** Of the message of the credential that tried and failed. */
  readonly says: RegExp;
  readonly advice: string;
}

const login = 'az login --tenant TENANT';
const signIn = `sign in (${login}), or set AZURE_CLIENT_ID, AZURE_TENANT_ID and what proves them`;
export const signInAgain = signIn.replace('sign in', 'sign in again');

const noCredential =
  'there is no credential for Azure: no sign-in of the Azure CLI, none in AZURE_ variables, no managed identity of this machine';

/**
 * The first row that fits tells.
 * https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 * https://learn.microsoft.com/azure/developer/javascript/sdk/authentication/overview
 */
const loginFaults: readonly LoginFault[] = [
  {
    says: /AADSTS(?:50132|50173|70008|70043|700081|700082|700084)\b/,
    advice: `the sign-in has expired or was revoked: ${login}`,
  },
  {
    says: /AADSTS(?:50076|50078|50079)\b/,
    advice: `a second factor is asked for: ${login}`,
  },
  {
    says: /AADSTS7000222\b/,
    advice:
      'the client secret has expired: make another (az ad app credential reset --id APPLICATION --append) and set AZURE_CLIENT_SECRET to it',
  },
  {
    says: /AADSTS7000215\b/,
    advice: 'the client secret is wrong: AZURE_CLIENT_SECRET takes its value, not its id',
  },
  {
    says: /AADSTS(?:90002|900021|900023)\b/,
    advice: 'there is no such tenant: correct AZURE_TENANT_ID or --azure-tenant',
  },
  {
    says: /AADSTS700016\b/,
    advice: 'the tenant has no such application: correct AZURE_CLIENT_ID, AZURE_TENANT_ID or --azure-tenant',
  },
  {
    says: /AADSTS(?:70021|700211|700212|700213)\b/,
    advice:
      'no federated credential of the application fits the token of the workload: compare issuer, subject and audience (az ad app federated-credential list --id APPLICATION)',
  },
  {
    says: /\bENOENT\b.*\bopen\b/,
    advice: 'the file of the token is not there: correct AZURE_FEDERATED_TOKEN_FILE',
  },
  { says: /\baz login\b/, advice: `nobody is signed in with the Azure CLI: ${signIn}` },
];

const isTried = (part: string): boolean =>
  /AADSTS\d/.test(part) || (/^Authentication(?:Required)?Error: /.test(part) && !/\baz login\b/.test(part));

/** Of a chain's errors that of the credential that was there and failed, before those that were not there. */
const partThatFailed = (message: string): string | undefined => {
  const parts = message.split(/\n(?=[A-Z]\w+Error: )/);
  if (parts.length === 1) return message;
  return parts.find(isTried) ?? parts.find((part) => /\baz login\b/.test(part));
};

/** From the code on; what stands before it names the credential and a page about it. */
const withoutLead = (part: string): string =>
  oneLine(/AADSTS\d[\s\S]*/.exec(part)?.[0] ?? part.replace(/^[A-Z]\w+Error: /, '')).replace(
    / ?(?:Trace|Correlation) ID:.*$/,
    '',
  );

/** @param message of the credential or of the chain; it names each that was tried, over many lines, and no secret */
export const loginAdvice = (message: string): string => {
  const part = partThatFailed(message);
  if (part === undefined) return `${noCredential}: ${signIn}`;
  const fault = loginFaults.find(({ says }) => says.test(part));
  return `${withoutLead(part)}: ${fault?.advice ?? signInAgain}`;
};
