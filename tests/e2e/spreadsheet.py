# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of the window beside a spreadsheet: the CSV tables in sheets, formulas written by hand.

    .venv/bin/python -m tests.e2e.spreadsheet      (needs LibreOffice)

The sample study is exported as CSV, the tables become sheets, each figure a formula of its own; LibreOffice
computes them and the results are held against what the Overview shows. Nothing of the analysis is used.
"""

import csv
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from cxfield.i18n import Texts
from cxfield.model.enums import SessionKind
from cxfield.report.group_facts import group_figures
from cxfield.services.demo import build_demo
from cxfield.services.group_facts import group_facts
from cxfield.services.group_views import group_state
from cxfield.services.overview_facts import load_facts
from cxfield.services.overview_scope import Scoped, scoped
from cxfield.services.tables import TABLES, export_study
from cxfield.storage import Reader, StudyFile

Z = "1.959963984540054"


def wilson(count: str, n: str, sign: str) -> str:
    """The formula of one end of Wilson's interval."""
    p = f"(({count})/({n}))"
    half = f"{Z}*SQRT({p}*(1-{p})/({n})+{Z}^2/(4*({n})^2))"
    return f"=({p}+{Z}^2/(2*({n})){sign}{half})/(1+{Z}^2/({n}))"


def counted(key: str, low: float, high: float, group: str = "interview") -> str:
    """How many answers to a question lie between two values."""
    return (
        f'COUNTIFS(answers!$G$2:$G$9999;"{key}";answers!$B$2:$B$9999;"{group}";'
        f'answers!$J$2:$J$9999;">={low}";answers!$J$2:$J$9999;"<={high}")'
    )


def nps(sign: str = "", groups: tuple[str, ...] = ("interview",)) -> str:
    """NPS, or an end of its adjusted-Wald interval."""
    up = "+".join(counted("nps", 9, 10, g) for g in groups)
    down = "+".join(counted("nps", 0, 6, g) for g in groups)
    n = "+".join(counted("nps", 0, 10, g) for g in groups)
    if not sign:
        return f"=100*(({up})-({down}))/({n})"
    p, q, m = f"((({up})+0.75)/(({n})+3))", f"((({down})+0.75)/(({n})+3))", f"(({n})+3)"
    return f"=100*({p}-{q}{sign}{Z}*SQRT(({p}+{q}-({p}-{q})^2)/{m}))"


def shoppers_who(meaning: str) -> str:
    """How many tracked shoppers have an entry of a meaning."""
    return (
        f"SUMPRODUCT((COUNTIFS(entries!$A$2:$A$9999;shoppers!$A$2:$A$99;entries!$K$2:$K$9999;"
        f'shoppers!$C$2:$C$99;entries!$J$2:$J$9999;"{meaning}")>0)*(shoppers!$C$2:$C$99<>""))'
    )


def formulas(found: Scoped) -> dict[str, tuple[str, float | None]]:
    """Name, formula and what the window has."""
    f = found.figures
    all_of_them = 'COUNTIF(entries!$S$2:$S$9999;">=1")'
    ordinary = 'COUNTIF(entries!$S$2:$S$9999;"<=2")'
    tracked = "COUNTA(shoppers!$C$2:$C$99)"
    told: dict[str, tuple[str, float | None]] = {
        "entries": (f"={all_of_them}", f.ordinary.n),
        "ordinary": (f"={ordinary}/{all_of_them}", f.ordinary.value),
        "ordinary low": (wilson(ordinary, all_of_them, "-"), f.ordinary.ordinary.low),
        "ordinary high": (wilson(ordinary, all_of_them, "+"), f.ordinary.ordinary.high),
        "nps": (nps(), f.nps.value),
        "nps low": (nps("-"), f.nps.low),
        "nps high": (nps("+"), f.nps.high),
    }
    assert f.nps_pooled is not None
    for name, sign, shown in (
        ("nps with the group", "", f.nps_pooled.value),
        ("nps with the group low", "-", f.nps_pooled.low),
        ("nps with the group high", "+", f.nps_pooled.high),
    ):
        told[name] = (nps(sign, ("interview", "group")), shown)
    for name, kind, low, high, low_all, result in (
        ("csat", "csat", 4, 5, 1, f.csat.top2),
        ("ces", "ces2", 5, 7, 1, next(c.share for c in f.ces if c.version.key == "ces2")),
    ):
        assert result is not None
        k, n = counted(kind, low, high), counted(kind, low_all, high)
        told[name] = (f"={k}/{n}", result.share)
        told[f"{name} low"] = (wilson(k, n, "-"), result.low)
        told[f"{name} high"] = (wilson(k, n, "+"), result.high)
    for name, meaning, share in (
        ("conversion", "purchase", f.shoppers.conversion),
        ("interception", "staff_contact", f.shoppers.interception),
        ("confusion", "confusion", f.shoppers.confusion),
    ):
        told[name] = (f"={shoppers_who(meaning)}/{tracked}", share.share)
        told[f"{name} low"] = (wilson(shoppers_who(meaning), tracked, "-"), share.low)
        told[f"{name} high"] = (wilson(shoppers_who(meaning), tracked, "+"), share.high)
    waits = 'entries!$J$2:$J$9999;"checkout_wait";entries!$K$2:$K$9999;"<>";entries!$G$2:$G$9999;"{}"'
    over, every = f"COUNTIFS({waits.format('>240')})", f"COUNTIFS({waits.format('>0')})"
    told["waits over"] = (f"={over}/{every}", f.waits.over.share)
    told["waits low"] = (wilson(over, every, "-"), f.waits.over.low)
    told["waits high"] = (wilson(over, every, "+"), f.waits.over.high)
    by_site = {found.facts.names[key]: minutes for key, minutes in f.waits_by_site}
    for name, minutes in by_site.items():
        mine = f'entries!$J$2:$J$9999;"checkout_wait";entries!$K$2:$K$9999;"<>";entries!$C$2:$C$9999;"{name}"'
        told[f"mean wait {name}"] = (
            f"=AVERAGEIFS(entries!$G$2:$G$9999;{mine})/60",
            sum(minutes) / len(minutes),
        )
    for moment in f.moments:
        told[f"moment {moment.moment}"] = (
            f'=AVERAGEIFS(moments!$G$2:$G$999;moments!$E$2:$E$999;"{moment.moment}")', moment.value,
        )  # fmt: skip
    told["wheel"] = ("=SUM(moments!$I$2:$I$999)", f.emotions.picks)
    assert f.expectation is not None
    above = 'COUNTIFS(answers!$H$2:$H$9999;"expectation";answers!$J$2:$J$9999;"above")'
    below = 'COUNTIFS(answers!$H$2:$H$9999;"expectation";answers!$J$2:$J$9999;"below")'
    both = 'COUNTIFS(answers!$H$2:$H$9999;"expectation")'
    told["expectations"] = (f"=100*({above}-{below})/{both}", f.expectation.value)
    for number, issue in enumerate(f.issues):
        row = f'MATCH("{issue.finding.code}";issues!$A$1:$A$99;0)'
        cell = "INDEX(issues!${0}$1:${0}$99;{1})"
        formula = f"={cell.format('C', row)}/{cell.format('D', row)}*{cell.format('E', row)}"
        told[f"priority {number + 1}"] = (formula, issue.result.priority)
    return told


def group_formulas(reader: Reader, found: Scoped, texts: Texts) -> dict[str, tuple[str, float | None]]:
    """How evenly the talk was shared in the group; who said nothing would be counted too."""
    held = next(s for s in found.sessions if s.kind == SessionKind.GROUP)
    balance = group_figures(group_facts(group_state(reader, held.id), texts)).talk
    seconds, taken = "seats!$D$2:$D$99", '(LEFT(seats!$B$2:$B$99;1)="F")'
    n, total = f"SUMPRODUCT({taken}*1)", f"SUMPRODUCT({taken}*{seconds})"
    apart = f"SUMPRODUCT(ABS({seconds}-TRANSPOSE({seconds}))*{taken}*TRANSPOSE({taken}))"
    share = f'SUMIFS({seconds};seats!$B$2:$B$99;"{{}}")/{total}'
    parts = "+".join(f"({share.format(s.seat)})*LN({share.format(s.seat)})" for s in balance.seats)
    told = {
        "gini": (f"={apart}/(2*{n}*{total})*{n}/({n}-1)", balance.gini_normalised.value),
        "pielou": (f"=-({parts})/LN({n})", balance.pielou.value),
    }
    return told | {f"talk {s.seat}": (f"={share.format(s.seat)}", s.share) for s in balance.seats}


_OPEN = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:msoxl="http://schemas.microsoft.com/office/excel/formula"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:body><office:spreadsheet>"""
_CLOSE = "</office:spreadsheet></office:body></office:document>"


def workbook(folder: Path, told: dict[str, tuple[str, float | None]]) -> Path:
    """A flat spreadsheet: the formulas on the first sheet, the tables as they were exported on the others."""
    parts = [_OPEN, '<table:table table:name="figures">']
    for name, (formula, _) in told.items():
        said = quoteattr("msoxl:" + formula.replace(";", ","))
        parts.append(
            f"<table:table-row>{_cell(name)}<table:table-cell table:formula={said}/></table:table-row>"
        )
    parts.append("</table:table>")
    for table in TABLES:
        parts.append(f'<table:table table:name="{table}">')
        with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as text:
            parts += [
                f"<table:table-row>{''.join(map(_cell, line))}</table:table-row>" for line in csv.reader(text)
            ]
        parts.append("</table:table>")
    path = folder / "figures.fods"
    path.write_text("".join((*parts, _CLOSE)), encoding="utf-8")
    return path


def _cell(said: str) -> str:
    """One cell: a number where it is one."""
    if not said:
        return "<table:table-cell/>"
    try:
        return f'<table:table-cell office:value-type="float" office:value="{float(said)!r}"/>'
    except ValueError:
        return (
            f'<table:table-cell office:value-type="string"><text:p>{escape(said)}</text:p></table:table-cell>'
        )


def compare(demo: Path, folder: Path) -> list[str]:
    """Export, compute, compare; what differs, in words."""
    texts = Texts("en")
    study = StudyFile.open(demo, read_only=True)
    for table in TABLES:
        export_study(study, path=folder / f"{table}.csv", kind="csv", table=table, texts=texts)
    found = study.read(lambda reader: scoped(load_facts(reader, texts)))
    told = formulas(found) | study.read(lambda reader: group_formulas(reader, found, texts))
    study.close()
    made = workbook(folder, told)
    command = [
        "soffice",
        f"-env:UserInstallation=file://{folder}/office",
        "--headless",
        "--convert-to",
        "csv",
    ]
    subprocess.run([*command, "--outdir", str(folder / "out"), str(made)], check=True, capture_output=True)
    with (folder / "out" / "figures.csv").open(encoding="utf-8") as text:
        computed = {line[0]: line[1] for line in csv.reader(text)}
    wrong = []
    for name, (_, shown) in told.items():
        said = computed.get(name, "")
        try:
            same = shown is not None and abs(float(said) - shown) < 1e-6
        except ValueError:
            same = False
        print(f"{'same' if same else 'DIFFERS':>8}  {name:<24} spreadsheet {said or '-':<22} window {shown}")
        if not same:
            wrong.append(f"{name}: spreadsheet {said or 'nothing'}, window {shown}")
    print(f"{len(told) - len(wrong)} of {len(told)} figures are the same")
    return wrong


def main() -> int:
    """0 when every figure is the same."""
    if shutil.which("soffice") is None:
        print("LibreOffice is not installed", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="cxfield-sheet-") as name:
        demo = Path(name) / "demo.cxf"
        build_demo(demo, "en")
        return 1 if compare(demo, Path(name)) else 0


if __name__ == "__main__":
    sys.exit(main())
