import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.measured


def test_practice_process_when_its_input_closes_then_ends_and_leaves_nothing():
    command = [sys.executable, "-m", "scraper.practice", "--jobs", "50"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        told = json.loads(process.stdout.readline())
        assert told["proxy"].startswith("http://127.0.0.1:")
        assert Path(told["ca_cert"]).exists()
        process.stdin.close()
        assert process.wait(timeout=60) == 0
    assert not Path(told["ca_cert"]).parent.exists()
