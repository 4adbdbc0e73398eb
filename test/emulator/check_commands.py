"""Judges commands of the AWS command line by its own models (botocore), without sending anything.

Standard input: a JSON list of lines as a POSIX shell reads them. Standard output: a JSON list of what is wrong with each, empty
where it could be sent: the operation exists, the flags are its own, those required are there, values have their shapes.
"""

import contextlib
import io
import json
import shlex
import sys

from awscli import clidriver
from botocore.validate import ParamValidator

sent = []


def hold(self, service_name, operation_name, parameters, parsed_globals):
    """Stands in for what sends the request: compares the parameters with the model of the operation."""
    service = self._session.get_service_model(service_name)
    shape = service.operation_model(operation_name).input_shape
    sent.append(f"{service_name}:{operation_name}")
    report = None if shape is None else ParamValidator().validate(parameters, shape)
    if report is not None and report.has_errors():
        raise ValueError(report.generate_report())
    return 0


clidriver.CLIOperationCaller.invoke = hold
driver = clidriver.create_clidriver()


def judge(line: str) -> str:
    words = shlex.split(line)
    if words[0] != "aws":
        return f"not a command of AWS: {words[0]}"
    sent.clear()
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = driver.main(words[1:])
        except SystemExit as end:
            status = end.code
    if status != 0:
        return err.getvalue().strip()[-400:] or f"status {status}"
    return "" if sent else "nothing would be sent"


json.dump([judge(line) for line in json.load(sys.stdin)], sys.stdout)
