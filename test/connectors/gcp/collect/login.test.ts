import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../../support/cli.ts';
import { setEnvironment } from '../../../support/environment.ts';
import { askedLive } from '../../../support/live-providers.ts';

const folder = temporaryFolder();
const before = { ...process.env };
afterEach(() => setEnvironment(before));

test('a key file whose private key is none is named, and no code of OpenSSL', async () => {
  const file = join(folder, 'no-key.json');
  writeFileSync(
    file,
    JSON.stringify({
      type: 'service_account',
      project_id: 'shop',
      private_key: 'never-shown-anywhere',
      client_email: 'ci@shop.iam.gserviceaccount.com',
    }),
  );
  const asked = askedLive('gcp', folder, { GOOGLE_APPLICATION_CREDENTIALS: file });
  await expect(asked).rejects.toThrow(`the key file ${file} does not hold a usable private key`);
  await expect(asked).rejects.not.toThrow(/DECODER|never-shown-anywhere/);
});
