import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// ../../work/wt/exports/dist/connectors/github/facts/redact.js
var blank = "[blanked]";
var tokens = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\b(?:gh[pousr]_[A-Za-z0-9_]{20,}|github_pat_[A-Za-z0-9_]{20,})/g,
  /\bglpat-[\w-]{16,}/g,
  /\bxox[abeprs]-[\w-]{10,}/g,
  /\bnpm_[A-Za-z0-9]{30,}/g,
  /\bpypi-[\w-]{30,}/g,
  /\bdckr_pat_[\w-]{20,}/g,
  /\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}/g,
  /\bsk-[\w-]{20,}/g,
  /\bAIza[\w-]{35}/g,
  /\bya29\.[\w-]{20,}/g,
  /\bhv[sb]\.[\w-]{20,}/g,
  /\beyJ[\w-]{8,600}\.[\w-]{8,4000}\.[\w-]*/g,
  /\bSG\.[\w-]{16,100}\.[\w-]{16,}/g,
  /\bAccountKey=[A-Za-z0-9+/=]{20,}/g,
  /https:\/\/hooks\.slack\.com\/(?:services|workflows)\/[\w/-]+/g
];
var userInfo = /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)([^\s/@:'"$]{0,200}:[^\s/@'"]{1,500})@/gi;
var bearer = /\b((?:bearer|basic|token)\s+)([A-Za-z0-9+/_.=-]{16,})/gi;
var secretName = /(?:secret|passw(?:or)?d|passwd|passphrase|token|api[_-]?key|access[_-]?key|private[_-]?key|credential|client[_-]?secret|auth[_-]?key|signing[_-]?key|webhook[_-]?url|connection[_-]?string)/i;
var harmlessName = /(?:id-token|access[_-]?key[_-]?id|(?:token|password|key)[_-]?(?:file|path)|token[_-]?(?:url|uri|format|expir\w*|lifetime|type)|secret[_-]?(?:name|arn|id|path)s?|credentials?[_-]?(?:provider|helper|file|path|format|source)s?)$/i;
var assignment = /^([ \t]*(?:-[ \t]+)?(?:export[ \t]+)?["']?([\w.-]{2,80})["']?[ \t]*[:=][ \t]*)(\S.*)$/gm;
var harmlessValue = /^(?:[|>][+-]?\d*\s*(?:#.*)?$|\$|["']?\$\{\{|["']?(?:true|false|read|write|none|null|inherit|yes|no|~|\d{1,5})["']?\s*(?:#.*)?$|[{[&*!]|#)/i;
var variableName = /^(["']?)[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\1\s*(?:#.*)?$/;
var inShell = /((?:--?|\b)[\w-]{0,40}(?:secret|passw(?:or)?d|token|api[_-]?key|access[_-]?key)[\w-]{0,40}(?:=|[ \t]{1,20})["']?)([A-Za-z0-9+/_.~!@%^*=-]{8,})/gi;
var kindsOf = (text) => [/[a-z]/, /[A-Z]/, /\d/].reduce((n, kind) => n + (kind.test(text) ? 1 : 0), 0);
var entropyOf = (text) => {
  const counts = /* @__PURE__ */ new Map();
  for (const char of text)
    counts.set(char, (counts.get(char) ?? 0) + 1);
  return [...counts.values()].reduce((sum, n) => sum - n / text.length * Math.log2(n / text.length), 0);
};
var isRandom = (run) => !/^(?:[0-9a-f]{40}|[0-9a-f]{64}|[0-9A-F]{40})$/.test(run) && !/^(?:arn:|AKIA|ASIA)/.test(run) && (run.match(/\//g)?.length ?? 0) <= 2 && kindsOf(run) === 3 && entropyOf(run) >= 4.2;
var longRun = /[A-Za-z0-9+/_=]{36,}/g;
var looksLikeSecret = (value) => blankSecrets(value).blanked > 0;
var namesSecret = (name) => secretName.test(name) && !harmlessName.test(name);
var blankSecrets = (given) => {
  let blanked = 0;
  const gone = () => {
    blanked += 1;
    return blank;
  };
  let text = given;
  for (const token of tokens)
    text = text.replace(token, gone);
  text = text.replace(userInfo, (whole, scheme, held) => held.includes("${") ? whole : `${scheme}${gone()}@`);
  text = text.replace(assignment, (whole, start, name, value) => {
    if (!namesSecret(name) || harmlessValue.test(value) || variableName.test(value))
      return whole;
    if (value.includes(blank))
      return whole;
    return /\$\{\{|\$\w|\$\(|\$\{/.test(value) ? whole : `${start}${gone()}`;
  });
  text = text.replace(bearer, (whole, start, held) => kindsOf(held) >= 2 && !held.includes(blank) ? `${start}${gone()}` : whole);
  text = text.replace(inShell, (whole, start, held) => kindsOf(held) >= 2 && /\d/.test(held) && !/^(?:AKIA|ASIA)/.test(held) ? `${start}${gone()}` : whole);
  text = text.replace(longRun, (run) => isRandom(run) ? gone() : run);
  return { text, blanked };
};
var publicAddress = (given) => {
  if (!URL.canParse(given))
    return { url: "", held: false };
  const { protocol, host, pathname, username, password, search, hash } = new URL(given);
  const path = blankSecrets(pathname);
  const chat = /(^|\.)(?:slack\.com|discord(?:app)?\.com|webhook\.office\.com)$/.test(host) && pathname.length > 1;
  const held = username !== "" || password !== "" || search !== "" || hash !== "" || path.blanked > 0 || chat;
  return { url: `${protocol}//${host}${chat ? "/" : path.text}`, held };
};

export {
  looksLikeSecret,
  namesSecret,
  blankSecrets,
  publicAddress
};
