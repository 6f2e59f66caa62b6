# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report with every kind of node, like the pages of the design, for tests, benchmarks and eyes."""

from collections.abc import Iterator
from datetime import date

from cxfield.charts.coverage import CoverageCell, CoverageRow, coverage_grid
from cxfield.charts.emotions import EmotionCount, emotion_bars
from cxfield.charts.journey import Answer, Moment, journey_curve
from cxfield.charts.ordinary import Ordinariness, ordinary_bar
from cxfield.charts.small import Interval, interval_bar, prevalence_bar, severity_pips
from cxfield.charts.waits import Wait, WaitRow, wait_dots
from cxfield.document.nodes import (
    BulletItem,
    Bullets,
    Cell,
    Column,
    Document,
    Fact,
    FactRow,
    Figure,
    FigureData,
    Heading,
    LongTable,
    Node,
    PageBreak,
    Paragraph,
    Quote,
    Table,
    TableOfContents,
    TitleBlock,
    bold,
    cell,
    spans,
)
from cxfield.i18n import Texts

MOMENTS = ("Tulo", "Etsintä", "Palvelu", "Kassa", "Jälkeen")
VALENCE = {
    "P01": (1, 2, 3, 2, 3),
    "P02": (2, 2, 4, 1, 3),
    "P03": (1, -1, 2, -2, 0),
    "P04": (0, -2, 1, -3, -1),
    "P05": (1, 1, 2, 2, 2),
    "P06": (2, 3, 4, 3, 4),
    "P07": (-1, -3, -2, -4, -3),
    "P08": (1, -1, 3, -1, 1),
}
WAITS = {"Tampere": (2, 3, 4, 5, 3), "Espoo": (6, 7, 5, 8), "Oulu": (1, 2, 2, 3, 4, 2)}
METRICS = (
    ("NPS", "", "12,5 (n = 8)", "−36…54", (12.5, -36.0, 54.2), (-100.0, 100.0), 40.0, "40"),
    ("CSAT", ", arvosana 4–5", "6/8, 75 %", "41–93 %", (0.75, 0.409, 0.929), (0.0, 1.0), 0.85, "85 %"),
    ("CES", ", arvosana 5–7", "6/8, 75 %", "41–93 %", (0.75, 0.409, 0.929), (0.0, 1.0), 0.8, "80 %"),
    ("Kassajono", " yli 4 min", "5/15, 33 %", "15–58 %", (0.333, 0.152, 0.583), (0.0, 1.0), None, "–"),
)
ISSUES = (
    ("Verkkotilauksen nouto-opastus puuttuu", "3/8", (0.375, 0.137, 0.694), 4, "1,50"),
    ("Kassajono yli 4 min", "5/15", (0.333, 0.152, 0.583), 3, "1,00"),
    ("Myyjä ei vapaudu palvelupisteeltä", "6/24", (0.25, 0.12, 0.449), 3, "0,75"),
    ("Hintalaput puuttuvat kampanjapöydästä", "7/24", (0.292, 0.149, 0.492), 2, "0,58"),
    ("Sisäänkäynnin ovi raskas lastenvaunuille", "1/24", (0.042, 0.007, 0.202), 2, "0,08"),
)
ACTIONS = (
    ("Hintalappujen aamukierros", "osastovastaavat", "ehkäisevä", "20.10."),
    ("Toinen kassa auki, kun jonossa 4 henkeä", "myymäläpäällikkö, Espoo", "ehkäisevä", "27.10."),
    ("Lattiaopasteet ja kyltti noutopisteelle", "konseptivastaava", "korjaava", "12.11."),
    ("Kutsunappi keittiöosastolle", "palvelupäällikkö", "kokeilu", "27.11."),
)
FINDINGS = (
    (
        "Epätietoisuus jonossa katkaisee hyvän kokemuksen Espoossa.",
        "5/15 odotti yli 4 min · P07 · F2, viisi samaa mieltä · vakavuus 3",
    ),
    (
        "Verkkotilauksen noutopistettä ei löydetä.",
        "3/8 haastateltavaa · P04 · 2 havaintoa Oulussa · vakavuus 4",
    ),
    ("Apua saa, mutta sitä pitää osata pyytää.", "11/24 kohtasi myyjän · F3 · vakavuus 3"),
    (
        "Muistava myyjä tekee kokemuksesta kerrottavan.",
        "P06 suositteli jo · palvelu +2,1 · odotus ylittyi 2/8",
    ),
)
LOG_COLUMNS = (
    Column("Aika", 0.9),
    Column("Jakso", 0.8),
    Column("Kohde", 0.7),
    Column("Koodi", 1.5),
    Column("Kosketuspiste", 1.4),
    Column("Havainto", 4.0),
    Column("Tavallisuus", 1.1, "right"),
)
NOTES = (
    "Pysähtyy kampanjapöydän eteen, nostaa kaksi hintalappua ja laskee ne takaisin.",
    "Kysyy noutopistettä kassalta.",
    "Odottaa, katsoo kelloa, siirtyy viereiseen jonoon ja palaa.",
    "Ottaa korin.",
    "Myyjä tervehtii hyllyn luona; asiakas vastaa ja jatkaa kävelyä kohti tekstiilejä.",
)


def log_rows(count: int) -> Iterator[tuple[str, ...]]:
    """Rows like those of a real log."""
    for number in range(count):
        yield (
            f"0:{number // 60 % 60:02}:{number % 60:02}",
            f"TRE-{number % 12 + 1}",
            f"S{number % 24 + 1}",
            ("selailu", "kysyy henkilökunnalta", "odottaa", "hämmennys", "kassa")[number % 5],
            ("sisäänkäynti", "kampanjapöytä", "palvelupiste", "kassa")[number % 4],
            f"{NOTES[number % 5]} ({number})",
            str(number % 5 + 1),
        )


def log_table(count: int) -> LongTable:
    """The log as a node."""
    return LongTable(LOG_COLUMNS, lambda: log_rows(count), count, "Kaikki kirjaukset.", key="log")


def _first_page() -> tuple[Node, ...]:
    return (
        TitleBlock(
            "Pihlakko Oy",
            "Debrief-raportti · pe 17.10.2025",
            "Pihlakon myymäläkokemus, syksy",
            "Missä myymäläasioinnin kohdissa kokemus syntyy tai särkyy, ja miksi?",
        ),
        FactRow(
            (
                Fact("12", "havainnointijaksoa"),
                Fact("182", "tapahtumaa"),
                Fact("24", "seurattua asiakasta"),
                Fact("8", "haastattelua"),
                Fact("6", "ryhmäkeskustelussa"),
            )
        ),
        Heading(1, "Tiivistelmä", key="summary"),
        Paragraph(
            spans(
                "Myyjän kohtaaminen on polun paras kohta (+2,1) ja kassa sen heikoin (−0,3). Espoossa "
                "kassalla odotettiin keskimäärin 6,5 minuuttia, Oulussa 2,3. Haastateltavia ärsytti "
                "epätietoisuus enemmän kuin jonon kesto. Useimmiten asiointi oli tavallista: "
                "131/182 tapahtumaa (72 %, 65–78 %)."
            )
        ),
        Heading(2, "Keskeiset löydökset"),
        Bullets(tuple(BulletItem(spans(text), note) for text, note in FINDINGS), "finding"),
        Heading(2, "Mittarit ja tavoitteet"),
        Table(
            (
                Column("Mittari", 115),
                Column("Tulos", 66),
                Column("95 % luottamusväli", 106),
                Column("Asteikko, katkoviiva = tavoite", 145),
                Column("Tavoite", 50, "right"),
            ),
            tuple(
                (
                    cell(bold(name), rest),
                    cell(result),
                    cell(interval),
                    Cell(
                        graphic=interval_bar(Interval(*values), scale, target=target),
                        alt=f"{name} {result}, luottamusväli {interval}, tavoite {goal}",
                    ),
                    cell(goal),
                )
                for name, rest, result, interval, values, scale, target, goal in METRICS
            ),
        ),
        Paragraph(
            spans(
                "Aineisto on pieni (n = 8). Lue ensin lukumäärät. Luottamusväli kertoo, kuinka paljon tulos "
                "voi vaihdella sattumalta."
            ),
            "caption",
        ),
        Heading(2, "Ensimmäiset toimenpiteet"),
        Table(
            (
                Column("Toimenpide", 222),
                Column("Vastuuhenkilö", 140),
                Column("Laji", 60),
                Column("Määräpäivä", 60, "right"),
            ),
            tuple((cell(a), cell(b), cell(c), cell(bold(d))) for a, b, c, d in ACTIONS),
        ),
        PageBreak(),
    )


def _contents_and_method(texts: Texts) -> tuple[Node, ...]:
    counts = (91, 40, 29, 15, 7)
    return (
        TableOfContents("Sisällys", 2),
        PageBreak(),
        Heading(1, "Menetelmä ja aineisto", numbered=True, key="method"),
        Paragraph(spans("Aineisto kerättiin kolmessa myymälässä viiden päivän aikana."), "lead"),
        Bullets(
            (
                BulletItem(spans(bold("Havainnointi:"), " 12 jaksoa, kukin 45–60 minuuttia.")),
                BulletItem(spans(bold("Haastattelut:"), " viisi teemaa, kahdeksan haastateltavaa.")),
                BulletItem(
                    spans(bold("Fokusryhmä:"), " kuusi osallistujaa, 90 minuuttia."), "F6 puhui 4,5 %."
                ),
            )
        ),
        Heading(2, "Kattavuus", numbered=True),
        Figure(
            coverage_grid(
                ("Ennen", "Aikana", "Jälkeen"),
                (
                    CoverageRow(
                        "Tampere",
                        (
                            CoverageCell(1, 1, 12, 45),
                            CoverageCell(2, 2, 54, 118, reactive=True),
                            CoverageCell(1, 1, 9, 50),
                        ),
                    ),
                    CoverageRow(
                        "Espoo", (CoverageCell(1, 1, 14, 45), CoverageCell(1, 2, 30, 58), CoverageCell(0, 1))
                    ),
                    CoverageRow(
                        "Oulu",
                        (CoverageCell(1, 1, 12, 47), CoverageCell(2, 2, 40, 110), CoverageCell(1, 1, 11, 45)),
                    ),
                ),
                texts,
            ),
            "Jaksot myymälöittäin ja vaiheittain. Katkoviiva: puuttuu. Silmä: reaktiivisuus.",
            "Kattavuus: Tampere ja Oulu kokonaan, Espoosta puuttuu kaksi jaksoa.",
            FigureData(
                ("Myymälä", "Ennen", "Aikana", "Jälkeen"),
                (("Tampere", "1/1", "2/2", "1/1"), ("Espoo", "1/1", "1/2", "0/1")),
            ),
        ),
        Heading(2, "Tavallinen ja yllättävä", numbered=True),
        Figure(
            ordinary_bar(Ordinariness(counts, 131 / 182, 0.6505, 0.78), texts),
            "Tapahtumat tavallisuuden mukaan, n = 182. Piste on tavallisten (1–2) osuus, jana sen 95 % väli.",
            "131 tapahtumaa 182:sta oli tavallisia.",
            FigureData(
                ("Tavallisuus", "Tapahtumia"), tuple((str(s), str(c)) for s, c in enumerate(counts, 1))
            ),
        ),
        Heading(3, "Huomio arvosanoista"),
        Paragraph(spans("131/182 tavallista, näistä 40 valittua; muissa arvosana on oletus 1."), "note"),
        Heading(2, "Tunteet", numbered=True),
        Figure(
            emotion_bars(
                (
                    EmotionCount("turhautuminen", 7, -1, "4/8 haastateltavaa"),
                    EmotionCount("tyytyväisyys", 5, 1, "5/8"),
                    EmotionCount("hämmästys", 2, 0, "2/8"),
                )
            ),
            "Mainitut tunteet, 14 mainintaa.",
            "Turhautuminen mainittiin seitsemän kertaa.",
            FigureData(
                ("Tunne", "Mainintoja"), (("turhautuminen", "7"), ("tyytyväisyys", "5"), ("hämmästys", "2"))
            ),
        ),
        PageBreak(),
    )


def _journey(texts: Texts) -> tuple[Node, ...]:
    moments = tuple(
        Moment(
            name,
            tuple(Answer(values[place], person) for person, values in VALENCE.items()),
            sum(values[place] for values in VALENCE.values()) / len(VALENCE),
            emphasis=name in ("Palvelu", "Kassa"),
        )
        for place, name in enumerate(MOMENTS)
    )
    rows = tuple(WaitRow(n, tuple(Wait(v) for v in w), sum(w) / len(w)) for n, w in WAITS.items())
    return (
        Heading(1, "Asiakaspolku ja tunteet", numbered=True, key="journey"),
        Paragraph(
            spans(
                "Kokemus nousee palvelussa ja laskee kassalla. Hajonta on kassalla suurin: vastaukset "
                "ulottuvat −4:stä +3:een. Lasku näkyy Espoossa, jossa kaikki neljä "
                "mitattua odotusta ylittivät rajan."
            )
        ),
        Figure(
            journey_curve(moments, texts),
            "Tunne viidessä hetkessä, −5…+5. Viiva on keskiarvo, jokainen merkki yksi vastaus (ympyrä "
            "myönteinen, neliö kielteinen). n = 8.",
            "Tunne viidessä hetkessä: tulo +0,9, etsintä +0,1, palvelu +2,1, kassa −0,3, jälkeen +1,1.",
            FigureData(("Haastateltava", *MOMENTS), tuple((p, *map(str, v)) for p, v in VALENCE.items())),
        ),
        Quote(
            "Seisoin jonossa niin kauan, että mietin jo jättäväni kattilan siihen.",
            "P07, kassa, Espoo. Suostumus sitaattiin annettu.",
        ),
        Heading(2, "Odotusaika kassalla"),
        Figure(
            wait_dots(rows, texts, unit="min", limit=4),
            "Odotusaika minuutteina, 15 mitattua odotusta. Neliö ylittää tavoitteen 4 min.",
            "Odotus kassalla: Tampere 3,4, Espoo 6,5 ja Oulu 2,3 minuuttia.",
            FigureData(("Myymälä", "Odotukset"), tuple((k, " ".join(map(str, v))) for k, v in WAITS.items())),
        ),
        Heading(2, "Ongelmat: yleisyys ja vakavuus"),
        Table(
            (
                Column("Ongelma", 206),
                Column("Havaittu", 48),
                Column("Yleisyys, 95 % väli", 102),
                Column("Vakavuus 0–4", 76),
                Column("Prioriteetti", 50, "right"),
            ),
            tuple(
                (
                    cell(name),
                    cell(count),
                    Cell(graphic=prevalence_bar(*shares), alt=f"Yleisyys {count}"),
                    Cell(spans(bold(str(severity))), severity_pips(severity), f"Vakavuus {severity}"),
                    cell(bold(priority)),
                )
                for name, count, shares, severity, priority in ISSUES
            ),
            "Prioriteetti = yleisyys × vakavuus. Jana on Wilsonin 95 % luottamusväli, asteikko 0–100 %.",
        ),
        Heading(2, "Mitä siitä seuraa?"),
        Paragraph(spans("Kerro odotusaika ja avaa toinen kassa, kun jonossa on neljä henkeä.")),
    )


def sample(rows: int = 60) -> Document:
    """The report with a log of so many rows."""
    texts = Texts("fi")
    return Document(
        title="Pihlakon myymäläkokemus, syksy",
        language="fi",
        created=date(2025, 10, 17),
        header_left="Pihlakon myymäläkokemus, syksy",
        header_right="Pihlakko Oy",
        footer="Pihlakon myymäläkokemus, syksy · Debrief-raportti",
        subject="Debrief-raportti",
        nodes=(
            *_first_page(),
            *_contents_and_method(texts),
            *_journey(texts),
            PageBreak(),
            Heading(1, "Liite: tapahtumaluettelo", numbered=True, key="log"),
            log_table(rows),
        ),
    )
