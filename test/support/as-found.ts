import { afterAll } from 'vitest';
import { setEnvironment } from './environment.ts';

/** Test files share a process, which saves them the loading of all modules: each leaves it as it was found. */
const found = { folder: process.cwd(), environment: { ...process.env } };

afterAll(() => {
  process.chdir(found.folder);
  setEnvironment(found.environment);
});
