"""HTML: one file that opens offline, loads nothing, escapes everything, and can be filtered and sorted."""

import json
import os
import re
import sys
from base64 import b64encode
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from attrs import evolve
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.expected_conditions import presence_of_element_located
from selenium.webdriver.support.ui import Select
from selenium.webdriver.support.wait import WebDriverWait

import browser
import nit_rules
import samples
from nit_rules.errors import InputError
from nit_rules.model import Audit, Band, BandRule, Cause, Diagnosis, Record
from nit_rules.reports import html
from nit_rules.reports.html import MOST_DRAWN, MOST_RECORDS, points, render
from nit_rules.reports.report import Report

METHODS = {"nit/2005@1.0.0": samples.OLD, "nit/2020@1.0.0": samples.NEW}


def series() -> list[Record]:
    """Two countries over the editions, across the turned scale and the bands."""
    records = []
    for year in range(2016, 2023):
        for place, subject in enumerate(("Bulgaria", "Estonia")):
            rating = Decimal("4.50") + place - Decimal("0.25") * (year % 3)
            first = year < 2020
            value = 8 - rating if first else rating
            ratings = dict.fromkeys(samples.IDS, f"{value:.2f}")
            records.append(
                Record(
                    subject, str(year), ratings=ratings, claims={"democracy_score": f"{value:.2f}"},
                    printing="first" if first else None, at=f"series.csv:{year}",
                )
            )  # fmt: skip
    return records


@pytest.fixture(scope="module")
def report() -> Report:
    cause = Diagnosis(Cause.HALF_EVEN, "halves to even explain 1 of 3")
    made = samples.report(*(make() for make in samples.EVERYTHING), *series())
    return evolve(made, diagnoses=(cause,))


@pytest.fixture(scope="module")
def page(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("html") / "report.html"
    path.write_text(render(report), "utf-8")
    return path


@pytest.fixture(scope="module")
def chromium(page: Path) -> Iterator[webdriver.Chrome]:
    found = browser.installed()
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("chromium and chromedriver are not installed")
        pytest.skip("chromium and chromedriver are not installed")
    with browser.chromium(*found) as running:
        yield running


@pytest.fixture
def opened(chromium: webdriver.Chrome, page: Path) -> webdriver.Chrome:
    chromium.get(browser.address(page))
    return chromium


def rows(opened: webdriver.Chrome) -> list[tuple[str, ...]]:
    """The rows that are shown, cell by cell."""
    script = """return [...document.querySelectorAll("#findings tbody tr:not([hidden])")]
        .map((row) => [...row.cells].map((cell) => cell.innerText));"""
    return [tuple(row) for row in opened.execute_script(script)]


class TestInTheBrowser:
    def test_it_opens_without_an_error_and_asks_for_nothing(
        self, opened: webdriver.Chrome, page: Path
    ) -> None:
        assert opened.get_log("browser") == []  # type: ignore[no-untyped-call]  # selenium leaves it untyped
        events = [json.loads(entry["message"])["message"] for entry in opened.get_log("performance")]  # type: ignore[no-untyped-call]
        asked = {
            event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
            and event["params"]["documentURL"] == browser.address(page)
        }
        assert asked == {browser.address(page)}

    def test_every_finding_is_listed_worst_first(self, opened: webdriver.Chrome, report: Report) -> None:
        shown = rows(opened)
        assert len(shown) == sum(len(audit.findings) for audit in report.audits)
        verdicts = [row[5].split()[1] for row in shown]
        order = ["contradicted", "conflicting", "undetermined", "reproduced"]
        assert verdicts == sorted(verdicts, key=order.index)

    def test_words_verdicts_and_editions_filter(self, opened: webdriver.Chrome) -> None:
        opened.find_element(By.ID, "words").send_keys("bulgaria score")
        assert {row[0] for row in rows(opened)} == {"Bulgaria"}
        opened.find_element(By.CSS_SELECTOR, "input[value=reproduced]").click()
        assert [row[1] for row in rows(opened)] == ["2023"]
        assert opened.find_element(By.ID, "shown").text.startswith("1 of ")
        opened.find_element(By.ID, "words").clear()
        opened.find_element(By.ID, "words").send_keys(" ")
        Select(opened.find_element(By.ID, "edition")).select_by_visible_text("2022")
        assert {row[0] for row in rows(opened)} == {"Montenegro"}

    def test_headers_sort_both_ways_numbers_as_numbers(self, opened: webdriver.Chrome) -> None:
        button = opened.find_elements(By.CSS_SELECTOR, "#findings th button")[3]
        button.click()
        numbers = [float(row[3]) for row in rows(opened) if re.fullmatch(r"[\d.]+", row[3])]
        assert numbers == sorted(numbers)
        button.click()
        numbers = [float(row[3]) for row in rows(opened) if re.fullmatch(r"[\d.]+", row[3])]
        assert numbers == sorted(numbers, reverse=True)
        head = opened.find_elements(By.CSS_SELECTOR, "#findings th")[3]
        assert head.get_attribute("aria-sort") == "descending"

    def test_a_finding_leads_to_its_record_folded_out(self, opened: webdriver.Chrome) -> None:
        link = opened.find_element(By.LINK_TEXT, "Kazakhstan")
        link.click()
        # The page folds its target out a moment after it is there.
        is_open = presence_of_element_located((By.CSS_SELECTOR, "details:target[open]"))
        WebDriverWait(opened, 10).until(is_open)

    def test_nothing_of_an_input_runs(self, opened: webdriver.Chrome) -> None:
        assert opened.execute_script("return document.scripts.length") == 1
        assert opened.execute_script("return document.images.length") == 0

    @pytest.mark.parametrize("records", ["many", "one, folded out"])
    def test_it_does_not_scroll_sideways_on_a_phone(
        self, opened: webdriver.Chrome, records: str, tmp_path: Path
    ) -> None:
        if records != "many":
            path = tmp_path / "one.html"
            path.write_text(render(samples.report(samples.bulgaria())), "utf-8")
            opened.get(browser.address(path))
        opened.set_window_size(500, 900)
        wide = opened.execute_script("return document.documentElement.scrollWidth > innerWidth")
        opened.set_window_size(1280, 1600)
        assert wide is False

    def test_the_text_of_every_picture_is_there(self, opened: webdriver.Chrome) -> None:
        texts = opened.execute_script(
            "return [...document.querySelectorAll('figure svg text')].map((t) => t.textContent)"
        )
        assert {"Bulgaria", "Estonia", "2016", "Corruption"} <= set(texts)


class TestMarkup:
    def test_the_policy_forbids_all_but_the_style_and_the_script_of_the_page(self, page: Path) -> None:
        markup = page.read_text("utf-8")
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', markup)
        assert policy is not None
        shown = policy[1].replace("&#39;", "'")
        assert shown.startswith("default-src 'none';")
        assert "unsafe" not in shown
        assert "http" not in shown
        for tag in ("style", "script"):
            (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", markup, re.DOTALL)
            assert f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'" in shown

    def test_addresses_are_only_those_of_sources(self, page: Path) -> None:
        markup = page.read_text("utf-8")
        found = set(re.findall(r'(?:src|href)="([^"#][^"]*)"', markup))
        assert found == {"https://example.org/handbook?a=1&amp;b=2"}

    def test_other_schemes_are_no_links(self) -> None:
        source = evolve(samples.HANDBOOK, url="javascript:alert(1)")
        evidence = evolve(samples.STATED, citations=(evolve(samples.STATED.citations[0], source=source),))
        method = evolve(
            samples.NEW, rules=tuple(evolve(rule, evidence=evidence) for rule in samples.NEW.rules)
        )
        markup = render(samples.report(samples.kazakhstan(), held=samples.catalog(method)))
        assert "A handbook" in markup
        assert "javascript:" not in markup

    def test_every_picture_is_told_in_words(self, page: Path) -> None:
        markup = page.read_text("utf-8")
        assert markup.count("<figure>") == markup.count('<div role="img" aria-label="') > 5
        assert "Nearest to an edge: " in markup

    def test_the_derivation_stands_with_its_citations(self, page: Path) -> None:
        markup = page.read_text("utf-8")
        assert "9.25 / 7 = 37/28 = 1.321428… → 1.32" in markup
        assert "A handbook &lt;of&gt; methods &amp; bounds</a>, p. 3: the score is the plain mean" in markup

    def test_editions_with_a_contradicted_score_are_folded_out(self, page: Path) -> None:
        markup = page.read_text("utf-8")
        strips = markup[markup.index("<h3>Editions on the strip") : markup.index("<h3>Ratings</h3>")]
        assert '<details open><summary><span class="who">2023</span>' in strips

    def test_a_record_says_how_many_problems_it_has(self, page: Path) -> None:
        assert '<span class="verdict contradicted">1 problem</span></summary>' in page.read_text("utf-8")

    def test_a_finding_says_which_rating_would_explain_it(self) -> None:
        markup = render(samples.report(samples.bulgaria()))
        assert '<div class="edits">ndg 4.50 → 4.75, or ep 5.50 → 5.75, ' in markup

    def test_what_no_row_decides_stands_at_the_end(self) -> None:
        told = (
            Diagnosis(Cause.HALF_EVEN, "a cause"),
            Diagnosis(Cause.NOT_SEPARATED, "no row separates one from two"),
        )
        markup = render(evolve(samples.report(samples.bulgaria()), diagnoses=told))
        places = [
            markup.index(one)
            for one in (">a cause<", ">What this report rests on<", ">no row separates one from two<")
        ]
        assert places == sorted(places)
        assert markup.count("no row separates") == 1

    def test_the_same_report_gives_the_same_bytes(self) -> None:
        made = samples.report(samples.kazakhstan())
        assert render(made) == render(made)

    def test_many_records_are_summarised_and_the_page_says_so(self) -> None:
        (wrong,) = samples.report(samples.bulgaria()).audits
        (good, before) = samples.report(samples.kazakhstan()).audits
        many: tuple[Audit, ...] = (*[good] * MOST_RECORDS, before, wrong)
        markup = render(evolve(samples.report(), audits=many))
        assert "This report is on 1,002 records" in markup
        assert markup.count("<tr data-verdict=") == 2
        assert len(markup) < 60_000

    def test_more_subjects_than_can_be_drawn_are_said_to_be(self) -> None:
        names = [f"Country {number}" for number in range(MOST_DRAWN + 1)]
        markup = render(samples.report(*(evolve(samples.bulgaria(), subject=name) for name in names)))
        assert "The report is on 61 subjects in 1 edition, more than can be drawn." in markup
        assert "<figure>" not in markup

    def test_a_report_without_findings_reads_too(self) -> None:
        assert "No figure was published" in render(samples.report(Record("S", "2021")))

    def test_a_missing_extra_is_one_line_that_names_the_command(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delitem(sys.modules, "nit_rules.reports.html.charts", raising=False)
        monkeypatch.delattr(html, "charts", raising=False)
        monkeypatch.setitem(sys.modules, "altair", None)
        with pytest.raises(
            InputError, match=r"^--format html: HTML needs an extra: pip install 'nit-rules\[report\]'$"
        ):
            render(samples.report(samples.bulgaria()))


class TestPoints:
    def test_turned_editions_stand_on_one_scale(self) -> None:
        made = samples.report(*series())
        found = points.points(made.audits, METHODS, points.strips([samples.NEW]))
        scores = {one.edition: one.score for one in found if one.subject == "Bulgaria"}
        assert scores["2016"] == scores["2022"] == Fraction("4.50")
        assert scores["2017"] == scores["2020"] == Fraction("4.25")

    def test_both_methodologies_give_the_same_bands(self) -> None:
        assert points.strips([samples.OLD]) == points.strips([samples.NEW])

    def test_the_distance_to_the_edge_names_the_band_beyond(self) -> None:
        made = samples.report(samples.bulgaria())
        (one,) = points.points(made.audits, METHODS, points.strips([samples.NEW]))
        assert (one.wrong, one.beyond) == (Fraction("4.50"), "Transitional or Hybrid Regime")
        assert one.edge == Fraction(125, 28) - 4

    def test_the_best_end_is_that_of_the_scale(self) -> None:
        made = samples.report(*series())
        found = points.points(made.audits, METHODS, points.strips([samples.NEW]))
        assert points.best_end(found, METHODS) == "7 is best"
        scale = evolve(samples.NEW.scale, lowest=Decimal(0), highest=Decimal("100.00"))
        wide = evolve(samples.NEW, scale=scale)
        assert points.best_end(found, dict.fromkeys(METHODS, wide)) == "100 is best"

    def test_a_record_whose_direction_is_not_settled_is_not_drawn(self) -> None:
        made = samples.report(samples.armenia())
        assert points.points(made.audits, METHODS, points.strips([samples.NEW])) == ()


@pytest.mark.parametrize("year", [2005, 2020])
@pytest.mark.parametrize("key", ["above", "at_least"])
def test_behind_a_bound_is_the_class_that_a_score_at_it_is_not_in(year: int, key: str) -> None:
    method = samples.method(year, "lowest" if year == 2005 else "highest")
    rule = method.rule["status"]
    assert isinstance(rule, BandRule)

    def bound_by(band: Band) -> Band:
        bound = band.above or band.at_least
        return Band(band.label, above=bound) if key == "above" else Band(band.label, at_least=bound)

    bands = (rule.bands[0], *map(bound_by, rule.bands[1:]))
    method = evolve(method, rules=(*method.rules[:-1], evolve(rule, bands=bands)))
    for below, above in pairwise(bands):
        ratings = dict.fromkeys(samples.IDS, str(above.bound))
        record = Record("Ruritania", "2021", ratings=ratings, methodology=method.id)
        made = samples.report(record, held=samples.catalog(method))
        (one,) = points.points(made.audits, {method.id: method}, points.strips([method]))
        own = nit_rules.score(method, ratings).figures["status"].text
        assert one.edge == Fraction(0)
        assert {own, one.beyond} == {below.label, above.label}
