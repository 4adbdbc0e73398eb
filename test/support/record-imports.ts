import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

/** Preloaded with `--import`: writes the URL of every module that is loaded to the file in `NHI_TEST_IMPORTS`. */
const target = process.env.NHI_TEST_IMPORTS!;

registerHooks({
  load: (url, context, next) => {
    appendFileSync(target, `${url}\n`);
    return next(url, context);
  },
});
