import { env } from 'node:process';
import { readWholeFile } from '../../../src/files/whole-file.ts';
import { InputError } from '../../../src/model/input-error.ts';
import type { GitHubCredential } from './session.ts';

/** How the scan gets in, as flags and environment say. Loads no SDK. */
export interface CredentialFlags {
  readonly appId?: string | undefined;
  /** File with the App's private key (PEM). */
  readonly appKey?: string | undefined;
}

const largestKey = 65_536;

const keyOf = (path: string): string => {
  const file = readWholeFile(path, { largest: largestKey, what: 'private key' });
  if (file !== undefined) return file.bytes.toString('utf8');
  throw new InputError('there is no such file', path, 'Give the .pem file that GitHub made for the App.');
};

/**
 * An App before a token, because it sees more: `--github-app-id` and `--github-app-key`, or `GITHUB_APP_ID` and
 * `GITHUB_APP_PRIVATE_KEY` (the PEM itself); else `GH_TOKEN` or `GITHUB_TOKEN`, in the order of the `gh` command.
 * https://cli.github.com/manual/gh_help_environment
 * @throws InputError when there is none
 */
export const credentialFrom = (
  flags: CredentialFlags,
  environment: Readonly<Record<string, string | undefined>> = env,
): GitHubCredential => {
  const appId = flags.appId ?? environment.GITHUB_APP_ID;
  const privateKey =
    flags.appKey === undefined
      ? // CI systems keep a line as a secret more readily than a file.
        environment.GITHUB_APP_PRIVATE_KEY?.replaceAll('\\n', '\n')
      : keyOf(flags.appKey);
  if (appId && privateKey) {
    if (privateKey.includes('PRIVATE KEY')) return { appId, privateKey };
    throw new InputError(
      'this is not a private key',
      flags.appKey ?? 'GITHUB_APP_PRIVATE_KEY',
      'Give the .pem file that GitHub made for the App.',
    );
  }
  if (flags.appId !== undefined || flags.appKey !== undefined) {
    throw new InputError(
      `an App needs its ${privateKey ? 'id' : 'private key'} as well`,
      privateKey ? '--github-app-key' : '--github-app-id',
      'Give --github-app-id and --github-app-key, or GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY.',
    );
  }
  const token = environment.GH_TOKEN || environment.GITHUB_TOKEN;
  if (token && /^[\w.-]+$/.test(token)) return { token };
  throw new InputError(
    token ? 'the token has characters that no token has' : 'there is no credential for GitHub',
    '--github',
    `Do one of these:
  - a GitHub App (sees most; nhi-audit permissions github prints what it needs):
            --github-app-id ID --github-app-key FILE.pem
  - a token in GITHUB_TOKEN or GH_TOKEN, for instance: GITHUB_TOKEN=$(gh auth token)`,
  );
};

export const apiUrlFrom = (
  environment: Readonly<Record<string, string | undefined>> = env,
): string | undefined => environment.GITHUB_API_URL || undefined;
