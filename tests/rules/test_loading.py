"""Loading: digests, versions side by side, folders of one's own, and files that nobody meant well."""

import re
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nit_rules.catalog import Catalog
from nit_rules.errors import RuleFileError, UnknownMethodologyError
from nit_rules.loading import canonical, check_files, files, load_catalog
from nit_rules.loading.assembling import Released, inlined, methodology_of
from nit_rules.loading.keys import PROSE
from nit_rules.model import Methodology, Source

HERE = Path(__file__).parent
PRESS = (HERE / "good" / "press-2030.toml").read_text("utf-8")
CITED = 'citations = [{ source = "nit-series", place = "x", says = "y" }]'
SHIPPED = files.shipped()
NIT_2020 = (SHIPPED / "methodologies/nit-2020/1.0.0.toml").read_text("utf-8")


def digest(text: str, sources: dict[str, Source] | None = None) -> str:
    return methodology_of(files.parse("test.toml", text.encode()), sources or {}).digest


def loaded(data: bytes) -> tuple[Methodology | None, list[str]]:
    """The methodology, or why there is none."""
    try:
        return methodology_of(files.parse("test.toml", data), {}), []
    except RuleFileError as error:
        return None, list(map(str, error.problems))


class TestDigests:
    """A digest is of the content: of every value, and of nothing else."""

    @pytest.mark.parametrize(
        "same",
        [
            lambda text: "# another comment\n" + text,
            lambda text: text.replace(" = ", "   =\t"),
            lambda text: text.replace("\n", "\r\n"),
            lambda text: text.replace("lowest = 0\nhighest = 10\n", "highest = 10\nlowest = 0\n"),
            lambda text: text.replace(
                '{ step = 0.01, mode = "half-up" }', '{ mode = "half-up", step = 0.01 }'
            ),
        ],
        ids=["comments", "spaces", "line ends", "order of keys", "order in a table"],
    )
    def test_comments_spaces_and_the_order_of_keys_do_not_matter(self, same: Callable[[str], str]) -> None:
        assert same(PRESS) != PRESS
        assert digest(same(PRESS)) == digest(PRESS)

    @pytest.mark.parametrize(
        "match", list(re.finditer(r"(?<== )\"[^\"]+\"", PRESS)), ids=lambda match: match[0]
    )
    def test_every_text_matters(self, match: re.Match[str]) -> None:
        before, after = PRESS[: match.start()], PRESS[match.end() :]
        changed = f'{before}{match[0][:-1]}x"{after}'
        method, problems = loaded(changed.encode())
        # Where the text was an id, a version or a choice, the file is refused.
        assert problems if method is None else method.digest != digest(PRESS)

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("step = 0.01", "step = 0.02"),
            ("step = 0.01", "step = 0.010"),
            ("half-up", "half-even"),
            ("highest = 10", "highest = 10.0"),
            ("highest = 10", 'highest = "10"'),
            ("above = 3", "at_least = 3"),
            ('"law", "money"', '"money", "law"'),
        ],
    )
    def test_every_number_choice_and_order_of_entries_matters(self, old: str, new: str) -> None:
        contents = (
            files.parse("test.toml", text.encode()).content for text in (PRESS, PRESS.replace(old, new, 1))
        )
        assert len(set(map(canonical.digest, contents))) == 2

    def test_a_cited_document_is_part_of_the_content(self) -> None:
        sources = {source.id: source for source in load_catalog().sources}
        other = Source("nit-series", "Another title", "https://example.org/", "Freedom House")
        assert digest(NIT_2020, sources | {"nit-series": other}) != digest(NIT_2020, sources)

    def test_a_document_that_is_not_cited_is_not(self) -> None:
        sources = {source.id: source for source in load_catalog().sources}
        more = Source("more", "More", "https://example.org/")
        assert digest(NIT_2020, sources | {"more": more}) == digest(NIT_2020, sources)

    def test_every_shipped_version_is_released_with_its_digest(self) -> None:
        text = (SHIPPED / files.RELEASED).read_text("utf-8")
        released = dict(re.findall(r'^"(.+@.+)" = "(.+)"$', text, re.MULTILINE))
        assert released == {method.id: method.digest for method in load_catalog().methodologies}
        assert all(method.released for method in load_catalog().methodologies)


def test_every_digit_is_kept() -> None:
    method = load_catalog().methodology("nit/2020")
    assert str(method.scale.lowest) == "1.00"
    assert [str(rule.round.step) for rule in method.means] == ["0.01"]
    assert method.scale.step == Decimal("0.25")


def test_the_catalog_loads_the_same_twice() -> None:
    assert load_catalog() == load_catalog()
    assert [m.digest for m in load_catalog().methodologies] == [
        m.digest for m in load_catalog().methodologies
    ]


class TestTrust:
    """What was checked before is built without being checked again, and comes out the same."""

    @pytest.fixture
    def untrusted(self, monkeypatch: pytest.MonkeyPatch) -> Catalog:
        """The shipped rules, each file checked."""
        monkeypatch.setattr(Released, "digests", frozenset())
        return load_catalog()

    def test_what_is_trusted_is_what_checking_gives(self, untrusted: Catalog, catalog: Catalog) -> None:
        assert catalog == untrusted
        assert repr(catalog.methodologies) == repr(untrusted.methodologies)
        assert [m.digest for m in catalog.methodologies] == [m.digest for m in untrusted.methodologies]

    def test_the_shipped_files_are_all_trusted(self) -> None:
        """Where this fails, the message shows the digest that belongs into `released.toml`."""
        trusted = Released(**files.read(SHIPPED / files.RELEASED).content).digests
        sources = {source.id: source for source in load_catalog().sources}
        contents = {
            name: inlined(files.read(SHIPPED / name), sources, []) for name in (files.SOURCES, files.EDITIONS)
        }
        assert {name: canonical.digest(content) for name, content in contents.items()} == dict(
            files.read(SHIPPED / files.RELEASED).content["checked"]
        )
        assert all(canonical.digest(content) in trusted for content in contents.values())

    def test_a_shipped_file_that_changed_is_checked(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shutil.copytree(SHIPPED, tmp_path / "rules")
        file = tmp_path / "rules" / files.EDITIONS
        file.write_text(file.read_text().replace('published = "2021"', "published = 2021"))
        monkeypatch.setattr(files, "shipped", lambda: tmp_path / "rules")
        with pytest.raises(
            RuleFileError, match=r"editions.toml: edition\[24\].published: is a text in quotes"
        ):
            load_catalog()

    def test_a_folder_cannot_vouch_for_itself(self, tmp_path: Path) -> None:
        (tmp_path / "bad.toml").write_text(PRESS.replace("at_least = 0", "at_least = 1"))
        (found,), _ = check_files(tmp_path / "bad.toml")
        vouched = f"'press/2030@1.0.0' = '{found[1].digest}'\n"
        (tmp_path / "released.toml").write_text(f"[released]\n{vouched}[checked]\n{vouched}")
        with pytest.raises(RuleFileError, match="6 of 61 sums have no band"):
            load_catalog(tmp_path)


class TestOwnFolders:
    """``--rules DIR`` adds methodologies to the shipped ones."""

    def test_files_directly_in_it_or_under_methodologies(self, tmp_path: Path) -> None:
        (tmp_path / "methodologies" / "deep").mkdir(parents=True)
        shutil.copy(HERE / "good" / "press-2030.toml", tmp_path)
        shutil.copy(HERE / "good" / "mood-2031.toml", tmp_path / "methodologies" / "deep")
        catalog = load_catalog(tmp_path)
        assert catalog.methodology("press/2030").id == "press/2030@1.0.0"
        assert catalog.methodology("mood/2031").id == "mood/2031@2.0.1"
        assert catalog.methodology("nit/2020").id == "nit/2020@1.0.0"

    def test_an_unchanged_copy_of_a_shipped_file_is_no_clash(self, tmp_path: Path) -> None:
        (tmp_path / "copy.toml").write_text("# my copy\n" + NIT_2020)
        assert load_catalog(tmp_path).methodologies == load_catalog().methodologies

    def test_a_changed_copy_of_a_shipped_file_is(self, tmp_path: Path) -> None:
        (tmp_path / "copy.toml").write_text(NIT_2020.replace("above = 2.00", "above = 2.50"))
        with pytest.raises(
            RuleFileError, match=r"copy.toml: nit/2020@1.0.0 is already defined in nit-2020/1.0.0.toml"
        ):
            load_catalog(tmp_path)

    def test_the_same_version_twice_with_another_content_is_a_clash(self, tmp_path: Path) -> None:
        (tmp_path / "a.toml").write_text(PRESS)
        (tmp_path / "b.toml").write_text(PRESS.replace("above = 3", "above = 4"))
        with pytest.raises(RuleFileError, match=r"b.toml: press/2030@1.0.0 is already defined in a.toml"):
            load_catalog(tmp_path)

    def test_the_same_version_twice_is_a_clash_even_unchanged(self, tmp_path: Path) -> None:
        for name in ("a.toml", "b.toml"):
            (tmp_path / name).write_text(PRESS)
        words = r"b.toml: press/2030@1.0.0 is already defined in a.toml; only a shipped file"
        with pytest.raises(RuleFileError, match=words):
            load_catalog(tmp_path)
        assert [problem.at for problem in check_files(tmp_path)[1]] == ["b.toml"]

    def test_a_folder_named_twice_is_read_once(self, tmp_path: Path) -> None:
        (tmp_path / "a.toml").write_text(PRESS)
        assert load_catalog(tmp_path, tmp_path) == load_catalog(tmp_path)

    def test_versions_stand_side_by_side_and_the_pin_decides(self, tmp_path: Path) -> None:
        new = NIT_2020.replace(
            'version = "1.0.0"', 'version = "1.1.0"\nsupersedes = "nit/2020@1.0.0"\nreason = "test"'
        )
        (tmp_path / "nit-2020.toml").write_text(new)
        catalog = load_catalog(tmp_path)
        assert catalog.methodology("nit/2020").version == "1.0.0"
        assert catalog.methodology("nit/2020@1.1.0").version == "1.1.0"
        assert catalog.for_edition("2021").version == "1.0.0"
        (tmp_path / "editions.toml").write_text('[pins]\n"nit/2020" = "1.1.0"\n')
        assert load_catalog(tmp_path).for_edition("2021").version == "1.1.0"

    def test_a_name_of_several_versions_without_a_pin_means_none(self, tmp_path: Path) -> None:
        (tmp_path / "a.toml").write_text(PRESS)
        (tmp_path / "b.toml").write_text(PRESS.replace("1.0.0", "2.0.0"))
        with pytest.raises(UnknownMethodologyError, match=r"press/2030 has versions 1.0.0, 2.0.0; name one"):
            load_catalog(tmp_path).methodology("press/2030")

    def test_versions_are_named_from_the_oldest_to_the_newest(self, tmp_path: Path) -> None:
        (tmp_path / "a.toml").write_text(PRESS.replace("1.0.0", "1.10.0"))
        (tmp_path / "b.toml").write_text(PRESS.replace("1.0.0", "1.9.0"))
        with pytest.raises(
            UnknownMethodologyError, match=r"versions 1.9.0, 1.10.0; name one: press/2030@1.10.0"
        ):
            load_catalog(tmp_path).methodology("press/2030")

    def test_editions_of_its_own(self, tmp_path: Path) -> None:
        (tmp_path / "press.toml").write_text(PRESS)
        (tmp_path / "editions.toml").write_text(
            'edition = [{ id = "2030", covers = "2029" }]\n\n'
            '[[printed]]\nprinting = "first"\nmethodology = "press/2030"\n'
            'editions = ["2030", "1997"]\nbasis = "assumed"\n'
        )
        catalog = load_catalog(tmp_path)
        assert catalog.for_edition("2030").id == "press/2030@1.0.0"
        assert catalog.for_edition("1997").id == "press/2030@1.0.0"

    def test_sources_of_its_own(self, tmp_path: Path) -> None:
        cited = 'basis = "stated"\ncitations = [{ source = "mine", place = "page 1", says = "so" }]\n'
        (tmp_path / "press.toml").write_text(PRESS.replace('basis = "assumed"\n', cited, 1))
        (tmp_path / "sources.toml").write_text(
            '[[source]]\nid = "mine"\ntitle = "Mine"\nurl = "https://example.org/"\n'
        )
        citation = load_catalog(tmp_path).methodology("press/2030").scale.evidence.citations[0]
        assert citation.source.title == "Mine"

    @pytest.mark.parametrize(
        ("name", "text", "words"),
        [
            (
                "editions.toml",
                "edition = [{ id = '2021' }]",
                "editions.toml: edition[0].id: the edition '2021' is already",
            ),
            ("editions.toml", "[pins]\n'nit/2020' = '9.0.0'", "there is no methodology 'nit/2020@9.0.0'"),
            (
                "editions.toml",
                "[pins]\n'nit/2020' = 9",
                "editions.toml: pins.'nit/2020': is a text in quotes",
            ),
            (
                "editions.toml",
                "[[printed]]\nprinting = 'first'\nmethodology = 'nit/2020'\neditions = ['2031']\nbasis = 'assumed'",
                "editions.toml: printed[0].editions[0]: there is no edition '2031'",
            ),
            (
                "editions.toml",
                "[[printed]]\nprinting = 'first'\nmethodology = 'nit/2020'\neditions = ['2021']\nbasis = 'assumed'",
                "printed[0].editions[0]: the edition 2021 is already first under nit/2020",
            ),
            (
                "editions.toml",
                "[[printed]]\nprinting = 'later'\nmethodology = 'nit/2031'\neditions = ['2021']\nbasis = 'assumed'",
                "printed[0].printing: 'later' is none of first, republished",
            ),
            (
                "sources.toml",
                "[[source]]\nid = 'nit-series'\ntitle = 'X'\nurl = 'Y'",
                "is already listed as another",
            ),
            (
                "released.toml",
                "[released]\n'press/2030@1.0.0' = 'sha256:0'",
                "press/2030@1.0.0 is released, and this",
            ),
        ],
    )
    def test_what_excludes_the_shipped_rules_is_refused(
        self, tmp_path: Path, name: str, text: str, words: str
    ) -> None:
        (tmp_path / "press.toml").write_text(PRESS)
        (tmp_path / name).write_text(text)
        with pytest.raises(RuleFileError, match=re.escape(words)):
            load_catalog(tmp_path)

    PRINTED = (
        'edition = [{ id = "2030", covers = "1998", published = "2030" }]\n'
        '[[printed]]\nprinting = "first"\nmethodology = "press/2030"\neditions = ["2030"]\nbasis = "assumed"\n'
    )

    @pytest.mark.parametrize(
        ("old", "new", "line"),
        [
            (
                '"2030",',
                '"2030", also = ["2021"],',
                "edition[0].also[0]: '2021' already names the edition 2021",
            ),
            (
                '"2030",',
                '"2030", also = ["2030"],',
                "edition[0].also[0]: '2030' already names the edition 2030",
            ),
            ("2030", "1999", "edition[0].id: '1999' already names the edition 1999-2000"),
            (
                'covers = "1998"',
                'covers = "the moon"',
                "edition[0].covers: 'the moon' is no year, as in '2029'",
            ),
            (
                'published = "2030"',
                'published = "2030-02-31"',
                "edition[0].published: '2030-02-31' is neither a year nor a day, as in '2030' or '2030-01-31'",
            ),
            (
                'published = "2030"',
                'published = "1850"',
                "edition[0].published: '1850' is before the year that it covers, 1998",
            ),
            (
                "{ id",
                '{ unmodelled = "so", id',
                "edition[0].unmodelled: is said of an edition that was printed under press/2030",
            ),
            ("assumed", "stated", "printed[0].citations: what is stated cites at least one source"),
            (
                '["2030"]',
                '["2030", "2021"]',
                "printed[0].editions[1]: the edition 2021 is already first under nit/2020",
            ),
            ('["2030"]', "[]", "printed[0].editions: names no edition"),
            (
                'basis = "assumed"',
                'basis = "assumed"\nassumed_for = ["2021"]',
                "printed[0].assumed_for[0]: '2021' is none of the editions of this printing",
            ),
            (
                'basis = "assumed"',
                'basis = "assumed"\n[absent]\n2021 = "never"',
                "absent.2021: there is an edition 2021",
            ),
            (
                'basis = "assumed"',
                'basis = "assumed"\n[pins]\n"nit/2020" = "1.0.1"',
                "pins.'nit/2020': there is no methodology 'nit/2020@1.0.1'; did you mean 'nit/2020@1.0.0'?",
            ),
        ],
    )
    def test_each_mistake_in_editions_of_ones_own_is_one_line(
        self, tmp_path: Path, old: str, new: str, line: str
    ) -> None:
        (tmp_path / "press.toml").write_text(PRESS)
        (tmp_path / "editions.toml").write_text(self.PRINTED)
        assert load_catalog(tmp_path).for_edition("2030").name == "press/2030"
        text = self.PRINTED.replace(old, new).replace("press/1999", "press/2030")
        (tmp_path / "editions.toml").write_text(text)
        with pytest.raises(RuleFileError) as caught:
            load_catalog(tmp_path)
        assert list(map(str, caught.value.problems)) == [f"editions.toml: {line}"]
        assert list(map(str, check_files(tmp_path)[1])) == [f"editions.toml: {line}"]

    def test_a_printing_says_how_it_is_known(self, tmp_path: Path) -> None:
        (tmp_path / "press.toml").write_text(PRESS)
        cited = f'basis = "reproduced"\n{CITED}'
        (tmp_path / "editions.toml").write_text(self.PRINTED.replace('basis = "assumed"', cited))
        with pytest.raises(RuleFileError) as caught:
            load_catalog(tmp_path)
        assert [one.at for one in caught.value.problems] == [
            f"editions.toml: printed[0].{key}" for key in ("agree", "discriminate", "rival")
        ]

    def test_a_rule_file_names_years_and_the_editions_of_its_own(self, tmp_path: Path) -> None:
        named = 'basis = "assumed"\nassumed_for = ["2031", "spring", "20155"]'
        (tmp_path / "press.toml").write_text(PRESS.replace('basis = "assumed"', named, 1))
        (tmp_path / "editions.toml").write_text('edition = [{ id = "Spring" }]\n')
        line = (
            "press.toml: scale.assumed_for[2]: '20155' is no edition: neither a year nor a label of "
            "editions.toml; did you mean '2015'?"
        )
        with pytest.raises(RuleFileError) as caught:
            load_catalog(tmp_path)
        assert list(map(str, caught.value.problems)) == [line]
        assert list(map(str, check_files(tmp_path)[1])) == [line]
        assert list(map(str, check_files(tmp_path / "press.toml")[1])) == [line]

    def test_rules_that_do_not_keep_what_they_claim_are_refused(self, tmp_path: Path) -> None:
        (tmp_path / "press.toml").write_text(PRESS.replace("at_least = 0", "at_least = 1"))
        with pytest.raises(
            RuleFileError, match=r"press.toml: rule\[2\].bands\[0\].at_least: 6 of 61 sums have no band"
        ):
            load_catalog(tmp_path)

    def test_a_folder_without_a_rule_file_or_not_there(self, tmp_path: Path) -> None:
        for folder, words in ((tmp_path, "there is no rule file"), (tmp_path / "nowhere", "no such folder")):
            with pytest.raises(RuleFileError, match=words):
                load_catalog(folder)

    def test_the_problems_of_all_files_come_at_once(self, tmp_path: Path) -> None:
        (tmp_path / "a.toml").write_text(PRESS.replace("reads", "reeds", 1))
        (tmp_path / "b.toml").write_text("nonsense")
        with pytest.raises(RuleFileError) as caught:
            load_catalog(tmp_path)
        assert [problem.at for problem in caught.value.problems] == [
            "a.toml: rule[1].reeds", "a.toml: rule[1].reads", "b.toml",
        ]  # fmt: skip


class TestReleased:
    """A released version never changes."""

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("above = 2.00", "above = 2.25"),
            ('label = "Consolidated Democracy"', 'label = "Consolidated Democracy X"'),
            ('step = 0.01, mode = "half-up"', 'step = 0.01, mode = "half-even"'),
            ('place = "About the Report"', 'place = "About"'),
        ],
    )
    def test_a_changed_file_is_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str
    ) -> None:
        shutil.copytree(SHIPPED, tmp_path / "rules")
        file = tmp_path / "rules/methodologies/nit-2020/1.0.0.toml"
        file.write_text(NIT_2020.replace(old, new, 1))
        monkeypatch.setattr(files, "shipped", lambda: tmp_path / "rules")
        with pytest.raises(RuleFileError, match=r"nit/2020@1.0.0 is released, .* make a new version"):
            load_catalog()

    def test_a_changed_source_is_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        shutil.copytree(SHIPPED, tmp_path / "rules")
        file = tmp_path / "rules" / files.SOURCES
        file.write_text(file.read_text().replace("nations-transit-2006/methodology", "nations-transit-2006"))
        monkeypatch.setattr(files, "shipped", lambda: tmp_path / "rules")
        with pytest.raises(RuleFileError, match=r"nit-2005/1.0.0.toml: nit/2005@1.0.0 is released"):
            load_catalog()

    def test_a_copy_of_a_released_version_with_other_content_is_refused_by_the_check(
        self, tmp_path: Path
    ) -> None:
        (tmp_path / "mine.toml").write_text(NIT_2020.replace("above = 2.00", "above = 2.25"))
        found, problems = check_files(tmp_path / "mine.toml")
        assert not found
        assert [problem.code for problem in problems] == ["released-changed"]


class TestHostileFiles:
    """Whatever stands in a file, loading answers with problems of that file, and soon."""

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"x = " + b"[" * 10_000_000, "is larger than"),
            (b"x = " + b"[" * 100_000, "is nested too deeply"),
            (b"x = " + b"{a=" * 100_000, "is nested too deeply"),
            (b"\xff\xfen\x00", "is not UTF-8 text (byte 0)"),
            (b"x = " + b"9" * 5_000, "bad.toml: holds a number of too many digits"),
            (b"version = 0x" + b"f" * 5_000, "bad.toml: holds a number of too many digits"),
            (b"x = 1e" + b"9" * 30, "bad.toml: holds a number of too many digits"),
            (b"x" + b".x" * 200 + b" = 1", "is nested too deeply"),
            (b"x" + b".x" * 200_000 + b" = 1", "has a line of more than 250 points"),
            (b"x = 2030-13-99", "is not TOML"),
            (b"\x00", "is not TOML"),
        ],
        ids=[
            "10 MB",
            "nested arrays",
            "nested tables",
            "UTF-16",
            "long integer",
            "long hexadecimal",
            "long exponent",
            "dotted key",
            "long dotted key",
            "no date",
            "binary",
        ],
    )
    def test_it_is_refused_in_one_line(self, tmp_path: Path, data: bytes, words: str) -> None:
        (tmp_path / "bad.toml").write_bytes(data)
        _, problems = check_files(tmp_path / "bad.toml")
        (line,) = map(str, problems)
        assert line.startswith("bad.toml: ")
        assert words in line

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        _, problems = check_files(tmp_path / "nothing.toml")
        assert [str(problem) for problem in problems] == [
            "nothing.toml: cannot be read: No such file or directory"
        ]

    @given(st.binary(max_size=300))
    def test_any_bytes_give_a_rule_file_error_at_most(self, data: bytes) -> None:
        method, problems = loaded(data)
        assert method is not None or (problems and all(line.startswith("test.toml") for line in problems))

    @given(st.data())
    def test_a_damaged_file_gives_a_rule_file_error_at_most(self, data: st.DataObject) -> None:
        start = data.draw(st.integers(0, len(PRESS)))
        length = data.draw(st.integers(0, 40))
        filling = data.draw(st.text("=[]{}\"'.,0123456789-\n abctrue", max_size=20))
        text = PRESS[:start] + filling + PRESS[start + length :]
        method, problems = loaded(text.encode())
        if method is None:
            assert problems
            assert all(line.startswith("test.toml") for line in problems)
        else:
            assert method.lattices


def test_of_two_rules_with_one_id_only_that_is_said() -> None:
    _, problems = check_files(HERE / "bad" / "duplicate-rule-id.toml")
    band = PRESS.replace('id = "press_class"', 'id = "press_score"')
    assert [problem.code for problem in problems] == ["duplicate-id"]
    assert loaded(band.encode()) == (
        None,
        ["test.toml: rule[2].id: 'press_score' is already the id at rule[0].id"],
    )


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('id = "law"', 'id = "LAW"', "indicator[0].id: 'LAW' is not of the form 'lower_case_1'"),
        ('id = "money"', 'id = "law"', "indicator[1].id: 'law' is already the id at indicator[0].id"),
        ('id = "press_class"', 'id = "law"', "rule[2].id: 'law' is already the id at indicator[0].id"),
        (
            "title",
            'released = "2026-02-31"\ntitle',
            "released: '2026-02-31' is no day of the form '2026-01-31'",
        ),
        (
            "title",
            'reason = "so"\ntitle',
            "supersedes: is missing: which version is superseded for this reason?",
        ),
        (
            'id = "law"',
            'id = "law"\nwas = ["a b"]',
            "indicator[0].was[0]: 'a b' is not of the form 'lower_case_1'",
        ),
        ('id = "law"', 'id = "law"\nwas = ["a", "a"]', "indicator[0].was[1]: 'a' is there twice"),
        (
            'basis = "assumed"',
            'basis = "assumed"\nagree = 2\ndiscriminate = 3',
            "scale.agree: goes with what is stated or reproduced; this is only assumed",
        ),
        (
            'basis = "assumed"',
            'basis = "assumed"\nassumed_for = ["1999-2000", "1999–2000"]',
            "scale.assumed_for[1]: '1999–2000' is there twice",
        ),
        (
            "above = 3",
            'above = 3, variants = [{ label = "So", editions = ["2031", "2031"] }]',
            "rule[2].bands[1].variants[0].editions[1]: '2031' is there twice",
        ),
        (
            'basis = "assumed"',
            'basis = "reproduced"\ndiscriminate = 3\nrival = "x"\n' + CITED,
            "scale.agree: is missing: what is reproduced says by how many figures",
        ),
    ],
)
def test_each_mistake_is_one_line(old: str, new: str, line: str) -> None:
    assert old in PRESS
    sources = {source.id: source for source in load_catalog().sources}
    with pytest.raises(RuleFileError) as caught:
        methodology_of(files.parse("test.toml", PRESS.replace(old, new, 1).encode()), sources)
    assert list(map(str, caught.value.problems)) == [f"test.toml: {line}"]


def test_of_more_that_is_unknown_than_ids_are_wrong_all_is_told() -> None:
    text = PRESS.replace('id = "law"', 'id = "LAW"', 1).replace('"law", "money"', '"law", "mone"', 1)
    _, problems = loaded(text.encode())
    assert [line.partition(": ")[2].partition(":")[0] for line in problems] == [
        "indicator[0].id", "rule[0].of[0]", "rule[0].of[1]",
    ]  # fmt: skip


class TestLines:
    """A text stands on one line, and holds nothing that steers a terminal; prose may be written on several."""

    HARBOURS = (HERE / "good" / "harbours-2032.toml").read_text("utf-8")
    TEXTS = tuple(re.finditer(r'(\w+) = (?:\[)?"([^"\\]+)"|, "([^"]+)"', HARBOURS))

    def problems(self, match: re.Match[str], character: str) -> list[str]:
        """What is wrong where a character stands in a text."""
        end = match.end() - 1
        text = f"{self.HARBOURS[:end]}\\u{ord(character):04x}x{self.HARBOURS[end:]}"
        sources = {source.id: source for source in load_catalog().sources}
        try:
            methodology_of(files.parse("test.toml", text.encode()), sources)
        except RuleFileError as error:
            return list(map(str, error.problems))
        return []

    @pytest.mark.parametrize("match", TEXTS, ids=lambda match: match[0])
    @pytest.mark.parametrize("character", ["\x1b", "\x85", "\u2028", "\u202e", "\u2066", "\n"])
    def test_a_control_character_is_refused_in_words_that_hold_none(
        self, match: re.Match[str], character: str
    ) -> None:
        problems = self.problems(match, character)
        prose = match[1] in PROSE or "who measured" in match[0]
        assert bool(problems) is not (character == "\n" and prose)
        assert all(line.isprintable() for line in problems)

    def test_prose_is_read_as_one_line(self) -> None:
        (_, method), *_ = check_files(HERE / "good" / "harbours-2032.toml")[0]
        assert method.reason == "a better source was found"
        assert method.scale.evidence.citations[1].says == "so it is"

    def test_other_files_too(self, tmp_path: Path) -> None:
        (tmp_path / "press.toml").write_text(PRESS)
        (tmp_path / "editions.toml").write_text('edition = [{ id = "2030\\u202e" }]\n"a\\nb" = 1')
        (tmp_path / "sources.toml").write_text(
            '[[source]]\nid = "mine"\ntitle = "Mi\\nne"\nurl = "https://example.org/"\n'
        )
        with pytest.raises(RuleFileError) as caught:
            load_catalog(tmp_path)
        assert str(caught.value) == (
            "sources.toml: source[0].title: 'Mi\\nne' holds the control character U+000A"
        )
        (tmp_path / "sources.toml").unlink()
        with pytest.raises(RuleFileError) as caught:
            load_catalog(tmp_path)
        assert [str(problem) for problem in caught.value.problems] == [
            "editions.toml: 'a\\nb': unknown key",
            "editions.toml: edition[0].id: '2030\\u202e' holds the control character U+202E",
        ]
