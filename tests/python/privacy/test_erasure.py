"""A person leaves everything and stays out; others notice nothing; access shows it all before.

The same two builds show that a consent which is withdrawn holds from the next one on.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from unittest.mock import patch

import pytest
from click.testing import CliRunner
from dbt_project import failures
from held_others import check_that_others_are_held
from whole_build import LOADED_AT, Build

from customer360.commands.access import command as access_command
from customer360.commands.erase import command as erase_command
from customer360.commands.publish import command as publish_command
from customer360.erasure import (
    Erasure,
    Finding,
    Request,
    erase,
    rewrite,
    search_files,
    search_warehouse,
)
from customer360.landing.load import land
from customer360.privacy.salt import SUPPRESSION, Salt
from customer360.warehouse import open_warehouse

COMPANY = "dom_uyut"
ERASED = 12
SALT = "a salt of tests, long enough"
#: People who ordered long ago, by their records: two of one person, opposite at the same second.
CONSENTING = {
    "stays": {"phone": "0912 345 671", "opt_in": "true"},
    "leaves": {"phone": "0912 345 672", "opt_in": "true"},
    "agreed": {"phone": "0912 345 673", "opt_in": "true"},
    "refused": {"phone": "0912 345 673", "opt_in": "false"},
}
#: Stands in a row that was rejected: it has no key.
REJECTED_PHONE = "8 (903) 555-66-77"


#: Texts that an unquoted query, a template or a shell would run.
ATTACKS = [
    "'; drop table raw.customers; --",
    "x' or '1'='1",
    "x'); delete from raw.customers; --",
    '"; drop schema marts cascade; --',
    "$$; drop table raw.customers; $$",
    "$1",
    "?",
    "%s",
    "`touch /x`",
    "$(touch /x)",
    "{{ 1 / 0 }}",
    "{{ env_var('CUSTOMER360_SALT') }}",
    "{% raw %}",
    "{# no comment #}",
    "{{ run_query('drop schema marts cascade') }}",
    "/* no comment",
    "-- no comment",
    "\\'; select 1",
    "chr(39) || 'x",
    "<script>alert(1)</script>",
    "=cmd|'/c calc'!A1",
    "a;b",
    "a\tb",
    "0x27",
    "'' union select email from raw.customers --",
]


@pytest.fixture(scope="module")
def root(small_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The landing root with rows that go wrong, and one of the people in another company too."""
    root = tmp_path_factory.mktemp("people")
    shutil.copytree(small_root, root, dirs_exist_ok=True)
    return root


class People:
    """A built warehouse, the people chosen to be erased and what is known about them."""

    def __init__(self, build: Build, root: Path) -> None:
        self.build = build
        self.root = root
        self.environment = {
            **build.project.environment,
            "CUSTOMER360_SALT": SALT,
            "CUSTOMER360_PUBLISHED": str(build.project.work / "published"),
            "DBT_TARGET_PATH": str(build.project.work / "target_duckdb"),
            "DBT_LOG_PATH": str(build.project.work / "logs_duckdb"),
        }
        emails = build.fetch(
            "select id_value, customer_id from marts.bridge_customer_identifiers"
            f" where company_id = '{COMPANY}' and id_type = 'email' and not is_blocked order by 1"
        )
        self.emails = dict(emails[:ERASED])
        self.customers = self.records()
        self.reachable_before = self.reachable()

    def records(self) -> dict[tuple[str, str], str]:
        return {
            (company, record): customer
            for company, record, customer in self.build.fetch(
                "select company_id, source_system || '|' || source_record_id, customer_id"
                " from marts.bridge_customer_records"
            )
        }

    def reachable(self) -> dict[str, tuple[str, bool, str | None]]:
        """Record of CONSENTING -> customer, whether contactable, audience."""
        rows = self.build.fetch(
            "select records.source_record_id, customers.customer_id,"
            " customers.is_contactable_sms, members.audience"
            " from marts.bridge_customer_records as records"
            " inner join marts.dim_customers as customers using (company_id, customer_id)"
            " left join marts.fct_audience_members as members using (company_id, customer_id)"
            " where company_id = 'saigon_table' and records.source_system = 'by_hand'"
        )
        return {record: tuple(rest) for record, *rest in rows}

    def run(self, command, *arguments: str, **environment: str):
        with patch.dict(os.environ, {**self.environment, **environment}):
            return CliRunner().invoke(command, list(arguments))

    def land(self) -> None:
        with patch.dict(os.environ, self.environment):
            self.build.land(self.root)

    def find(self, texts: set[str]) -> Finding:
        finding = Finding()
        with patch.dict(os.environ, self.environment):
            with open_warehouse("duckdb", read_only=True) as warehouse:
                search_warehouse(warehouse, COMPANY, texts, finding)
            folders = [
                Path(self.environment[name])
                for name in ("DBT_TARGET_PATH", "DBT_LOG_PATH", "CUSTOMER360_PUBLISHED")
            ]
            own = Path(self.environment["CUSTOMER360_DUCKDB"])
            search_files(folders, COMPANY, texts, finding, own)
        return finding


@pytest.fixture(scope="module")
def before(new_build, root: Path) -> People:
    """The first build. One of its people is known to the other company as well."""
    build = new_build("duckdb")
    for number, text in enumerate(ATTACKS):
        _append(root / COMPANY / "customers.csv", source_record_id=f"x{number}", last_name=text)
    _write_consenting(root / "saigon_table")
    build.land(root)
    with patch.dict(os.environ, {"CUSTOMER360_SALT": SALT}):
        build.make_marts()
    people = People(build, root)
    _append(
        root / "saigon_table/consents.csv",
        **{"source_system": "by_hand", "consent_id": "left", "source_customer_id": "leaves"},
        **{"channel": "sms", "status": "withdrawn", "occurred_at": "2024-02-01 00:00:00"},
    )
    email = next(iter(people.emails))
    # Twice: there it fails a rule, so quality tables hold it too.
    for record in ("same", "again"):
        _append(root / "saigon_table/customers.csv", source_record_id=record, email=email)
    _append(root / COMPANY / "customers.csv", email=email, phone=REJECTED_PHONE)
    people.land()
    assert people.run(publish_command).exit_code == 0
    return people


def _write_consenting(folder: Path) -> None:
    (folder / "touches").mkdir()
    (folder / "touches" / "searches.csv").write_text(
        "source_system,touch_id,source_customer_id,occurred_at,touch_type,search_term\n"
        "by_hand,s1,stays,2022-01-01 10:00:00,search,Tieu Vy\n"
    )
    system, time = {"source_system": "by_hand"}, "2022-01-01 10:00:00"
    names = {"671": "Kha Ngan", "672": "Quach Bao", "673": "Tieu Vy"}
    for record, said in CONSENTING.items():
        told = {"full_name": names[said["phone"][-3:]], "created_at": time, "opt_in_at": time}
        cells = {"source_record_id": record, "opt_in_channel": "sms", **said, **told}
        _append(folder / "customers.csv", **system, **cells)
        order = {"order_id": record, "source_customer_id": record, "ordered_at": "2022-01-02"}
        _append(folder / "orders.csv", **system, **order, status="paid", order_value="100")


def _append(file: Path, **cells: str) -> None:
    with file.open(encoding="utf-8", newline="") as opened:
        header = next(csv.reader(opened))
    with file.open("a", encoding="utf-8", newline="") as opened:
        csv.DictWriter(opened, header, lineterminator="\n").writerow(cells)


@pytest.fixture(scope="module")
def shown(before: People) -> dict:
    """What one of the people is shown about themselves."""
    result = before.run(access_command, COMPANY, "--email", f" {next(iter(before.emails)).upper()}")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def erased(before: People, shown: dict) -> Erasure:
    first, second, *rest = before.emails
    request = Request(
        (("email", first.upper()), *(("email", email) for email in rest)),
        (before.emails[second],),
    )
    theirs = f"from marts.bridge_customer_records where customer_id = '{before.emails[first]}'"
    with before.build.warehouse() as warehouse, patch.dict(os.environ, before.environment):
        # An erasure before this one has held the person.
        warehouse.execute(
            "insert into raw.identity_holds (company_id, hold_id, record_key, customer_id) select"
            " company_id, 'h', source_system || '|' || source_record_id, customer_id " + theirs
        )
        return erase(warehouse, COMPANY, request)


@pytest.fixture(scope="module")
def landed_again(before: People, erased: Erasure) -> People:
    """The same old files again, a full refresh, published anew."""
    before.land()
    result = before.build.project.run(
        "build",
        "--full-refresh",
        "--exclude",
        "test_type:generic",
        "test_type:unit",
        target="duckdb",
    )
    assert result.success, failures(result)
    with patch.dict(os.environ, before.environment):
        rewrite("duckdb")
    assert before.run(publish_command).exit_code == 0
    return before


def test_access_shows_what_the_sources_sent_and_what_was_made_of_it(
    before: People, shown: dict
) -> None:
    email = next(iter(before.emails))
    assert shown["customer_ids"] == [before.emails[email]]
    records = {
        f"{row['source_system']}|{row['source_record_id']}"
        for row in shown["source_rows"]["customers"]
    }
    known = {
        record
        for (company, record), customer in before.customers.items()
        if (company, customer) == (COMPANY, before.emails[email]) and record[:6] != "guest|"
    }
    assert records == known
    assert [row["customer_id"] for row in shown["marts"]["dim_customers"]] == shown["customer_ids"]
    assert REJECTED_PHONE in shown["rejected_rows"][0]["text"]
    assert {row["email"] for row in shown["marts"]["dim_customers"]} <= {
        one["id_value"] for one in shown["identifiers"]
    }


def test_text_that_looks_like_code_stays_text(before: People) -> None:
    found = before.build.fetch(
        "select last_name from marts.dim_customers where company_id = 'dom_uyut'"
    )
    assert set(ATTACKS) <= {name for (name,) in found}


def test_pseudonymous_marts_show_nobody(before: People, shown: dict) -> None:
    place = before.environment | {
        "CUSTOMER360_PUBLISHED": str(before.build.project.work / "hashed")
    }
    published = before.run(publish_command, "--pseudonymous", **place)
    assert published.exit_code == 0, published.output
    finding = Finding()
    texts = {one["id_value"] for one in shown["identifiers"]} | set(shown["customer_ids"])
    names = {row["last_name"] for row in shown["marts"]["dim_customers"]} - {None}
    folder = [Path(place["CUSTOMER360_PUBLISHED"])]
    search_files(folder, COMPANY, texts | names, finding)
    assert finding.tables >= 15
    assert finding.hits == {}
    fetch, pseudonymous = before.build.fetch, "marts_pseudonymous"
    # What somebody searched may be a name.
    shown_interests = "select count(*), count(distinct interest) from {}.fct_interests"
    assert fetch(shown_interests.format("marts")) == fetch(shown_interests.format(pseudonymous))
    assert fetch("select count(*) > 0 from marts.fct_interests where interest = 'tieu vy'")[0][0]
    assert not fetch(f"select 1 from {pseudonymous}.fct_interests where interest = 'tieu vy'")
    # The same hash wherever the person is, another in each company, and nobody is lost.
    for people in ("dim_customers", "fct_conversions", "fct_lifecycle_intervals"):
        counts = "select company_id, count(*), count(distinct customer_id)"
        assert sorted(fetch(f"{counts} from marts.{people} group by 1")) == sorted(
            fetch(f"{counts} from marts_pseudonymous.{people} group by 1")
        )
    assert not fetch(
        "select customer_id from marts_pseudonymous.fct_conversions where customer_id is not null"
        " except select customer_id from marts_pseudonymous.dim_customers"
    )
    key = Salt(SALT).key("pseudonyms").hex()
    (company, customer) = COMPANY, shown["customer_ids"][0]
    inner = sha256(f"{key}{company}\x1f{customer}".encode()).hexdigest()
    hashed = sha256((key + inner).encode()).hexdigest()[:32]
    assert fetch(f"select 1 from marts_pseudonymous.dim_customers where customer_id = '{hashed}'")
    search_files([before.build.project.work], COMPANY, {SALT, key}, finding)
    assert finding.hits == {}


def test_access_needs_somebody(before: People) -> None:
    for arguments in ((COMPANY, "--email", "nobody@nowhere.org"), ("nope", "--email", "a@b.org")):
        result = before.run(access_command, *arguments)
        assert result.exit_code == 2
        assert "Error:" in result.output


def test_everybody_asked_for_is_erased(before: People, erased: Erasure) -> None:
    assert erased.people.customer_ids == set(before.emails.values())
    assert erased.rows["customers"] >= ERASED
    assert erased.rejected_rows == 1
    assert set(before.emails) <= erased.texts
    # Until the next build the row says so, and that nobody may write to the person.
    ((rows, empty, reachable),) = before.build.fetch(
        "select count(*), count(coalesce(email, phone, last_name)), sum(case when "
        "is_contactable_email or is_contactable_sms or is_contactable_whatsapp "
        "or is_contactable_phone or is_contactable_post then 1 else 0 end)"
        " from marts.dim_customers where is_erased"
    )
    assert (rows, empty, reachable) == (len(erased.people.customer_ids), 0, 0)
    # As written and in standard form.
    assert {text for text in erased.texts if "555" in text or text.startswith("+7")}


def test_no_trace_is_left_when_old_files_are_landed_again(
    landed_again: People, erased: Erasure
) -> None:
    email = next(iter(landed_again.emails))
    failed = f"select company_id from intermediate.int_quality_outcomes where value = '{email}'"
    assert set(landed_again.build.fetch(failed)) == {("saigon_table",)}
    finding = landed_again.find(erased.texts)
    assert finding.tables > 100
    assert finding.hits == {}
    rejected = landed_again.build.fetch(
        "select text, source_record_id from raw.rejected_rows"
        " where reason = 'the person was erased'"
    )
    assert len(rejected) >= ERASED
    assert set(rejected) == {(None, None)}


def test_others_keep_their_ids_and_another_company_its_person(
    landed_again: People, erased: Erasure
) -> None:
    after = landed_again.records()
    gone = {
        key
        for key, customer in landed_again.customers.items()
        if customer in erased.people.customer_ids
    }
    others = landed_again.customers.keys() - gone
    assert gone and not gone & after.keys()
    assert {key: after.get(key) for key in others} == {
        key: landed_again.customers[key] for key in others
    }
    email = next(iter(landed_again.emails))
    assert landed_again.build.fetch(
        f"select distinct company_id from marts.dim_customers where email = '{email}'"
    ) == [("saigon_table",)]


def test_others_who_would_move_are_held(landed_again: People) -> None:
    assert landed_again.build.fetch("select count(*) from raw.identity_holds") == [(0,)]
    check_that_others_are_held(landed_again.build, COMPANY)


def test_of_two_records_that_disagree_at_one_second_nobody_is_contacted(before: People) -> None:
    found = before.reachable_before
    assert found["agreed"] == found["refused"]
    assert found["agreed"][1:] == (False, None)


def test_a_withdrawn_consent_leaves_every_audience_in_the_next_build(
    before: People, landed_again: People
) -> None:
    after = landed_again.reachable()
    for record in ("stays", "leaves"):
        assert before.reachable_before[record][1:] == (True, "reactivation")
    assert after["stays"] == before.reachable_before["stays"]
    assert after["leaves"] == (before.reachable_before["leaves"][0], False, None)


def test_sales_stay_in_the_books(before: People, landed_again: People) -> None:
    anonymous = landed_again.build.fetch(
        "select count(*), count(email), count(phone) from raw.orders"
        f" where company_id = '{COMPANY}'"
        " and coalesce(source_customer_id, email, phone, loyalty_id, anonymous_id) is null"
    )
    ((count, emails, phones),) = anonymous
    assert count > 0 and emails == phones == 0


def test_the_list_holds_salted_hashes_only(landed_again: People, erased: Erasure) -> None:
    rows = landed_again.build.fetch("select company_id, id_hash from raw.suppressed_identifiers")
    assert {company for company, _ in rows} == {COMPANY}
    assert all(len(one) == 64 and set(one) <= set("0123456789abcdef") for _, one in rows)
    # Of a phone number also what people of the country dial: rows of connectors are compared so.
    numbers = {one.value for one in erased.people.identifiers if one.id_type == "phone"}
    dialled = {f"phone:8{number[2:]}" for number in numbers if number.startswith("+7")}
    hashes = Salt(SALT).hashes(SUPPRESSION, COMPANY, sorted(dialled))
    assert dialled and {(COMPANY, one) for one in hashes} <= set(rows)


def test_nothing_lands_without_the_salt_or_with_another(landed_again: People) -> None:
    for salt, message in (
        ("", "needs env CUSTOMER360_SALT"),
        ("another salt, long too", "another"),
    ):
        place = {**landed_again.environment, "CUSTOMER360_SALT": salt}
        with patch.dict(os.environ, place), open_warehouse("duckdb") as warehouse:
            report = land(landed_again.root, warehouse, loaded_at=LOADED_AT)
        refused = {one.company_id: one.refused for one in report.companies}
        assert message in refused[COMPANY]
        assert refused["saigon_table"] is None


def test_the_command_proves_it(landed_again: People, erased: Erasure) -> None:
    email = next(iter(landed_again.emails))
    result = landed_again.run(erase_command, COMPANY, "--email", email)
    assert result.exit_code == 0, result.output
    assert "no identifier of these people was found" in result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nope", "--email", "a@b.org"), "unknown company 'nope'"),
        ((COMPANY, "--customer", "nobody"), "has no customer nobody"),
        ((COMPANY, "--email", "not an address"), "cannot be the email"),
        ((COMPANY, "--phone", "n/a"), "cannot be the phone"),
        ((COMPANY,), "name somebody"),
    ],
)
def test_a_request_for_nobody_is_refused(
    landed_again: People, arguments: tuple[str, ...], message: str
) -> None:
    result = landed_again.run(erase_command, *arguments)
    assert result.exit_code == 2
    assert message in result.output


def test_erasing_needs_a_salt(landed_again: People) -> None:
    result = landed_again.run(
        erase_command, COMPANY, "--email", "a@b.org", CUSTOMER360_SALT="too short"
    )
    assert result.exit_code == 2
    assert "at least 16 characters" in result.output


def test_the_salt_is_written_nowhere(landed_again: People) -> None:
    finding = Finding()
    folders = [landed_again.build.project.work]
    search_files(folders, COMPANY, {SALT}, finding)
    assert finding.files > 10
    assert finding.hits == {}


def test_people_are_erased_on_postgres_before_the_first_build(
    new_build, root: Path, before: People
) -> None:
    build = new_build("postgres")
    build.land(root)
    emails = (("email", email) for email in before.emails)
    salt = {"CUSTOMER360_SALT": SALT}
    with patch.dict(os.environ, salt), build.warehouse() as warehouse:
        erasure = erase(warehouse, COMPANY, Request(tuple(emails)))
    assert erasure.rows["customers"] >= ERASED
    with patch.dict(os.environ, salt):
        build.land(root)
        with patch.dict(os.environ, build.project.environment):
            rewrite("postgres")
    finding = Finding()
    with build.warehouse() as warehouse:
        search_warehouse(warehouse, COMPANY, erasure.texts, finding)
    assert finding.tables > 20
    assert finding.hits == {}


def test_a_build_ends_while_another_process_has_the_file(landed_again: People) -> None:
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import duckdb, sys; file = duckdb.connect(sys.argv[1]);"
            " print('open', flush=True); input()",
            landed_again.environment["CUSTOMER360_DUCKDB"],
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout.readline() == "open\n"
        result = landed_again.build.project.run("run", target="duckdb")
        assert not result.success
        assert str(holder.pid) in failures(result)
        refused = landed_again.run(publish_command)
        assert refused.exit_code == 2
        assert f"in use by process {holder.pid}" in refused.output
    finally:
        holder.communicate("\n")
