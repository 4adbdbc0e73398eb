export type Environment = Readonly<Record<string, string | undefined>>;

/** In place: the SDK of AWS and our reading of GITHUB_TOKEN hold on to the object. */
export const setEnvironment = (wanted: Environment): void => {
  for (const key of Object.keys(process.env)) if (!(key in wanted)) delete process.env[key];
  for (const [key, value] of Object.entries(wanted)) {
    if (value !== undefined && process.env[key] !== value) process.env[key] = value;
  }
};
