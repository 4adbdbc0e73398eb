import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cli, temporaryFolder } from '../support/cli.ts';
import { goodToken, startGoogle } from '../support/gcp-loopback.ts';
import { fakeOrganization } from '../support/gcp-organization.ts';

const folder = temporaryFolder();
const google = await startGoogle({ organization: fakeOrganization(), subject: 'token-of-the-job' });
afterAll(google.close);

const subject = join(folder, 'subject.txt');
const credential = join(folder, 'credential.json');
writeFileSync(subject, 'token-of-the-job');
const federated = (file: string) => ({
  type: 'external_account',
  audience: '//iam.googleapis.com/projects/100/locations/global/workloadIdentityPools/ci/providers/github',
  subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
  token_url: `${google.url}/sts/v1/token`,
  credential_source: { file },
});
writeFileSync(credential, JSON.stringify(federated(subject)));
const env = { GOOGLE_APPLICATION_CREDENTIALS: credential, GOOGLE_CLOUD_PROJECT: '' };
const own = ['--gcp-organization', '1', '--gcp-endpoint', google.endpoint];

describe('collect --gcp', () => {
  const target = join(folder, 'acme.ndjson');
  const journal = join(folder, 'journal.ndjson');

  it('signs in by federation, and writes a snapshot without any token', async () => {
    const { code, stderr } = await cli(
      ['collect', ...own, '--snapshot', target, '--gcp-resume', journal, '--verbose'],
      { env },
    );
    expect(stderr).toMatch(/\d+ calls in all/);
    expect(code).toBe(0);
    const text = readFileSync(target, 'utf8');
    expect(text).toContain('"record":"gcp.service-account"');
    expect(text).toContain('"record":"gcp.agent"');
    expect(text).not.toMatch(new RegExp(`${goodToken}|token-of-the-job`));
    expect(existsSync(journal)).toBe(false);
    expect(google.problems).toEqual([]);
  });

  it('the snapshot is judged as the live scan is', async () => {
    const [live, kept] = await Promise.all([
      cli(['scan', ...own, '--format', 'json'], { env }),
      cli(['scan', target, '--format', 'json']),
    ]);
    const findings = ({ stdout }: { readonly stdout: string }): readonly string[] =>
      JSON.parse(stdout).findings.map(
        ({ rule, identity }: { rule: string; identity: string }) => `${rule} ${identity}`,
      );
    expect(findings(kept).length).toBeGreaterThan(0);
    expect(findings(live)).toEqual(findings(kept));
  });

  it('makes a baseline, which the gate compares a live scan with', async () => {
    const baseline = join(folder, 'baseline.json');
    const made = await cli(['baseline', 'write', ...own, '--out', baseline], { env });
    expect(made.stderr).toContain('have it reviewed');
    const { code, stdout } = await cli(['gate', ...own, '--baseline', baseline], { env });
    expect(stdout).toContain('nhi-audit gate: PASS');
    expect(code).toBe(0);
  });

  it.each([
    ['a name in the place of a number', ['--gcp-organization', 'acme.test'], 'the number of an organisation'],
    ['no project', ['--gcp-project', 'A b'], '"A b" is not the id of a project'],
    [
      'a project of one letter',
      ['--gcp-project', 'x'],
      'Give the id of a project (6 to 30 lower-case letters',
    ],
    ['no account', ['--gcp-impersonate', 'ann@acme.test'], 'not the address of a service account'],
    ['an address without a name', ['--gcp-endpoint', 'https://x.test'], 'not the address of the APIs'],
    [
      'an address that anybody hears',
      ['--gcp-endpoint', 'http://{name}.x.test'],
      'not the address of the APIs',
    ],
  ])('refuses %s', async (_name, args, says) => {
    const { code, stderr } = await cli(['scan', '--gcp', ...args], { env });
    expect(stderr).toContain(says);
    expect(code).toBe(2);
  });

  it('says what is wrong with the credential, and not what is in it', async () => {
    writeFileSync(join(folder, 'wrong.txt'), 'not-this-one');
    const wrong = join(folder, 'wrong.json');
    writeFileSync(wrong, JSON.stringify(federated(join(folder, 'wrong.txt'))));
    const { code, stderr } = await cli(['scan', ...own], {
      env: { ...env, GOOGLE_APPLICATION_CREDENTIALS: wrong },
    });
    expect(stderr).toContain('the credential gets no token');
    expect(stderr).toContain('gcloud auth application-default login');
    expect(stderr).not.toContain('not-this-one');
    expect(code).toBe(2);
  });

  it('says that a file of a credential is not there', async () => {
    const { code, stderr } = await cli(['scan', ...own], {
      env: { ...env, GOOGLE_APPLICATION_CREDENTIALS: join(folder, 'absent.json') },
    });
    expect(stderr).toContain('there is no credential for Google Cloud');
    expect(code).toBe(2);
  });
});

it('permissions gcp prints a custom role that reads, and no key', async () => {
  const { code, stdout } = await cli([
    'permissions',
    'gcp',
    '--gcp-without-inventory',
    '--gcp-recommendations',
  ]);
  expect(code).toBe(0);
  const { includedPermissions } = JSON.parse(stdout) as { readonly includedPermissions: readonly string[] };
  expect(includedPermissions).toContain('iam.serviceAccountKeys.list');
  expect(
    includedPermissions.filter(
      (each) => !/\.(?:list\w*|get|getIamPolicy|query\w*|searchAll\w+|use)$/.test(each),
    ),
  ).toEqual([]);
});
