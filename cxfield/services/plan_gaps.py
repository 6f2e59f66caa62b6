# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is missing before the field, in exact sentences, and what is ready."""

from cxfield.i18n import Texts, pick
from cxfield.model.enums import Phase, SessionKind, SessionState
from cxfield.model.session import Session
from cxfield.model.study import Site
from cxfield.services.plan_state import Check, Checklist, Found, Gap, Plan, Ready, read_plan, short_site
from cxfield.services.plan_waves import END, HALF_YEAR, STAGE, missing_waves
from cxfield.services.plan_words import day_words, language_to, phase_name
from cxfield.storage import Reader


def checklist(reader: Reader, texts: Texts, author: str | None = None) -> Checklist:
    """Look at the whole plan."""
    return checklist_of(read_plan(reader, author), texts)


def checklist_of(plan: Plan, texts: Texts) -> Checklist:
    """Look at a plan that has been read."""
    found = [item for check in CHECKS for item in check(plan, texts)]
    return Checklist(
        tuple(item for item in found if isinstance(item, Gap)),
        tuple(item for item in found if isinstance(item, Ready)),
    )


def _question(plan: Plan, texts: Texts) -> Found:
    study = plan.study
    named = study is not None and study.question and study.purpose
    if named:
        return [Ready("study", texts.t("Research question and purpose"))]
    what = (
        texts.t("The study has no purpose yet.")
        if study and study.question
        else texts.t("The study has no question yet.")
    )
    title = texts.t("Research question or purpose is missing")
    return [Gap("question", "study", "overview", title, what, texts.t("Write them"))]


def _legal(plan: Plan, texts: Texts) -> Found:
    study = plan.study
    if study and study.legal_basis and (study.retention or study.retain_until):
        return [Ready("study", texts.t("Legal basis and retention"))]
    detail = texts.t("Both stand on the information sheet that people get.")
    title = texts.t("Legal basis or retention is missing")
    return [Gap("legal", "study", "consent", title, detail, texts.t("Write them"))]


def _waves(plan: Plan, texts: Texts) -> Found:
    if not plan.waves:
        detail = texts.t("The calendar needs the first and the last day of fieldwork.")
        return [
            Gap("waves", "study", "calendar", texts.t("No wave is planned"), detail, texts.t("Add a wave"))
        ]
    # A study without rules of its own is still measured at least twice a year.
    rules = (plan.study.cadence if plan.study else ()) or (HALF_YEAR,)
    lacking = missing_waves(rules, plan.stages, plan.waves)
    rule_of = {gap.rule for gap in lacking}
    words = {
        STAGE: texts.t("Waves after each stage"),
        END: texts.t("A wave at the end of the journey"),
        HALF_YEAR: texts.t("Waves at least twice a year"),
    }
    found: Found = [Ready("study", words[rule]) for rule in rules if rule in words and rule not in rule_of]
    if HALF_YEAR in rule_of:
        title = (
            texts.t("Only one wave is planned")
            if len(plan.waves) == 1
            else texts.t("More than half a year between waves")
        )
        detail = texts.t("Experience is measured at least twice a year.")
        found.append(Gap("waves", "study", "calendar", title, detail, texts.t("Add a wave")))
    if {STAGE, END} & rule_of:
        stages = {stage.id: pick(stage.name, texts.locale) for stage in plan.stages}
        names = [stages[gap.stage_id] if gap.stage_id else texts.t("the end") for gap in lacking
                 if gap.rule in (STAGE, END)]  # fmt: skip
        detail = texts.t("Not measured after: {stages}.", stages=texts.listing(names))
        title = texts.t("The rhythm of measurement is not planned")
        found.append(Gap("rhythm", "study", "calendar", title, detail, texts.t("Plan the rhythm")))
    return found


def _preconceptions(plan: Plan, texts: Texts) -> Found:
    rows = plan.preconceptions
    if not rows:
        title = texts.t("No preconceptions are written")
        detail = texts.t("Write what you expect before the first session.")
        return [Gap("preconceptions", "study", "lock", title, detail, texts.t("Write them"))]
    open_ones = [row for row in rows if row.locked_at is None]
    if not open_ones:
        return [Ready("study", texts.tn("{n} preconception locked", "{n} preconceptions locked", len(rows)))]
    title = texts.t("Preconceptions are not locked")
    detail = texts.tn(
        "{n} written. Lock it before the first session.",
        "{n} written. Lock them before the first session.",
        len(open_ones),
    )
    return [Gap("lock", "study", "lock", title, detail, texts.t("Lock"))]


def _places(plan: Plan, texts: Texts) -> Found:
    found: Found = []
    if plan.sites:
        sites = texts.tn("{n} site", "{n} sites", len(plan.sites))
        zones = len({zone.name.get("fi") or zone.name.get("en") for zone in plan.zones})
        said = f"{sites}, {texts.tn('{n} area', '{n} areas', zones)}" if zones else sites
        found.append(Ready("places", said))
    else:
        title = texts.t("No site is planned")
        detail = texts.t("Sessions need the place where they are held.")
        found.append(Gap("sites", "places", "site", title, detail, texts.t("Add a site")))
    if plan.stages and plan.touchpoints:
        stages = texts.tn("{n} stage", "{n} stages", len(plan.stages))
        points = texts.tn("{n} touchpoint", "{n} touchpoints", len(plan.touchpoints))
        found.append(Ready("places", f"{stages}, {points}"))
    else:
        title = texts.t("Journey stages or touchpoints are missing")
        detail = texts.t("Entries and metrics point to them.")
        found.append(Gap("journey", "places", "journey", title, detail, texts.t("Add them")))
    return found


def _phases(plan: Plan, texts: Texts) -> Found:
    """Every site should have every phase; only asked once sessions are planned at all."""
    observed = [s for s in plan.sessions if s.kind == SessionKind.OBSERVATION.value]
    if not observed or not plan.sites:
        return []
    missing: list[tuple[Site, Phase]] = []
    for site in plan.sites:
        have = {s.phase for s in observed if s.site_id == site.id}
        missing += [(site, phase) for phase in Phase if phase.value not in have]
    if not missing:
        return [Ready("places", texts.t("Every phase at every site"))]
    found: Found = []
    for site, phase in missing:
        name, at = phase_name(phase.value, texts), short_site(site.name, texts.locale)
        title = texts.t("Phase {phase} is not planned: {site}", phase=name, site=at)
        others = [p for p in Phase if (site, p) not in missing]
        detail = (
            texts.t(
                "Planned there: {phases}.", phases=texts.listing(phase_name(p.value, texts) for p in others)
            )
            if others
            else texts.t("No observation is planned at this site yet.")
        )
        found.append(
            Gap(
                "phase", "places", "site", title, detail, texts.t("Add a session"), f"{site.id}/{phase.value}"
            )
        )
    return found


def _codes(plan: Plan, texts: Texts) -> Found:
    if not plan.codes:
        title = texts.t("The codebook is empty")
        detail = texts.t("Observation needs codes to log with.")
        return [Gap("codes", "codes", "tag", title, detail, texts.t("Add codes"))]
    found: Found = []
    keys = [code.key.upper() for code in plan.codes if code.key]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        title = texts.t("The same key on several codes")
        detail = texts.t("Keys: {keys}.", keys=", ".join(twice))
        first = next(code for code in plan.codes if code.key.upper() == twice[0])
        found.append(Gap("keys", "codes", "keyboard", title, detail, texts.t("Change keys"), first.id))
    else:
        count = texts.tn("{n} code", "{n} codes", len(plan.codes))
        found.append(Ready("codes", texts.t("{codes}, no clashing keys", codes=count)))
    bare = [c for c in plan.codes if any(not c.use_when.get(lang) for lang in plan.languages)]
    if bare:
        title = texts.tn("{n} code has no guidance", "{n} codes have no guidance", len(bare))
        names = ", ".join(pick(code.name, texts.locale) for code in bare[:3])
        names += " …" if len(bare) > 3 else ""  # noqa: PLR2004
        detail = texts.t("In every language: {names}.", names=names).replace("….", "…")
        found.append(Gap("guidance", "codes", "tag", title, detail, texts.t("Write guidance"), bare[0].id))
    else:
        found.append(Ready("codes", texts.t("Guidance for codes in every language")))
    return found


def _guides(plan: Plan, texts: Texts) -> Found:
    if not plan.guides:
        title = texts.t("No guide is made")
        detail = texts.t("Interviews and groups are held with a guide.")
        return [Gap("guide", "guides", "interview", title, detail, texts.t("Make a guide"))]
    found: Found = []
    for guide in plan.guides:
        name = pick(guide.name, texts.locale)
        if guide.published is None:
            title = texts.t("{guide} is not published", guide=name)
            detail = texts.t("Answers belong to a published version.")
            found.append(Gap("publish", "guides", "lock", title, detail, texts.t("Publish"), guide.guide_id))
        else:
            found.append(
                Ready("guides", texts.t("{guide}, estimate {n} min", guide=name, n=round(guide.estimate_min)))
            )
        for language, numbers in guide.untranslated.items():
            title = texts.tn(
                "{n} question is not {language}",
                "{n} questions are not {language}",
                len(numbers),
                language=language_to(language, texts),
            )
            said = texts.listing([*map(str, numbers[:6])]) + (" …" if len(numbers) > 6 else "")  # noqa: PLR2004
            detail = texts.t("{guide}: questions {numbers}.", guide=name, numbers=said).replace("….", "…")
            found.append(
                Gap("translate", "guides", "interview", title, detail, texts.t("Translate"), guide.guide_id)
            )
        if guide.blocking:
            title = texts.t("{guide} has questions that are never reached", guide=name)
            said = texts.listing([*map(str, guide.blocking[:6])])
            detail = texts.t("Questions {numbers}.", numbers=said)
            found.append(Gap("routes", "guides", "split", title, detail, texts.t("Mend"), guide.guide_id))
    return found


def _sheets(plan: Plan, texts: Texts) -> Found:
    found: Found = []
    for language in plan.languages:
        missing = plan.sheet.get(language, ())
        if not missing:
            said = texts.t("Information sheet {language}", language=language_to(language, texts))
            found.append(Ready("people", said))
            continue
        title = texts.t("No whole information sheet {language}", language=language_to(language, texts))
        detail = texts.tn("{n} part is not written.", "{n} parts are not written.", len(missing))
        found.append(Gap("sheet", "people", "consent", title, detail, texts.t("Write the text"), language))
    return found


def _roles(plan: Plan, texts: Texts) -> Found:
    ahead = [
        s
        for s in plan.sessions
        if s.kind == SessionKind.OBSERVATION.value and s.state == SessionState.PLANNED.value
    ]
    if not plan.team:
        title = texts.t("The team is not named")
        detail = texts.t("Sessions need who leads and who observes in silence.")
        return [Gap("team", "people", "participants", title, detail, texts.t("Add people"))]
    if not ahead:
        return [Ready("people", texts.tn("Team of {n}", "Team of {n}", len(plan.team)))]
    bare = [s for s in ahead if not has_lead(s)]
    if not bare:
        return [Ready("people", texts.t("Roles split in every session"))]
    first = bare[0]
    where = plan.site(first.site_id, texts.locale)
    parts = [part for part in (where, day_words(first.planned_on, texts)) if part]
    detail = texts.t("{where}: no lead is chosen.", where=", ".join(parts) or texts.t("Session"))
    if len(bare) > 1:
        detail += " " + texts.tn("And {n} more session.", "And {n} more sessions.", len(bare) - 1)
    title = texts.t("Roles are not split")
    return [Gap("roles", "people", "split", title, detail, texts.t("Choose a lead"), first.id)]


def _prefixes(plan: Plan, texts: Texts) -> Found:
    found: Found = []
    bare = [member for member in plan.team if not member.prefix.strip()]
    if len(plan.team) > 1 and bare:
        title = texts.tn("{n} colleague has no prefix", "{n} colleagues have no prefix", len(bare))
        names = texts.listing([member.code or "–" for member in bare])
        detail = texts.t("{names}: two laptops could make the same code, such as P01.", names=names)
        found.append(
            Gap("prefix", "people", "participants", title, detail, texts.t("Give a prefix"), bare[0].id)
        )
    if plan.nobodys and plan.team:
        title = texts.t("This device does not say whose it is")
        detail = texts.t(
            "Its codes begin with {prefix} until Settings say, under My code, who of the team you are.",
            prefix=plan.nobodys,
        )
        found.append(Gap("laptop", "people", "participants", title, detail, texts.t("Show the team")))
    return found


def has_lead(session: Session) -> bool:
    """Whether somebody leads the session, or is alone in it."""
    return bool({"lead", "alone"} & set(session.roles.values()))


def _quotas(plan: Plan, texts: Texts) -> Found:
    if plan.quotas:
        return [Ready("study", texts.tn("{n} quota", "{n} quotas", len(plan.quotas)))]
    title = texts.t("No quotas are set")
    detail = texts.t("Say how many people of each kind you want to meet.")
    return [Gap("quotas", "study", "participants", title, detail, texts.t("Set quotas"))]


def _metrics(plan: Plan, texts: Texts) -> Found:
    if not plan.metrics:
        title = texts.t("No metric is chosen")
        detail = texts.t("Choose what the study measures, and why.")
        return [Gap("metrics", "metrics", "metric", title, detail, texts.t("Choose metrics"))]
    aimed = {target.metric_id for target in plan.targets if not target.benchmark}
    bare = [metric for metric in plan.metrics if metric.id not in aimed]
    if not bare:
        said = texts.tn("Target for {n} metric", "Targets for {n} metrics", len(plan.metrics))
        return [Ready("metrics", said)]
    title = texts.tn("{n} metric has no target", "{n} metrics have no target", len(bare))
    detail = ", ".join(pick(metric.name, texts.locale) for metric in bare[:3]) + "."
    return [Gap("targets", "metrics", "metric", title, detail, texts.t("Set targets"), bare[0].id)]


CHECKS: tuple[Check, ...] = (
    _question,
    _legal,
    _roles,
    _prefixes,
    _phases,
    _sheets,
    _guides,
    _preconceptions,
    _places,
    _codes,
    _waves,
    _quotas,
    _metrics,
)
