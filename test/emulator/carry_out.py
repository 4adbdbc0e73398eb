"""Carries commands of the AWS command line out against an emulator, one after the other.

Standard input: a JSON list of {"lines": [...], "key": n}. Lines are as a POSIX shell reads them; CREDENTIAL in one stands for the
id of the n-th key that `list-access-keys` printed before. Standard output: a JSON list of what each line printed, in order. Ends
with status 1 at the first that fails.
"""

import contextlib
import io
import json
import shlex
import sys

from awscli.clidriver import create_clidriver

driver = create_clidriver()


def carry(words: list[str]) -> str:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = driver.main(words)
    if status != 0:
        sys.exit(f"aws {shlex.join(words)}\n{err.getvalue()}")
    return out.getvalue()


printed = []
for task in json.load(sys.stdin):
    credential = "AKIANOBODYKNOWSIT000"
    for line in task["lines"]:
        words = [word.replace("CREDENTIAL", credential) for word in shlex.split(line)[1:]]
        printed.append(carry(words))
        if words[1] == "list-access-keys":
            keys = json.loads(printed[-1])["AccessKeyMetadata"]
            credential = keys[min(task["key"], len(keys) - 1)]["AccessKeyId"]
json.dump(printed, sys.stdout)
