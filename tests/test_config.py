"""Settings: where they come from, who wins, and what a wrong one is told."""

from pathlib import Path

import pytest

from unknot.config import Config, WrongSetting, load, names, variable_of
from unknot.dialects.gitflic.settings import IssueTimeFormat
from unknot.domain.text import Limits

NAMES = """
data database files host port workers public_url group_limit
limits.title limits.name limits.description
limits.comment limits.file_bytes limits.body_bytes limits.json_depth limits.page_size
trash.days trash.unattached_days log.reads
gitflic.issue_time_format gitflic.strict_edit gitflic.upload_paths gitflic.requests_per_hour
guance.always_wrap_issue_list guance.requests_per_minute guance.workspace_requests_per_minute
native.requests_per_minute
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path


def test_every_setting_has_a_name() -> None:
    assert set(names()) == set(NAMES.split())


def test_a_name_tells_its_variable() -> None:
    assert variable_of("port") == "UNKNOT_PORT"
    assert variable_of("gitflic.strict_edit") == "UNKNOT_GITFLIC_STRICT_EDIT"


def test_no_two_settings_share_a_variable() -> None:
    assert len({variable_of(name) for name in names()}) == len(list(names()))


# --- where they come from


def test_without_anything_the_defaults_hold(data: Path) -> None:
    config = load({"data": str(data)}, {})

    assert config == Config(data=str(data))
    assert (config.host, config.port, config.workers, config.public_url) == ("127.0.0.1", 8080, 1, "")
    assert (config.trash.days, config.trash.unattached_days, config.log.reads) == (30, 7, False)
    assert (config.gitflic.issue_time_format, config.gitflic.strict_edit) == (IssueTimeFormat.RELATIVE, False)
    assert (config.gitflic.upload_paths, config.gitflic.requests_per_hour) == (("file",), 0)


def test_the_data_folder_is_data_unless_somebody_names_another(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(data)

    assert load({}, {}).folder == data / "data"
    assert load({}, {"UNKNOT_DATA": "from-variable"}).folder == data / "from-variable"
    assert load({"data": "from-flag"}, {"UNKNOT_DATA": "from-variable"}).folder == data / "from-flag"


def test_a_flag_goes_before_a_variable_and_a_variable_before_the_file(data: Path) -> None:
    write(data, "port = 1\nworkers = 1\nhost = 'file'")
    variables = {"UNKNOT_PORT": "2", "UNKNOT_WORKERS": "2"}

    config = load({"data": str(data), "port": 3}, variables)

    assert (config.port, config.workers, config.host) == (3, 2, "file")


def test_a_flag_that_is_not_given_is_no_setting(data: Path) -> None:
    assert load({"data": str(data), "port": None}, {"UNKNOT_PORT": "2"}).port == 2


def test_the_file_is_that_of_the_data_folder_in_force(data: Path) -> None:
    write(data, "port = 1")

    assert load({}, {"UNKNOT_DATA": str(data)}).port == 1


def test_groups_are_put_together_setting_by_setting(data: Path) -> None:
    write(data, "[limits]\ntitle = 10\ncomment = 20")

    assert load({"data": str(data)}, {"UNKNOT_LIMITS_TITLE": "30"}).limits == Limits(title=30, comment=20)


def test_variables_are_the_environment_unless_others_are_given(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNKNOT_PORT", "7")

    assert load({"data": str(data)}).port == 7
    assert load({"data": str(data)}, {}).port == 8080


@pytest.mark.parametrize(("text", "value"), [("true", True), ("1", True), ("false", False), ("0", False)])
def test_a_variable_says_yes_or_no(data: Path, text: str, *, value: bool) -> None:
    assert load({"data": str(data)}, {"UNKNOT_GITFLIC_STRICT_EDIT": text}).gitflic.strict_edit is value


def test_a_variable_of_paths_holds_several(data: Path) -> None:
    config = load({"data": str(data)}, {"UNKNOT_GITFLIC_UPLOAD_PATHS": "file,upload"})

    assert config.gitflic.upload_paths == ("file", "upload")


def test_a_file_may_say_everything(data: Path) -> None:
    write(
        data,
        """
        public_url = "https://issues.example.org"
        [trash]
        days = 90
        [log]
        reads = true
        [gitflic]
        issue_time_format = "iso"
        upload_paths = ["file", "upload"]
        """,
    )

    config = load({"data": str(data)}, {})

    assert (config.public_url, config.trash.days, config.log.reads) == ("https://issues.example.org", 90, True)
    assert config.gitflic.issue_time_format is IssueTimeFormat.ISO
    assert config.gitflic.upload_paths == ("file", "upload")


# --- where things lie


def test_database_and_files_lie_in_the_data_folder(data: Path) -> None:
    config = load({"data": str(data)}, {})

    assert config.database_path == data / "unknot.db"
    assert config.files_place == str(data / "files")


def test_database_and_files_may_lie_elsewhere(data: Path) -> None:
    elsewhere = {"UNKNOT_DATABASE": "sqlite:////srv/unknot.db", "UNKNOT_FILES": "s3://bucket/prefix"}

    config = load({"data": str(data)}, elsewhere)

    assert config.database_path == Path("/srv/unknot.db")
    assert config.files_place == "s3://bucket/prefix"


# --- what a wrong one is told


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("port", "eighty", "Expected `int`"),
        ("port", "-1", "Expected `int` >= 0"),
        ("port", "65536", "Expected `int` <= 65535"),
        ("workers", "0", "Expected `int` >= 1"),
        ("group_limit", "0", "Expected `int` >= 1"),
        ("trash.days", "-1", "Expected `int` >= 0"),
        ("trash.unattached_days", "0", "Expected `int` >= 1"),
        ("limits.title", "many", "Expected `int`"),
        ("limits.page_size", "0", "Expected `int` >= 1"),
        ("log.reads", "sometimes", "Expected `bool`"),
        ("gitflic.issue_time_format", "unix", "Invalid enum value 'unix'"),
        ("gitflic.requests_per_hour", "-1", "Expected `int` >= 0"),
        ("guance.requests_per_minute", "-1", "Expected `int` >= 0"),
        ("guance.workspace_requests_per_minute", "-1", "Expected `int` >= 0"),
        ("native.requests_per_minute", "-1", "Expected `int` >= 0"),
    ],
)
def test_a_wrong_value_is_told_with_its_setting_and_its_variable(data: Path, name: str, text: str, reason: str) -> None:
    with pytest.raises(WrongSetting) as refusal:
        load({"data": str(data)}, {variable_of(name): text})

    assert str(refusal.value).startswith(f"The setting {name} ({variable_of(name)}) is wrong: {reason}")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("prot = 1", "unknot.toml: Object contains unknown field `prot`"),
        ("[gitflic]\nstrict = true", "The setting gitflic (UNKNOT_GITFLIC) is wrong: Object contains unknown field"),
        ("[limits]\ntitel = 1", "The setting limits (UNKNOT_LIMITS) is wrong: Object contains unknown field `titel`"),
        ("[trash]\nday = 1", "The setting trash (UNKNOT_TRASH) is wrong: Object contains unknown field `day`"),
        ("[log]\nread = true", "The setting log (UNKNOT_LOG) is wrong: Object contains unknown field `read`"),
        ("limits = 3", "The setting limits (UNKNOT_LIMITS) is wrong: Expected `object`, got `int`"),
        ("[gitflic]\nupload_paths = [3]", "The setting gitflic.upload_paths"),
        ("port = ", "cannot be read: Invalid value"),
        ("port = 1\nport = 2", "cannot be read: Cannot overwrite a value"),
    ],
)
def test_a_wrong_file_is_refused(data: Path, content: str, sentence: str) -> None:
    write(data, content)

    with pytest.raises(WrongSetting) as refusal:
        load({"data": str(data)}, {})

    assert sentence in str(refusal.value)


def test_a_file_that_cannot_be_read_is_named(data: Path) -> None:
    (data / "unknot.toml").mkdir()

    with pytest.raises(WrongSetting, match=f"{data}/unknot.toml cannot be read: .*Is a directory"):
        load({"data": str(data)}, {})


def test_a_file_that_is_no_text_is_named(data: Path) -> None:
    (data / "unknot.toml").write_bytes(b"\xff\xfe")

    with pytest.raises(WrongSetting, match=f"{data}/unknot.toml cannot be read"):
        load({"data": str(data)}, {})


@pytest.mark.parametrize("address", ["postgresql://localhost/unknot", "postgre://localhost", "unknot.db", "sqlite://x"])
def test_a_database_that_is_not_supported_is_told_what_is(data: Path, address: str) -> None:
    with pytest.raises(WrongSetting, match=f'^UNKNOT_DATABASE is "{address}"; use sqlite:///path/to/file'):
        load({"data": str(data)}, {"UNKNOT_DATABASE": address})


def write(data: Path, content: str) -> None:
    (data / "unknot.toml").write_text(content)
