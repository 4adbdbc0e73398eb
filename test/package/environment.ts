import { resolve } from 'node:path';

export const root = resolve('.');

/** Neither npm's settings of the run that this is part of, nor the project's own programs. */
export const environment: Readonly<Record<string, string | undefined>> = Object.fromEntries(
  Object.entries(process.env)
    .filter(
      ([key]) =>
        !/^(npm_(?!config_(cafile|registry|cache|userconfig|globalconfig))|INIT_CWD|NODE_OPTIONS|VITEST|AWS_)/.test(
          key,
        ),
    )
    .map(([key, value]) => [
      key,
      key === 'PATH'
        ? [
            // The Node that this runs on, for a machine whose own is too old for the package.
            resolve(process.execPath, '..'),
            ...(value ?? '').split(':').filter((path) => !path.startsWith(root)),
          ].join(':')
        : value,
    ]),
);
