import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  journalStart
} from "./chunk-2WSNT2AJ.js";
import {
  InputError
} from "./chunk-4QLIKP2U.js";
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/connectors/github/collect/environment.js
import { readFileSync } from "node:fs";
import { env } from "node:process";
var keyOf = (path) => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new InputError("the private key cannot be read", path, "Give the .pem file that GitHub made for the App.");
  }
};
var credentialFrom = (flags, environment = env) => {
  const appId = flags.appId ?? environment.GITHUB_APP_ID;
  const privateKey = flags.appKey === void 0 ? (
    // CI systems keep a line as a secret more readily than a file.
    environment.GITHUB_APP_PRIVATE_KEY?.replaceAll("\\n", "\n")
  ) : keyOf(flags.appKey);
  if (appId && privateKey) {
    if (privateKey.includes("PRIVATE KEY"))
      return { appId, privateKey };
    throw new InputError("this is not a private key", flags.appKey ?? "GITHUB_APP_PRIVATE_KEY", "Give the .pem file that GitHub made for the App.");
  }
  if (flags.appId !== void 0 || flags.appKey !== void 0) {
    throw new InputError(`an App needs its ${privateKey ? "id" : "private key"} as well`, privateKey ? "--github-app-key" : "--github-app-id", "Give --github-app-id and --github-app-key, or GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY.");
  }
  const token = environment.GH_TOKEN || environment.GITHUB_TOKEN;
  if (token && /^[\w.-]+$/.test(token))
    return { token };
  throw new InputError(token ? "the token has characters that no token has" : "there is no credential for GitHub", "--github", `Do one of these:
  - a GitHub App (sees most; nhi-audit permissions github prints what it needs):
            --github-app-id ID --github-app-key FILE.pem
  - a token in GITHUB_TOKEN or GH_TOKEN, for instance: GITHUB_TOKEN=$(gh auth token)`);
};
var apiUrlFrom = (environment = env) => environment.GITHUB_API_URL || void 0;

// ../../work/wt/exports/dist/src/pipeline/github-source.js
var githubSource = (options) => {
  const { appId, appKey, ...rest } = options;
  const credential = credentialFrom({ appId, appKey });
  const apiUrl = apiUrlFrom();
  const begun = options.journal === void 0 ? void 0 : journalStart(options.journal);
  return {
    collectedAt: begun ?? options.now().toISOString(),
    entries: async function* () {
      const { collectGitHub } = await import("./collect-65ZRCMI4.js");
      yield* collectGitHub({ ...rest, credential, apiUrl });
    }
  };
};
export {
  githubSource
};
