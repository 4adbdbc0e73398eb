import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  blankSecrets
} from "./chunk-UCJX5EPB.js";
import {
  openSourceFile
} from "./chunk-TFABWQEL.js";
import {
  connectors,
  recordSchemas
} from "./chunk-3AQH2ABN.js";
import "./chunk-KXXFCBDG.js";
import {
  githubRecords
} from "./chunk-AOSYFJ25.js";
import "./chunk-OVY5I2TM.js";
import "./chunk-WGK653QS.js";
import "./chunk-K6EXC6QL.js";
import "./chunk-F7VR3VHA.js";
import "./chunk-DAFUAEZY.js";
import {
  openSnapshot,
  recognisesSnapshot
} from "./chunk-PTZIOVO7.js";
import "./chunk-WZ2VQUSS.js";
import "./chunk-IWTHPBDI.js";
import "./chunk-ICMVDIAD.js";
import "./chunk-KH23F534.js";
import "./chunk-LOM54WWJ.js";
import "./chunk-QBHZ65C6.js";
import {
  InputError
} from "./chunk-4QLIKP2U.js";
import "./chunk-HIF3QCF2.js";
import "./chunk-76DL45RX.js";
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/connectors/github/import/checkout.js
import { lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
var within = ".github/workflows";
var largest = 1048576;
var isFolder = (path) => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
var isCheckout = (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
var repositoryNameOf = (config, folder) => {
  const section = /\[remote "origin"\][^[]*?\n\s*url\s*=\s*(\S+)/.exec(config ?? "")?.[1];
  const name = section === void 0 ? void 0 : /[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(section)?.[1];
  return name ?? basename(resolve(folder));
};
var gitConfigOf = (folder) => {
  const path = join(folder, ".git", "config");
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(path, "utf8") : void 0;
};
var branchOf = (folder) => {
  const path = join(folder, ".git", "HEAD");
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true)
    return;
  return /^ref: refs\/heads\/(\S+)/.exec(readFileSync(path, "utf8"))?.[1];
};
var record = (kind, scope, id, data) => ({ record: kind, scope, id, data: githubRecords[kind].schema.parse(data) });
var unsaid = (scope) => ({
  connector: "github",
  scope,
  source: "repository and organisation settings",
  status: "skipped",
  detail: "a checkout does not hold secrets, keys, environments, runners and defaults; --github ORGANISATION reads them",
  gives: ["grants", "credentials", "configuration"]
});
var openCheckout = (folder) => {
  const place = join(folder, within);
  if (!isFolder(join(folder, ".github")) || !isFolder(place)) {
    throw new InputError(`the folder has no ${within}`, folder, "Name the root of a checkout that has workflows, or a file.");
  }
  const names = readdirSync(place).filter((name) => /\.ya?ml$/i.test(name)).sort();
  const files = names.map((name) => ({ name, path: join(place, name), stat: lstatSync(join(place, name)) }));
  const newest = files.reduce((most, { stat }) => Math.max(most, stat.mtimeMs), 0);
  return {
    modifiedAt: new Date(newest).toISOString(),
    read: function* () {
      const full = repositoryNameOf(gitConfigOf(folder), folder);
      const [owner] = full.split("/");
      yield record("github.repository", full, full, {
        full_name: full,
        name: full.split("/").at(-1),
        ...full.includes("/") ? { owner: { login: owner } } : {}
      });
      const left = [];
      for (const { name, path, stat } of files) {
        if (!stat.isFile() || stat.size > largest) {
          left.push(name);
          continue;
        }
        const { text, blanked } = blankSecrets(readFileSync(path, "utf8"));
        yield record("github.workflow", full, `${full}/${within}/${name}`, {
          repository: { full_name: full },
          path: `${within}/${name}`,
          ref: branchOf(folder),
          text,
          blanked
        });
      }
      yield {
        connector: "github",
        scope: full,
        source: `${within} of a checkout`,
        status: left.length === 0 ? "complete" : "partial",
        detail: left.length === 0 ? "" : `left out, no plain files or larger than 1 MiB: ${left.slice(0, 5).join(", ")}`,
        gives: ["inventory", "workloads", "trusts"]
      };
      yield unsaid(full);
    }
  };
};

// ../../work/wt/exports/dist/src/pipeline/file-source.js
var formats = connectors.flatMap((connector) => connector.formats);
var snapshotSource = (path) => {
  const { header, entries } = openSnapshot(openSourceFile(path), recordSchemas);
  let completedAt;
  return {
    collectedAt: header.collectedAt,
    *entries() {
      ({ completedAt } = yield* entries());
    },
    completedAt: () => completedAt
  };
};
var fileSource = (path) => {
  if (isCheckout(path)) {
    const { modifiedAt, read } = openCheckout(path);
    return { collectedAt: modifiedAt, entries: read };
  }
  const file = openSourceFile(path);
  if (recognisesSnapshot(file.head))
    return snapshotSource(path);
  const format = formats.find(({ recognises }) => recognises(file.head));
  if (format !== void 0)
    return { collectedAt: file.modifiedAt, entries: () => format.read(file) };
  throw new InputError("the content is of no kind that is known here", path, `Give one of these:
  - a snapshot: nhi-audit collect
  - a folder with .github/workflows: the checkout of a repository${formats.map(({ title }) => `
  - ${title}`).join("")}`);
};
export {
  fileSource,
  snapshotSource
};
