"""Run the scripts of the package in Node.js, without a page: what they compute needs none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

STATIC = Path(__file__).parents[1] / "quizgen" / "static"
#: Loads scripts as a page does, in one global scope; then answers line by line.
DRIVER = """\
const { readFileSync } = require('node:fs');
const { runInThisContext } = require('node:vm');
const { createInterface } = require('node:readline');
for (const path of process.argv.slice(1)) runInThisContext(readFileSync(path, 'utf8'), path);
createInterface({ input: process.stdin }).on('line', (line) => {
  const { body, data } = JSON.parse(line);
  let answer;
  try {
    answer = { value: runInThisContext(`(data) => { ${body} }`)(data) };
  } catch (error) {
    answer = { error: String(error.stack) };
  }
  console.log(JSON.stringify(answer));
});
"""


class Scripts:
    """Some scripts of the package, loaded in this order, to be asked again and again."""

    def __init__(self, *names: str, zone: str = "UTC") -> None:
        node = Path(sys.executable).with_name("node")
        paths = [str(STATIC / name) for name in names]
        self.process = subprocess.Popen(
            [node, "-e", DRIVER, *paths],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "TZ": zone},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.communicate()

    def run(self, body: str, data: object = None) -> Any:  # noqa: ANN401 - whatever it returns
        """Run the body of a function of ``data`` and give what it returns."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps({"body": body, "data": data}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer.get("value")
