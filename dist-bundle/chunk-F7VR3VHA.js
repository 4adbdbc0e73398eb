import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  levelRank
} from "./chunk-QBHZ65C6.js";

// ../../work/wt/exports/dist/connectors/aws/facts/services.js
var sensitive = {
  identity: "account iam identitystore organizations rolesanywhere sso sts",
  secrets: "acm-pca kms secretsmanager ssm",
  data: "athena backup codecommit dynamodb ebs ecr elasticache elasticfilesystem es glue kinesis lakeformation memorydb neptune-db rds redshift s3 s3tables sqs timestream",
  compute: "apprunner autoscaling batch bedrock bedrock-agentcore cloudformation codebuild codedeploy codepipeline ec2 ecs eks elasticbeanstalk elasticmapreduce lambda lightsail sagemaker states"
};
var byService = new Map(Object.entries(sensitive).flatMap(([sensitivity, names]) => names.split(" ").map((name) => [name, sensitivity])));
var sensitivityOf = (service) => byService.get(service) ?? "rest";

// ../../work/wt/exports/dist/connectors/aws/policy/actions.js
import { readFileSync } from "node:fs";

// ../../work/wt/exports/dist/connectors/aws/policy/wildcard.js
var literalStar = "\uE02A";
var literalQuestionMark = "\uE03F";
var literal = /[\uE02A\uE03F]/;
var unescapeLiterals = (pattern) => literal.test(pattern) ? pattern.replaceAll(literalStar, "*").replaceAll(literalQuestionMark, "?") : pattern;
var pieceAt = (text, piece, start) => {
  if (start < 0 || start + piece.length > text.length)
    return false;
  for (let k = 0; k < piece.length; k += 1) {
    const wanted = piece.charCodeAt(k);
    if (wanted === 63)
      continue;
    const found = text.charCodeAt(start + k);
    if (wanted !== found && (wanted < 57344 || wanted - 57344 !== found))
      return false;
  }
  return true;
};
var finderOf = (piece) => {
  const { length } = piece;
  if (!piece.includes("?")) {
    const wanted = unescapeLiterals(piece);
    return { length, find: (text, from) => text.indexOf(wanted, from) };
  }
  const find = (text, from) => {
    for (let start = from; start + length <= text.length; start += 1)
      if (pieceAt(text, piece, start))
        return start;
    return -1;
  };
  return { length, find };
};
var hasWildcard = (pattern) => pattern.includes("*") || pattern.includes("?");
var compileWildcard = (pattern) => {
  if (!hasWildcard(pattern)) {
    const wanted = unescapeLiterals(pattern);
    return (text) => text === wanted;
  }
  const pieces = pattern.split("*");
  const first = pieces[0];
  if (pieces.length === 1)
    return (text) => text.length === first.length && pieceAt(text, first, 0);
  const last = pieces.at(-1);
  const middle = pieces.slice(1, -1).filter((piece) => piece !== "").map(finderOf);
  if (first === "" && last === "" && middle.length === 0)
    return () => true;
  const shortest = first.length + last.length;
  return (text) => {
    if (text.length < shortest || !pieceAt(text, first, 0))
      return false;
    if (!pieceAt(text, last, text.length - last.length))
      return false;
    let position = first.length;
    const end = text.length - last.length;
    for (const { length, find } of middle) {
      const found = find(text, position);
      if (found < 0 || found + length > end)
        return false;
      position = found + length;
    }
    return true;
  };
};
var longestPattern = 20480;
var commonExample = (a, b, never) => {
  if (a.length > longestPattern || b.length > longestPattern)
    return void 0;
  const width = b.length + 1;
  const seen = new Uint8Array((a.length + 1) * width);
  let frontier = [{ i: 0, j: 0, before: void 0, character: "" }];
  seen[0] = 1;
  const text = (step) => {
    const characters = [];
    for (let at = step; at !== void 0; at = at.before)
      characters.push(at.character);
    return characters.reverse().join("");
  };
  while (frontier.length > 0) {
    const next = [];
    const visit = (i, j, character, before) => {
      if (seen[i * width + j] === 1)
        return;
      seen[i * width + j] = 1;
      next.push({ i, j, before, character });
    };
    for (const step of frontier) {
      const { i, j } = step;
      if (i === a.length && j === b.length)
        return text(step);
      const [left, right] = [a[i], b[j]];
      if (left === "*")
        visit(i + 1, j, "", step);
      if (right === "*")
        visit(i, j + 1, "", step);
      if (left === void 0 || right === void 0 || left === "*" && right === "*")
        continue;
      const fixedLeft = left !== "*" && left !== "?";
      const fixedRight = right !== "*" && right !== "?";
      if (fixedLeft && fixedRight && left !== right)
        continue;
      const character = fixedLeft ? left : fixedRight ? right : "x";
      if (!fixedRight && character === never)
        continue;
      visit(left === "*" ? i : i + 1, right === "*" ? j : j + 1, character, step);
    }
    frontier = next;
  }
  return void 0;
};

// ../../work/wt/exports/dist/connectors/aws/policy/actions.js
var rankByLetter = {
  L: levelRank.view,
  R: levelRank.read,
  T: levelRank.write,
  W: levelRank.write,
  P: levelRank.control
};
var load = () => {
  const file = readFileSync(new URL("./data/actions.generated.json", import.meta.url), "utf8");
  const table2 = JSON.parse(file);
  const services = Object.keys(table2.services);
  const first = new Uint32Array(services.length + 1);
  const names = [];
  const written = [];
  const level = [];
  const anyResourceOnly = [];
  services.forEach((service, index) => {
    first[index] = names.length;
    for (const [key, list] of Object.entries(table2.services[service])) {
      for (const name of list.split(" ")) {
        names.push(name.toLowerCase());
        written.push(name);
        level.push(rankByLetter[key[0]]);
        anyResourceOnly.push(key.endsWith("*") ? 1 : 0);
      }
    }
  });
  first[services.length] = names.length;
  return {
    services,
    first,
    names,
    written,
    level: Uint8Array.from(level),
    anyResourceOnly: Uint8Array.from(anyResourceOnly),
    serviceIndex: new Map(services.map((service, index) => [service, index]))
  };
};
var loaded;
var table = () => {
  loaded ??= load();
  return loaded;
};
var awsServices = () => table().services;
var actionsOf = (service) => {
  const { services, first, written, level, anyResourceOnly } = table();
  return {
    first: first[service],
    end: first[service + 1],
    nameOf: (id) => `${services[service]}:${written[id]}`,
    levelOf: (id) => level[id],
    anyResourceOnly: (id) => anyResourceOnly[id] === 1
  };
};
var setBit = (bits, id) => {
  bits[id >>> 5] |= 1 << (id & 31);
};
var hasBit = (bits, id) => (bits[id >>> 5] >>> (id & 31) & 1) === 1;
var addPattern = (bits, pattern) => {
  const { services, first, names, serviceIndex } = table();
  if (pattern === "*" || pattern === "*:*") {
    for (let id = 0; id < names.length; id += 1)
      setBit(bits, id);
    return true;
  }
  const colon = pattern.indexOf(":");
  if (colon < 0)
    return false;
  let matched = false;
  const servicePattern = pattern.slice(0, colon);
  const namePattern = pattern.slice(colon + 1);
  const matchesService = compileWildcard(servicePattern);
  const candidates = hasWildcard(servicePattern) ? services.flatMap((service, index) => matchesService(service) ? [index] : []) : serviceIndex.has(servicePattern) ? [serviceIndex.get(servicePattern)] : [];
  const matchesName = compileWildcard(namePattern);
  for (const service of candidates) {
    for (let id = first[service]; id < first[service + 1]; id += 1) {
      if (!matchesName(names[id]))
        continue;
      setBit(bits, id);
      matched = true;
    }
  }
  return matched;
};
var sharesOf = (bits) => {
  const { services, first, level, anyResourceOnly } = table();
  const shares = [];
  for (let service = 0; service < services.length; service += 1) {
    const start = first[service];
    const end = first[service + 1];
    let strongest = 0;
    let onResources = 0;
    let count = 0;
    for (let id = start; id < end; id += 1) {
      if (bits[id >>> 5] === 0) {
        id |= 31;
        continue;
      }
      if (!hasBit(bits, id))
        continue;
      count += 1;
      const rank = level[id];
      if (rank > strongest)
        strongest = rank;
      if (rank > onResources && anyResourceOnly[id] === 0)
        onResources = rank;
    }
    if (count > 0) {
      shares.push({ service, level: strongest, levelOnResources: onResources, full: count === end - start });
    }
  }
  return shares;
};
var compiled = 0;
var compileActions = (patterns, not) => {
  const lower = patterns.map((pattern) => pattern.toLowerCase());
  const words = Math.ceil(table().names.length / 32);
  const bits = new Uint32Array(words);
  const unknown = lower.filter((pattern) => !addPattern(bits, pattern) && !not);
  const everyPattern = lower.some((pattern) => pattern === "*" || pattern === "*:*");
  if (not) {
    const all = new Uint32Array(words);
    if (!everyPattern)
      addPattern(all, "*");
    for (let word = 0; word < words; word += 1)
      bits[word] = all[word] & ~bits[word];
  }
  const matchers = lower.map(compileWildcard);
  const everything = not ? lower.length === 0 : everyPattern;
  compiled += 1;
  return {
    id: compiled,
    patterns,
    not,
    bits,
    shares: sharesOf(bits),
    everything,
    unknown,
    includes: (name) => matchers.some((matches) => matches(name)) !== not
  };
};

export {
  literalStar,
  literalQuestionMark,
  unescapeLiterals,
  hasWildcard,
  compileWildcard,
  commonExample,
  awsServices,
  actionsOf,
  hasBit,
  sharesOf,
  compileActions,
  sensitivityOf
};
