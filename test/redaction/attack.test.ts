import { describe, expect, test } from 'vitest';
import { redactAws } from '../../connectors/aws/facts/redaction.ts';
import { redactText } from '../../src/redaction/text.ts';
import { redactYaml } from '../../src/redaction/yaml-text.ts';

/**
 * Texts as people write them, with secrets in the places where they are found again and again, and texts that only look so. Those of
 * formats that hold others (YAML, JSON, shell, Base64) are in them as they are there.
 */
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const letters = 'aB3dE5gH7jK9mN1pQ4sT6vW8yZ2cF0';
const random = (length: number): string => letters.repeat(4).slice(0, length);
const key =
  '-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEAsecretsecret0\nq1W2e3R4t5Y6u7I8o9P0\n-----END RSA PRIVATE KEY-----\n';
const oneLine = key.replaceAll('\n', '\\n');

const slashes = 'wJal/XUtn/FEMIK7/MDENGbPxRfiCYzzQ9kLmT4a';

const secrets: readonly (readonly [what: string, text: string, ...secret: string[]])[] = [
  ['a description', 'Used by the importer, password is Tr0ub4dor&3 (ask Jana)', 'Tr0ub4dor&3'],
  ['a description in another order', 'login: importer / Tr0ub4dor&3', 'Tr0ub4dor&3'],
  ['a colon in a sentence', 'Rotated 2024, the new pw: Winter2024!x', 'Winter2024!x'],
  ['German', 'Passwort: Winter2024!x', 'Winter2024!x'],
  [
    'a connection string',
    'Server=tcp:db.example.com,1433;Database=x;User ID=app;Password=Winter2024!x;Encrypt=True;',
    'Winter2024!x',
  ],
  ['one of ODBC', 'Driver={ODBC Driver 18};Server=db;Uid=app;Pwd=Winter2024!x;', 'Winter2024!x'],
  ['one of JDBC', 'jdbc:postgresql://db.example.com/x?user=app&password=Winter2024!x', 'Winter2024!x'],
  [
    'one of JDBC by its driver',
    'jdbc:sqlserver://db:1433;user=app;password=Winter2024!x;encrypt=true',
    'Winter2024!x',
  ],
  ['one of Oracle', 'jdbc:oracle:thin:app/Winter2024x@//db.example.com:1521/x', 'Winter2024x'],
  ['one of MongoDB', 'mongodb+srv://app:Winter2024x@cluster0.example.mongodb.net/x', 'Winter2024x'],
  ['one of Redis without a user', 'redis://:Winter2024x@cache.example.com:6379/0', 'Winter2024x'],
  ['one of AMQP', 'amqps://app:Winter2024x@mq.example.com/x', 'Winter2024x'],
  [
    'a storage account',
    `DefaultEndpointsProtocol=https;AccountName=x;AccountKey=${random(86)}==;EndpointSuffix=core.windows.net`,
    random(86),
  ],
  [
    'a service bus',
    `Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${random(43)}=`,
    random(43),
  ],
  [
    'a shared access signature',
    `https://x.blob.core.windows.net/c/f?sv=2022-11-02&st=2026-01-01&sr=b&sp=r&sig=${random(43)}%3D`,
    random(43),
  ],
  [
    'a signed address of S3',
    `https://b.s3.amazonaws.com/k?X-Amz-Credential=AKIAEXAMPLE&X-Amz-Signature=${'0a1b2c3d'.repeat(8)}`,
    '0a1b2c3d'.repeat(8),
  ],
  [
    'an access token in an address',
    'https://api.example.com/v1/x?access_token=Winter2024xyz&limit=1',
    'Winter2024xyz',
  ],
  ['a key in an address', 'https://api.example.com/v1/x?limit=1&api_key=Winter2024xyz', 'Winter2024xyz'],
  ['git clone', 'git clone https://bot:Winter2024x@git.example.com/a/b.git', 'Winter2024x'],
  ['git clone with a token alone', `git clone https://${random(40)}@git.example.com/a/b.git`, random(40)],
  [
    'git clone with x-access-token',
    'git clone https://x-access-token:Winter2024x@github.com/a/b',
    'Winter2024x',
  ],
  ['curl -u', 'curl -fsSL -u "deploy:Winter2024!x" https://nexus.example.com/x', 'Winter2024!x'],
  ['curl -u in one word', 'curl -udeploy:Winter2024x https://nexus.example.com/x', 'Winter2024x'],
  [
    'curl --data',
    `curl -X POST https://a.example.com/login -d '{"user":"a","password":"Winter2024x"}'`,
    'Winter2024x',
  ],
  [
    'curl with a form',
    `curl https://a.example.com/oauth/token -d "grant_type=client_credentials&client_secret=Winter2024xyz"`,
    'Winter2024xyz',
  ],
  ['docker login', 'docker login registry.example.com --username bot --password Winter2024x', 'Winter2024x'],
  ['docker build', 'docker build --build-arg NPM_TOKEN=Winter2024x .', 'Winter2024x'],
  ['docker run', 'docker run -e DB_PASSWORD=Winter2024x -e A=b web', 'Winter2024x'],
  [
    'a configuration of docker',
    `{"auths":{"https://index.docker.io/v1/":{"auth":"${base64('bot:Winter2024x')}"}}}`,
    base64('bot:Winter2024x'),
  ],
  ['npmrc', `//registry.npmjs.org/:_authToken=Winter2024-xyz`, 'Winter2024-xyz'],
  ['npmrc in Base64', `_auth=${base64('bot:Winter2024x')}\nemail=a@b.example`, base64('bot:Winter2024x')],
  ['pip', 'extra-index-url = https://bot:Winter2024x@pypi.example.com/simple', 'Winter2024x'],
  ['netrc', 'machine git.example.com login bot password Winter2024x', 'Winter2024x'],
  ['netrc in lines', 'machine git.example.com\n  login bot\n  password Winter2024x\n', 'Winter2024x'],
  ['pgpass', 'echo "db.example.com:5432:x:app:Winter2024x" > ~/.pgpass', 'Winter2024x'],
  [
    'a key of Google',
    `{"type":"service_account","private_key_id":"${'0a1b2c3d'.repeat(5)}","private_key":"${oneLine}","client_email":"a@b.iam.gserviceaccount.com"}`,
    'MIIEpAIBAAKCAQEAsecretsecret0',
    'q1W2e3R4t5Y6u7I8o9P0',
  ],
  ['a key in one line', `KEY="${oneLine}"`, 'MIIEpAIBAAKCAQEAsecretsecret0', 'q1W2e3R4t5Y6u7I8o9P0'],
  [
    'a key with spaces for its lines',
    `key: ${key.trim().replaceAll('\n', ' ')}`,
    'MIIEpAIBAAKCAQEAsecretsecret0',
    'q1W2e3R4t5Y6u7I8o9P0',
  ],
  ['a key in Base64', `echo ${base64(key)} | base64 -d > key.pem`, base64(key).slice(20, 60)],
  [
    'a password in Base64',
    `kind: Secret\ndata:\n  password: ${base64('Winter2024x')}`,
    base64('Winter2024x'),
  ],
  [
    'kubeconfig',
    `users:\n- name: admin\n  user:\n    client-key-data: ${base64(key)}\n    token: Winter2024xyz`,
    base64(key).slice(20, 60),
    'Winter2024xyz',
  ],
  ['a heredoc', 'cat > .env <<EOF\nDB_HOST=db\nDB_PASSWORD=Winter2024x\nEOF', 'Winter2024x'],
  [
    'a heredoc of YAML',
    'cat <<EOF | kubectl apply -f -\nkind: Secret\nstringData:\n  api-token: Winter2024xyz\nEOF',
    'Winter2024xyz',
  ],
  [
    'user data',
    '#!/bin/bash\nexport AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n/opt/start --db-pass=Winter2024x',
    'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    'Winter2024x',
  ],
  [
    'user data in Base64',
    base64('#!/bin/bash\nexport DB_PASSWORD=Winter2024x\n/opt/start\n'),
    base64('#!/bin/bash\nexport DB_PASSWORD=Winter2024x\n/opt/start\n').slice(20, 60),
  ],
  [
    'a buildspec',
    'version: 0.2\nenv:\n  variables:\n    SONAR_TOKEN: Winter2024xyz\nphases: {build: {commands: [make]}}',
    'Winter2024xyz',
  ],
  [
    'an environment of ECS',
    '[{"name":"DB_PASSWORD","value":"Winter2024x"},{"name":"A","value":"b"}]',
    'Winter2024x',
  ],
  ['settings of an app', '[{"name":"API_SECRET","slotSetting":false,"value":"Winter2024x"}]', 'Winter2024x'],
  ['the other order', '[{"value":"Winter2024x","name":"DB_PASSWORD"}]', 'Winter2024x'],
  ['an environment of Lambda', '{"Variables":{"STRIPE_API_KEY":"Winter2024xyz"}}', 'Winter2024xyz'],
  ['outputs of a deployment', '{"adminPassword":{"type":"String","value":"Winter2024x!"}}', 'Winter2024x!'],
  [
    'a start-up script',
    'gcloud compute instances create a --metadata=startup-script="mysql -uroot -pWinter2024x"',
    'Winter2024x',
  ],
  ['terraform variables', 'db_password = "Winter2024x"\nregion = "eu"', 'Winter2024x'],
  ['a flag of terraform', 'terraform apply -var db_password=Winter2024x -auto-approve', 'Winter2024x'],
  ['a flag of terraform in quotes', `terraform apply -var 'db_password=Winter2024x'`, 'Winter2024x'],
  ['helm', 'helm upgrade a ./a --set auth.password=Winter2024x,replicas=2', 'Winter2024x'],
  ['ansible', `ansible-playbook a.yml -e "ansible_become_pass=Winter2024x"`, 'Winter2024x'],
  ['PowerShell', '$env:CLIENT_SECRET = "Winter2024x"', 'Winter2024x'],
  [
    'PowerShell of Azure',
    'Connect-AzAccount -ServicePrincipal -Credential (New-Object PSCredential("a", (ConvertTo-SecureString "Winter2024x" -AsPlainText -Force)))',
    'Winter2024x',
  ],
  ['cmd', 'set DB_PASSWORD=Winter2024x', 'Winter2024x'],
  ['Python', 'client = Client(api_key="Winter2024xyz", region="eu")', 'Winter2024xyz'],
  ['JavaScript', "const token = 'Winter2024xyz';", 'Winter2024xyz'],
  [
    'XML of Maven',
    '<server><id>x</id><username>a</username><password>Winter2024x</password></server>',
    'Winter2024x',
  ],
  ['XML of an app', '<add key="ApiSecret" value="Winter2024x" />', 'Winter2024x'],
  [
    'a token that is signed',
    `Authorization: Bearer eyJ${random(20)}.eyJ${random(30)}.${random(43)}`,
    random(43),
  ],
  ['a header of an API', 'headers: {"X-Api-Key": "Winter2024xyz"}', 'Winter2024xyz'],
  ['basic authorization', `Authorization: Basic ${base64('bot:Winter2024x')}`, base64('bot:Winter2024x')],
  ['a token of Telegram', `https://api.telegram.org/bot123456789:${random(35)}/sendMessage`, random(35)],
  [
    'a webhook of Teams',
    `https://acme.webhook.office.com/webhookb2/0c000000-0000-4000-8000-000000000001@0c000000-0000-4000-8000-000000000002/IncomingWebhook/${'0a1b2c3d'.repeat(4)}/0c000000-0000-4000-8000-000000000003`,
    '0a1b2c3d'.repeat(4),
  ],
  [
    'a logic app',
    `https://prod-01.westeurope.logic.azure.com/workflows/a/triggers/manual/paths/invoke?api-version=2016-10-01&sp=%2Ftriggers&sv=1.0&sig=${random(43)}`,
    random(43),
  ],
  ['a function key', `https://x.azurewebsites.net/api/f?code=${random(54)}==`, random(54)],
  [
    'a DSN of Sentry',
    `SENTRY_DSN=https://${'0a1b2c3d'.repeat(4)}:${'9f8e7d6c'.repeat(4)}@sentry.io/1`,
    '9f8e7d6c'.repeat(4),
  ],
  ['a key of Datadog', `DD_API_KEY: ${'0a1b2c3d'.repeat(4)}`, '0a1b2c3d'.repeat(4)],
  ['a client secret of Azure', `AZURE_CLIENT_SECRET=abc8Q~${random(34)}`, random(34)],
  ['the same without its name', `rotated: abc8Q~${random(34)} until May`, random(34)],
  [
    'credentials of AWS',
    `[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${random(40)}`,
    random(40),
  ],
  ['a password with an at sign', 'mysql://app:W@nter2024x@db.example.com/x', 'nter2024x'],
  ['a token as the user, without a password', `https://${random(24)}:@api.example.com/x`, random(24)],
  ['a token as the user alone', `git remote add o https://${random(24)}@git.example.com/a/b.git`, random(24)],
  ['a value with an anchor', 'a: &secret\n  password: &pw Winter2024x\nb: *secret', 'Winter2024x'],
  ['a second document', 'a: 1\n---\npassword: Winter2024x', 'Winter2024x'],
  ['a value with a comment', "DB_PASSWORD='Winter2024x' # rotate", 'Winter2024x'],
  [
    'two on one line',
    'export DB_PASSWORD=Winter2024x; export API_TOKEN=Summer2024x',
    'Winter2024x',
    'Summer2024x',
  ],
  ['a number', '{"a":1,"password": 20240817,"b":2}', '20240817'],
  ['a dollar in the middle', 'DB_PASSWORD: Pa$sw0rd2024', 'sw0rd2024'],
  ['a header without a blank', `curl -H"Authorization: Bearer Winter2024xyz" https://a`, 'Winter2024xyz'],
  [
    'a token of GitLab by its header',
    "curl --header 'PRIVATE-TOKEN: Winter2024xyz' https://a",
    'Winter2024xyz',
  ],
  ['gh secret set', 'gh secret set DEPLOY_KEY --body Winter2024xyz', 'Winter2024xyz'],
  ['gh secret set by a pipe', 'echo -n "Winter2024xyz" | gh secret set DEPLOY_KEY', 'Winter2024xyz'],
  [
    'az keyvault secret set',
    'az keyvault secret set --vault-name v --name db --value Winter2024xyz',
    'Winter2024xyz',
  ],
  [
    'aws ssm put-parameter',
    'aws ssm put-parameter --name /db --type SecureString --value Winter2024xyz',
    'Winter2024xyz',
  ],
  [
    'aws secretsmanager',
    'aws secretsmanager put-secret-value --secret-id db --secret-string Winter2024xyz',
    'Winter2024xyz',
  ],
  [
    'gcloud secrets',
    'printf "Winter2024xyz" | gcloud secrets versions add db --data-file=-',
    'Winter2024xyz',
  ],
  [
    'kubectl',
    'kubectl create secret docker-registry r --docker-username=a --docker-password=Winter2024xyz',
    'Winter2024xyz',
  ],
  ['openssl enc -k', 'openssl enc -aes-256-cbc -d -in a -out b -k Winter2024xyz', 'Winter2024xyz'],
  ['chpasswd', 'echo "root:Winter2024xyz" | chpasswd', 'Winter2024xyz'],
  ['passwd --stdin', 'echo Winter2024xyz | passwd --stdin root', 'Winter2024xyz'],
  ['sqlplus', 'sqlplus app/Winter2024xyz@db.example.com/x @a.sql', 'Winter2024xyz'],
  ['a here-string', 'docker login -u bot --password-stdin <<< "Winter2024xyz"', 'Winter2024xyz'],
  ['git credentials', 'echo "https://bot:Winter2024xyz@github.com" > ~/.git-credentials', 'Winter2024xyz'],
  ['composer', 'composer config github-oauth.github.com Winter2024xyz', 'Winter2024xyz'],
  ['bundler', 'bundle config gems.example.com bot:Winter2024xyz', 'Winter2024xyz'],
  [
    'pip by a variable',
    'PIP_EXTRA_INDEX_URL=https://bot:Winter2024xyz@pypi.example.com/simple pip install a',
    'Winter2024xyz',
  ],
  [
    'a variable of a build',
    'echo "##vso[task.setvariable variable=token;issecret=true]Winter2024xyz"',
    'Winter2024xyz',
  ],
  ['a mask of Actions', 'echo "::add-mask::Winter2024xyz"', 'Winter2024xyz'],
  ['GITHUB_ENV', 'echo "API_TOKEN=Winter2024xyz" >> "$GITHUB_ENV"', 'Winter2024xyz'],
  [
    'an address of a proxy',
    'git config --global http.proxy http://bot:Winter2024xyz@proxy:3128',
    'Winter2024xyz',
  ],
  ['a flag behind one without a value', 'gpg --batch --passphrase Winter2024x -d a.gpg', 'Winter2024x'],
  ['the same of docker', 'docker login --quiet --password Winter2024x r.example.com', 'Winter2024x'],
  ['the same in quotes', 'deploy --yes --password "Winter2024x"', 'Winter2024x'],
  ['the same with a sign', 'mysql --compress --password=Winter2024x a', 'Winter2024x'],
  ['the same of several', 'tool --quiet --force -vv --token Winter2024x', 'Winter2024x'],
  ['the same of MSBuild', 'dotnet publish --no-restore /p:Password=Winter2024x', 'Winter2024x'],
  ['a command in quotes of another', `bash -lc "deploy --token 'Winter2024x'"`, 'Winter2024x'],
  ['an assignment in one', 'CMD="env DB_PASSWORD=Winter2024x run"', 'Winter2024x'],
  [
    'a setting behind another',
    'helm install a ./a --set replicas=2,auth.password=Winter2024x',
    'Winter2024x',
  ],
  [
    'two passwords of openssl',
    'openssl rsa -in a -passin pass:Winter2024x -passout pass:Summer2024x',
    'Winter2024x',
    'Summer2024x',
  ],
  ['a name in camel case', 'dbPass: Winter2024x', 'Winter2024x'],
  ['one of mail', 'smtpPwd = Winter2024x', 'Winter2024x'],
  ['one in capitals', 'DBPASS=Winter2024x', 'Winter2024x'],
  ['one in one word', 'dbpwd=Winter2024x', 'Winter2024x'],
  ['a short one', 'DB_PW=Winter2024x', 'Winter2024x'],
  ['the shortest', 'pw: Winter2024x', 'Winter2024x'],
  ['a passcode', 'passcode: Winter2024x', 'Winter2024x'],
  ['a key of an app', 'APP_KEY=Winter2024x', 'Winter2024x'],
  ['a key of Datadog for apps', 'DD_APP_KEY: Winter2024x', 'Winter2024x'],
  ['a key of Django', 'DJANGO_KEY=Winter2024x', 'Winter2024x'],
  ['a PAT', 'AZURE_DEVOPS_EXT_PAT=Winter2024x', 'Winter2024x'],
  ['flags of curl put together', 'curl -fsSLu bot:Winter2024x https://a', 'Winter2024x'],
  ['printf with a format', "printf '%s' 'Winter2024x' | docker login --password-stdin", 'Winter2024x'],
  ['a role of PostgreSQL', `psql -c "ALTER ROLE app PASSWORD 'Winter2024x'"`, 'Winter2024x'],
  ['a user of PostgreSQL', "CREATE USER app WITH PASSWORD 'Winter2024x'", 'Winter2024x'],
  ['a user of MySQL', "CREATE USER app IDENTIFIED BY 'Winter2024x'", 'Winter2024x'],
  ['plink', 'plink -ssh -pw Winter2024x root@a', 'Winter2024x'],
  ['pscp', 'pscp -pw Winter2024x a root@a:/a', 'Winter2024x'],
  ['mongosh in one word', 'mongosh -u a -pWinter2024x a', 'Winter2024x'],
  ['psexec', 'psexec \\a -u a -p Winter2024x cmd', 'Winter2024x'],
  ['schtasks', 'schtasks /create /tn a /ru a /rp Winter2024x', 'Winter2024x'],
  ['useradd', 'useradd -m -p Winter2024x a', 'Winter2024x'],
  ['secrets of .NET', 'dotnet user-secrets set Db:Password Winter2024x', 'Winter2024x'],
  [
    'a here-string behind a host',
    'docker login -u a --password-stdin ghcr.io <<< Winter2024x',
    'Winter2024x',
  ],
  ['gpg by a pipe', 'echo Winter2024x | gpg --batch --passphrase-fd 0 -d a.gpg', 'Winter2024x'],
  ['a PIN', 'ADMIN_PIN=4711', '4711'],
  ['a PIN in a sentence', 'the DOOR_PIN is 4711 for the lab', '4711'],
  ['a PIN in German', 'Zugang mit adminPin=4711, bitte', '4711'],
  ['a PIN that is a number of JSON', '{"pin": 4711}', '4711'],
  ['a one-time code', '{"otp":"123456"}', '123456'],
  ['a code in camel case', 'unlockCode: 8842', '8842'],
  ['a password of four digits', 'DB_PASSWORD: 1234', '1234'],
  [
    'a name that is put together, in a sentence',
    'Deploys with DB_PASSWORD: Winter2024x to prod',
    'Winter2024x',
  ],
  ['the same with a slash in it', 'Deploys with smtp_pwd = Win/ter2024x to prod', 'Win/ter2024x'],
  ['a secret key of AWS with three slashes', `rotate ${slashes}, please`, slashes],
  ['a sentence on where it is for', 'The password for prod is Winter2024x', 'Winter2024x'],
  ['a sentence with quotes', 'use password "Winter2024x" for it', 'Winter2024x'],
  [
    'a key of PuTTY',
    `PuTTY-User-Key-File-3: ssh-rsa\nPrivate-Lines: 2\n${random(64)}\n${random(40)}\nPrivate-MAC: 0a`,
    random(40),
  ],
];

const digest = '0a1b2c3d'.repeat(8);
const lookalikes: readonly (readonly [what: string, text: string])[] = [
  ['a commit', 'pinned to 11bd71901bbe5b1630ceea73d27597364c9af683'],
  ['a digest of an image', `image: registry.example.com/a@sha256:${digest}`],
  ['an integrity of npm', 'see package-lock.json: left-pad 1.3.0'],
  ['an id of a subscription', 'Subscription 9e2f1a00-1111-4c11-8a11-000000000001 of the tenant'],
  [
    'an ARN',
    'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_AdministratorAccess_0a1b2c3d4e5f6a7b',
  ],
  ['an ARN of a secret', 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:prod/db-password-AbCdEf'],
  ['an id of an access key', 'Key AKIAIOSFODNN7EXAMPLE is to be ended'],
  ['a reference of a workflow', 'env:\n  DB_PASSWORD: ${{ secrets.DB_PASSWORD }}'],
  ['a variable of the shell', 'psql "postgres://app:$PASSWORD@db/x"'],
  ['a variable in braces', 'curl -u "bot:${TOKEN}" https://api.example.com'],
  ['a variable of Windows', 'docker login -u bot -p %TOKEN% registry.example.com'],
  ['a variable of PowerShell', '$p = $env:CLIENT_SECRET'],
  ['a placeholder', 'password: <your password>'],
  ['a placeholder of stars', 'DB_PASSWORD=********'],
  ['a reference of CloudFormation', 'Password: "{{resolve:secretsmanager:prod/db:SecretString:password}}"'],
  ['a reference of Key Vault', '@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/db/)'],
  ['a reference of a parameter store', 'env:\n  parameter-store:\n    DB_PASSWORD: /prod/db/password'],
  [
    'a reference of ECS',
    '{"secrets":[{"name":"DB_PASSWORD","valueFrom":"arn:aws:ssm:eu-central-1:111122223333:parameter/db"}]}',
  ],
  ['a secret of Kubernetes by name', 'secretKeyRef: { name: db, key: password }'],
  ['a template of Helm', 'password: {{ .Values.db.password }}'],
  ['a variable of Terraform', 'password = var.db_password'],
  ['a data source of Terraform', 'password = data.aws_secretsmanager_secret_version.db.secret_string'],
  ['a resource of Terraform', 'password = random_password.db.result'],
  ['a permission', 'permissions:\n  id-token: write\n  contents: read'],
  ['an inherited secret', 'secrets: inherit'],
  ['a policy of passwords', 'The password policy: 14 characters, rotated every 90 days'],
  ['a sentence on tokens', 'Access tokens are valid for one hour; refresh tokens for a day.'],
  ['a sentence on a password', 'The password is rotated by the platform team every month.'],
  ['a sentence on a secret', 'This secret is managed by Terraform'],
  ['a ticket', 'Token rotation: see SEC-1234'],
  ['a name of a secret', 'secret-name: prod/db/password'],
  ['a path of a token', 'token-path: /var/run/secrets/tokens/vault'],
  ['an address of tokens', 'token_url: https://login.example.com/oauth2/token'],
  ['an issuer', 'https://token.actions.githubusercontent.com'],
  ['a subject', 'repo:acme/web:environment:production'],
  [
    'a provider of workload identity',
    'projects/123456789/locations/global/workloadIdentityPools/github-pool/providers/github-provider',
  ],
  ['a service account', 'deploy-production@acme-platform-prod.iam.gserviceaccount.com'],
  ['a public key', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGq6 deploy@example.com'],
  ['a certificate', '-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----'],
  ['an address with a port', 'https://db.example.com:5432/x'],
  ['an address of e-mail', 'mailto:ops@example.com'],
  ['an address of a user without a password', 'ssh://git@github.com/acme/web.git'],
  ['a user of a repository', 'git clone git@github.com:acme/web.git'],
  ['a switch', 'rotate-secrets: true'],
  ['a number', 'max-tokens: 4096'],
  ['a title', 'gh release create v1 -t "Release of the token service"'],
  ['a long name', 'AWSServiceRoleForApplicationAutoScaling_DynamoDBTableAndIndexes'],
  [
    'a long path',
    '/subscriptions/9e2f1a00/resourceGroups/production/providers/Microsoft.Storage/storageAccounts/nordlicht',
  ],
  ['words in capitals', 'THIS_IS_A_VERY_LONG_NAME_OF_A_FEATURE_FLAG_2024'],
  ['a hash in a name', 'handler-7f9c4d2b8a-x2k9p'],
  ['sk- in a name', 'sk-production-deployment-role-for-terraform'],
  ['a package', 'npm install @acme/token-manager@1.2.3'],
  ['a tag of cost', 'cost-center: 4711-0815'],
  ['a Docker secret', 'docker secret create db_password ./password.txt'],
  ['an option that reads a file', 'mysql --defaults-extra-file=/etc/mysql/pass.cnf'],
  ['a file of a password', 'vault login -method=userpass password=@pass.txt'],
  ['an address with a port and an e-mail', 'http://localhost:3000?email=me@example.com'],
  ['a package of a scope', 'https://cdn.example.com/npm/@acme/web@1.2.3/index.js'],
  ['a long user of ssh', 'ssh://deployment-service-account-of-the-platform@host.example.com/x'],
  ['an image by its digest', `docker://alpine:3.20@sha256:${digest}`],
  ['a value of another command', 'az appconfig kv set --key a --value Winter2024xyz'],
  ['a parameter that is no secret', 'aws ssm put-parameter --name /a --type String --value eu-central-1'],
  ['a pipe', 'echo "done" | tee log.txt'],
  ['a mask of a variable', 'echo "::add-mask::$TOKEN"'],
  ['an element that is empty', '<password></password>'],
  ['an element of a variable', '<password>${env.MAVEN_PASSWORD}</password>'],
  ['a list of settings', '[{"name":"REGION","value":"eu-central-1"}]'],
  ['a schema', '{"password":{"type":"string","minLength":12}}'],
  ['a description of a setting', '{"name":"password-policy","value":"strong"}'],
  ['a helper of git', "git -c 'credential.helper=!gh auth git-credential' push"],
  ['a call of JavaScript', 'const id_token = await core.getIDToken("sts.amazonaws.com");'],
  [
    'a call of PowerShell',
    '$secureApiKey = ConvertTo-SecureString -String $env:NUGET_API_KEY -AsPlainText -Force',
  ],
  ['an address of Sentry', 'https://9edbb8417b284aa2bbead9b4c318918b@sentry10.example.com/583'],
  ['flags without values', 'tool --token --verbose --password --quiet -n'],
  ['a flag of a secret and one of MSBuild', 'tool --secret /p:Configuration=Release'],
  ['a variable behind a flag without a value', 'gpg --batch --passphrase "$PASSPHRASE"'],
  ['a pinned version', 'pin: 1.2.3'],
  ['a number of tokens', 'max_tokens: 4096'],
  ['a word that ends like a PIN', 'shipping: 1234, hotpin: 4711, bypass: 1234, compass=1234'],
  ['codes of other things', 'status_code: 1404 and error code: 5001, zip code: 80331, keyCode: 1234'],
  [
    'numbers of JSON',
    '{"secretCount": 1234, "passwordLastUsed": 20240817, "token_id": 123456, "code": 4711}',
  ],
  ['a count in a sentence', 'the token is 3600s old, and its secret_version: 20240817'],
  ['keys of tables', 'the partition key: user#123 and the sort_key: 2024-01-01, primary key: 4711'],
  ['where a secret is described', 'the API key: see docs/keys.md#2, the signing_key: alias/prod-2'],
  ['an address in the place of a secret', 'the api_key: https://wiki.example.com/42'],
  ['a path of forty characters', 'src/main/java/com/example/App/Conf2/X9Yz'],
  ['a path of logs', 'AWSLogs/123456789012/CloudTrail/eu1/2024'],
  ['a path in capitals', 'Users/JaneDoe/MyApp/Sources/AppKit/View2'],
  ['an ARN with slashes', 'arn:aws:iam::111122223333:role/a/b/c/Deploy2024'],
  ['a version by its name', 'PIN_VERSION=1.2.3'],
  ['a bypass', 'BYPASS=manual-review'],
  ['a compass', 'compass: north-east'],
  ['a pass of a test', 'shouldPass: everything'],
  ['a reference to the key of an app', 'APP_KEY: ${{ secrets.APP_KEY }}'],
  ['a switch of a passcode', 'passcode: false'],
  ['a user of another program', 'sudo -u postgres:postgres psql'],
  ['flags of curl without a user', 'curl -fsSLo out:put https://example.com'],
  ['a password of SQL that is filled in', "ALTER ROLE app PASSWORD :'password'"],
  ['a column', 'CREATE TABLE a (password text NOT NULL)'],
  ['a port of mongosh', 'mongosh --port 27017 db'],
  ['a path', 'PATH=/usr/bin'],
  ['mkdir with parents', 'useradd a && mkdir -p build/output'],
  ['a sentence on the place of one', 'The password for prod is in the vault'],
  ['a setting of .NET that is none', 'dotnet user-secrets set Db:Host db.example.com'],
  ['a name in code', 'client = Client(token=settings.API_TOKEN, password=os.environ["PASSWORD"])'],
];

/** Sentences are no YAML: what comes before the colon is no name of a member. */
const sentences: ReadonlySet<string> = new Set([
  'a description in another order',
  'a colon in a sentence',
  'a header without a blank',
]);

describe('is in nothing that is kept', () => {
  test.each(secrets)('%s', (what, text, ...parts) => {
    const step = `jobs:\n  a:\n    steps:\n      - run: |\n          ${text.replaceAll('\n', '\n          ')}\n`;
    for (const [how, left] of [
      ['text', redactText(text).text],
      ['step', redactYaml(step).text],
      ...(sentences.has(what) ? [] : [['yaml', redactYaml(text).text] as const]),
      ['value', redactYaml(`env:\n  CONFIG: ${JSON.stringify(text)}\n`).text],
    ] as const)
      for (const part of parts)
        expect({ how, left }).toEqual({ how, left: expect.not.stringContaining(part) });
  });
});

describe('stays as it is', () => {
  test.each(lookalikes)('%s', (_, text) => {
    const step = `jobs:\n  a:\n    steps:\n      - run: |\n          ${text.replaceAll('\n', '\n          ')}\n`;
    expect(redactText(text)).toEqual({ text, hits: [] });
    expect(redactYaml(step)).toEqual({ text: step, found: [] });
  });
});

describe('in a policy', () => {
  const redact = (statement: object): string => {
    const { data } = redactAws({
      record: 'aws.resource-policy',
      scope: '111122223333',
      id: 'x',
      data: {
        Arn: 'arn:aws:s3:::x',
        ResourceType: 'AWS::S3::Bucket',
        PolicyDocument: { Version: '2012-10-17', Statement: [statement] },
      },
    });
    return JSON.stringify(data);
  };

  test.each([
    ['an element that there is not', { Comment: 'the password is Tr0ub4dor&3' }],
    ['a command with a flag without a value', { Comment: 'gpg --batch --passphrase Tr0ub4dor -d a' }],
    ['one within another', { Note: { by: ['ops'], text: 'login: ops / Tr0ub4dor&3' } }],
    ['a member whose name promises one', { ApiKey: 'Tr0ub4dor&3' }],
    ['an id of the statement', { Sid: 'password: Tr0ub4dor&3' }],
    [
      'the value of a tag whose name promises one',
      { Condition: { StringEquals: { 'aws:RequestTag/db-password': 'Tr0ub4dor&3' } } },
    ],
    [
      'a context of encryption',
      { Condition: { StringEquals: { 'kms:EncryptionContext:token': ['Tr0ub4dor&3'] } } },
    ],
    [
      'a referer with a password',
      { Condition: { StringLike: { 'aws:Referer': 'https://a:Tr0ub4dor&3@example.com/*' } } },
    ],
  ])('%s is lost', (_, statement) => {
    expect(redact(statement)).not.toContain('Tr0ub4dor');
  });

  test.each([
    [
      'a subject',
      {
        Condition: { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:acme/token-service:*' } },
      },
    ],
    ['an external id', { Condition: { StringEquals: { 'sts:ExternalId': 'password-manager-prod' } } }],
    [
      'a source',
      { Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:secretsmanager:*:111122223333:secret:*' } } },
    ],
    [
      'what it is about',
      {
        Action: 'secretsmanager:GetSecretValue',
        Resource: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-password-AbCdEf',
      },
    ],
    ['an id', { Sid: 'AllowTokenServiceToReadSecrets' }],
  ])('%s stays', (_, statement) => {
    expect(redact(statement)).toContain(JSON.stringify(statement).slice(1, -1));
  });
});
