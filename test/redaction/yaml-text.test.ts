import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactWorkflow } from '../../connectors/github/workflows/leaked-secrets.ts';
import { redactYaml } from '../../src/redaction/yaml-text.ts';
import { readYaml } from '../../src/yaml/document.ts';
import { lawRuns } from '../support/law-runs.ts';

const jobWith = (step: string): string =>
  `on: push\njobs:\n  a:\n    steps:\n      - run: |\n          ${step.replaceAll('\n', '\n          ')}\n`;

describe('a password that a command line is given', () => {
  it.each([
    ['mysql -u root -phunter2x app < dump.sql', 'hunter2x'],
    ['mysqldump --user=root --password=hunter2x app', 'hunter2x'],
    ['PGPASSWORD=hunter2x psql -h db.example.com', 'hunter2x'],
    ['curl -s -u bot:hunter2x https://api.example.com', 'hunter2x'],
    ["curl -H 'X-Api-Key: hunter2x' https://api.example.com", 'hunter2x'],
    ["sshpass -p 'hunter2x y' ssh host", 'hunter2x y'],
    ['docker login -u bot -p hunter2x registry.example.com', 'hunter2x'],
    ['echo hunter2x | docker login -u bot --password-stdin', 'hunter2x'],
    ['echo "hunter2x" | sudo -S apt-get update', 'hunter2x'],
    ['az login --service-principal -u app -p hunter2x --tenant t', 'hunter2x'],
    ['redis-cli -h cache -a hunter2x ping', 'hunter2x'],
    ['sqlcmd -S tcp:db -U sa -P hunter2x', 'hunter2x'],
    ['openssl aes-256-cbc -d -in a -out b -pass pass:hunter2x', 'hunter2x'],
    ['keytool -import -storepass hunter2x -file a', 'hunter2x'],
    ['mvn deploy -Dgpg.passphrase=hunter2x', 'hunter2x'],
    ['dotnet nuget push a.nupkg -k hunter2x', 'hunter2x'],
    ['deploy \\\n  --verbose \\\n  --token hunter2x', 'hunter2x'],
    ['kubectl create secret generic x --from-literal=password=hunter2x', 'hunter2x'],
    ['smbclient //host/share -U user%hunter2x', 'hunter2x'],
    ['htpasswd -bc .htpasswd admin hunter2x', 'hunter2x'],
    ['curl -H "Authorization: Bearer hunter2x" https://x', 'hunter2x'],
    ['curl -H "authorization: hunter2x" https://x', 'hunter2x'],
    ['curl -H Authorization:hunter2x https://x', 'hunter2x'],
    ['curl --proxy-header "Proxy-Authorization: Basic hunter2x" https://x', 'hunter2x'],
    ['curl -H "Cookie: session=hunter2x; a=b" https://x', 'hunter2x'],
    ['curl --oauth2-bearer hunter2x https://x', 'hunter2x'],
    ["wget --header='Authorization: token hunter2x' https://x", 'hunter2x'],
    ["http POST example.com 'X-Api-Key:hunter2x'", 'hunter2x'],
    ['xh example.com Authorization:hunter2x', 'hunter2x'],
    ['git config http.extraheader "AUTHORIZATION: basic hunter2x"', 'hunter2x'],
    ['Invoke-RestMethod $url -Headers @{ Authorization = "Bearer hunter2x" }', 'hunter2x'],
    ['twine upload -u bot -p hunter2x dist/*', 'hunter2x'],
    ['poetry publish -u bot -p hunter2x', 'hunter2x'],
    ['poetry config pypi-token.pypi hunter2x', 'hunter2x'],
    ['cargo login hunter2x', 'hunter2x'],
    ['vault login hunter2x9', 'hunter2x9'],
    ['npm config set //registry.npmjs.org/:_authToken hunter2x', 'hunter2x'],
    ['cf login -u bot -p hunter2x', 'hunter2x'],
    ['unzip -P hunter2x a.zip', 'hunter2x'],
    ['security unlock-keychain -p hunter2x build.keychain', 'hunter2x'],
    ['signtool sign /f a.pfx /p hunter2x a.exe', 'hunter2x'],
    ['cmdkey /add:host /user:bob /pass:hunter2x', 'hunter2x'],
    ['rabbitmqctl add_user bot hunter2x', 'hunter2x'],
    ['$p = ConvertTo-SecureString "hunter2x" -AsPlainText -Force', 'hunter2x'],
    ["ConvertTo-SecureString -AsPlainText -Force -String 'hunter2x'", 'hunter2x'],
    ['convertto-securestring -String hunter2x -asplaintext', 'hunter2x'],
    ['$p = "hunter2x" | ConvertTo-SecureString -AsPlainText -Force', 'hunter2x'],
    ['net use z: \\\\h\\s hunter2x /user:bob', 'hunter2x'],
    ['net use \\\\h\\s /user:bob hunter2x', 'hunter2x'],
    ['net user bob hunter2x /add', 'hunter2x'],
  ])('%s', (command, secret) => {
    const { text, found } = redactYaml(jobWith(command));
    expect(text).not.toContain(secret);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ path }) => path.join('/') === 'jobs/a/steps/0/run')).toBe(true);
  });

  it.each([
    'mysql -u root -p"$MYSQL_PASSWORD" app',
    'curl -u "$USER:$TOKEN" https://api.example.com',
    'curl -u "bot:${{ secrets.TOKEN }}" https://api.example.com',
    'docker login -u bot -p ${TOKEN} registry.example.com',
    'echo "$TOKEN" | docker login -u bot --password-stdin',
    'mkdir -p build/output && cp -p a b',
    'docker run -p 8080:80 web',
    'ssh -p 2222 host',
    'npm publish --tag next',
    'gh pr list --label token-refresh',
    'aws secretsmanager get-secret-value --secret-id prod/db',
    'vault kv get -field=value secret/app',
    'helm upgrade web ./chart --set image.tag=v1.2.3',
    'git config credential.helper store',
    'curl -H "Authorization: Bearer $TOKEN" https://x',
    'curl -H "Authorization: Bearer ${{ secrets.TOKEN }}" https://x',
    'curl -H "Accept: application/json" -H Content-Type:text/plain https://x',
    'echo "Authorization: Bearer tokens are needed"',
    'http example.com Accept:application/json X-Api-Key:$KEY',
    'Invoke-RestMethod $url -Headers @{ Authorization = "Bearer $token" }',
    'twine upload -r internal dist/*',
    'uv run -p 3.12 pytest',
    'uv publish',
    'poetry config virtualenvs.create false',
    'npm config set registry https://registry.example',
    'cargo login --registry internal',
    'unzip -p a.zip file.txt',
    'security list-keychains -d user',
    '$p = ConvertTo-SecureString $env:PASSWORD -AsPlainText -Force',
    '$p = ConvertTo-SecureString (Get-Content x) -AsPlainText -Force',
    '$p = "$env:PASSWORD" | ConvertTo-SecureString -AsPlainText -Force',
    'net use z: \\\\h\\s /user:bob /persistent:no',
    'net use z: \\\\h\\s * /user:bob',
    'net use z: /delete',
    'net user bob /delete',
    'rabbitmqctl list_users',
  ])('and none in: %s', (command) => {
    const text = jobWith(command);
    expect(redactYaml(text)).toEqual({ text, found: [] });
  });
});

describe('a secret in YAML is found where it stands, however it is written', () => {
  it.each([
    ['a flow map', 'env: { DB_PASSWORD: hunter2x, A: b }', 'env/DB_PASSWORD', 1],
    ['a quoted value', 'env:\n  DB_PASSWORD: "hunter2\\u0078"', 'env/DB_PASSWORD', 2],
    ['a block', 'env:\n  DB_PASSWORD: |\n    hunter2x\n  A: b', 'env/DB_PASSWORD', 3],
    ['a folded block', 'env:\n  DB_PASSWORD: >-\n    hunter2x\n    more', 'env/DB_PASSWORD', 3],
    ['inline JSON', 'env:\n  CONFIG: \'{"db": {"password": "hunter2x"}}\'', 'env/CONFIG', 2],
    ['JSON in double quotes', 'env:\n  CONFIG: "{\\"apiKey\\": \\"hunter2x\\"}"', 'env/CONFIG', 2],
    ['a pair of members', 'env:\n  - name: DB_PASSWORD\n    value: hunter2x', 'env/0/value', 3],
    ['a default', 'inputs:\n  db-password:\n    default: hunter2x', 'inputs/db-password/default', 3],
    ['a list', 'passwords:\n  - hunter2x', 'passwords/0', 2],
    ['a comment', 'a: b\n# password: hunter2x', '', 2],
    ['what is no YAML', 'a: [\nDB_PASSWORD: hunter2x\n', '', 2],
  ])('%s', (_, source, path, line) => {
    const { text, found } = redactYaml(source);
    expect(text).not.toContain('hunter2');
    expect(found).toMatchObject([{ path: path === '' ? [] : path.split('/'), line }]);
  });

  it('and the rest of the text stays what it was', () => {
    const source = 'env: { DB_PASSWORD: hunter2x, A: b }\nrun: |\n  one\n  two --token hunter2y\n';
    const { text } = redactYaml(source);
    expect(readYaml(text).document.toJS()).toEqual({
      env: { DB_PASSWORD: '[blanked]', A: 'b' },
      run: 'one\ntwo --token [blanked]\n',
    });
  });

  it('is found once: what is left holds nothing more', () => {
    const word = fc.constantFrom(
      'a: b',
      'env: { X_TOKEN: hunter2x }',
      '# token: hunter2x9',
      'run: x --password hunter2x',
      'k: postgres://a:hunter2x@h/x',
      'p: |\n  -----BEGIN PRIVATE KEY-----\n  aGVsbG8=\n  -----END PRIVATE KEY-----',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (lines) => {
        const { text } = redactYaml(lines.map((line, at) => line.replace(/^(\w+):/, `$1${at}:`)).join('\n'));
        expect(text).not.toContain('hunter2');
        expect(redactYaml(text)).toEqual({ text, found: [] });
      }),
      { numRuns: lawRuns(20, 100) },
    );
  });
});

describe('passwords of service containers', () => {
  const workflow = (rest: string, step = 'psql -c "select 1"'): string =>
    `on: push
jobs:
  test:
    runs-on: ubuntu-latest
    services:
      postgres:
        image: postgres
        env:
          POSTGRES_PASSWORD: postgres
${rest}
    steps:
      - run: ${step}
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: echo
`;
  const leaked = (text: string): number =>
    redactWorkflow(text).secrets.filter(({ throw_away }) => throw_away !== true).length;

  it.each([
    ['alone', workflow('')],
    [
      'in an address of the job itself',
      workflow('    env:\n      URL: postgres://postgres:postgres@localhost:5432/x'),
    ],
    [
      'in an address of the service',
      workflow('    env:\n      URL: postgres://postgres:postgres@postgres:5432/x'),
    ],
    ['beside its host', workflow('    env:\n      PGHOST: localhost\n      PGPASSWORD: postgres')],
    ['in a command', workflow('', 'PGPASSWORD=postgres psql -h localhost')],
  ])('%s are thrown away, and blanked', (_, text) => {
    const { secrets, text: left } = redactWorkflow(text);
    expect(secrets.length).toBeGreaterThan(0);
    expect(leaked(text)).toBe(0);
    expect(left).not.toContain('PASSWORD: postgres');
  });

  it.each([
    [
      'shown to another host',
      workflow('    env:\n      URL: postgres://postgres:postgres@db.example.com:5432/x'),
      2,
    ],
    [
      'beside another host',
      workflow('    env:\n      PGHOST: db.example.com\n      PGPASSWORD: postgres'),
      2,
    ],
    ['in a command to another host', workflow('', 'PGPASSWORD=postgres psql -h db.example.com'), 2],
    ['of another value than the service has', workflow('    env:\n      PGPASSWORD: hunter2x'), 1],
    ['with the form of a token', workflow('').replace(': postgres\n\n', `: ghp_${'a1B2'.repeat(9)}\n\n`), 1],
    ['in another job', workflow('').replace('run: echo\n', 'run: PGPASSWORD=postgres psql\n'), 1],
  ])('%s are leaked', (_, text, count) => {
    expect(leaked(text)).toBe(count);
  });
});
