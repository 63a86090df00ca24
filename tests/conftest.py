"""Fixtures that several rooms share."""

import pytest


@pytest.fixture
def data_folder(tmp_path, monkeypatch):
    """Everything that is written at run time goes to a folder of the test."""
    monkeypatch.setenv("TOWNLEDGER_DATA", str(tmp_path))
    (tmp_path / "inbox").mkdir()
    return tmp_path
