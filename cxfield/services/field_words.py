# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the fields of records are called where two people have written one of them differently."""

from collections.abc import Mapping

from cxfield.i18n import N_, Texts
from cxfield.services.history import FIELDS

_MORE: Mapping[str, str] = {
    "title": N_("Name"), "name": N_("Name"), "short": N_("Short name"), "header": N_("Header"),
    "code": N_("Code"), "code_ids": N_("Codes"), "key": N_("Key"), "kind": N_("Kind"),
    "number": N_("Running number"),
    "order_key": N_("Order"), "retired": N_("Removed"), "client": N_("Client"), "purpose": N_("Purpose"),
    "question": N_("Question"), "hint": N_("Hint"), "probes": N_("Probes"),
    "settings": N_("Settings of the question"),
    "condition": N_("When it is asked"), "levels": N_("Levels"), "languages": N_("Languages"),
    "language": N_("Language"), "legal_basis": N_("Legal basis"), "retention": N_("Retention"),
    "retain_until": N_("Retained until"), "experience_kinds": N_("Kinds of experience"),
    "conversion_goals": N_("Conversion goals"), "vision": N_("Vision"), "principles": N_("Principles"),
    "target_group": N_("Target group"), "cadence": N_("How often"), "starts_on": N_("Begins"),
    "ends_on": N_("Ends"), "competitor": N_("A competitor's site"), "site_id": N_("Site"),
    "wave_id": N_("Wave"), "stage_id": N_("Journey stage"), "channel_id": N_("Channel"),
    "measures": N_("Measures of its own"), "places": N_("Places on the floor plan"),
    "outline": N_("Outline on the floor plan"), "digital": N_("Digital"),
    "key_encounter": N_("Key encounter"),
    "role": N_("Role"), "duty": N_("Task in the team"), "team": N_("Team"), "department": N_("Department"),
    "segment": N_("Segment"), "gender": N_("Gender"), "age_band": N_("Age"), "occupation": N_("Occupation"),
    "relationship": N_("Relationship"), "organisation": N_("Organisation"), "contact": N_("Contact"),
    "given": N_("Consent"), "parts": N_("Contents"), "family": N_("Family"), "meaning": N_("Meaning"),
    "limit_min": N_("Limit, minutes"), "shape": N_("Mark in charts"), "use_when": N_("When to use it"),
    "not_when": N_("When not to use it"), "choices": N_("Choices"), "theme": N_("Theme"),
    "minutes": N_("Minutes"), "type": N_("Type"), "state": N_("State"), "mode": N_("How it was held"),
    "roles": N_("Roles"), "planned_on": N_("Planned day"), "planned_min": N_("Planned minutes"),
    "notes": N_("Notes"), "attention": N_("Attentiveness"), "reactivity": N_("Noticed the observer"),
    "training": N_("Training"), "parallel_of": N_("Second coding"), "shift_ms": N_("Alignment of the clocks"),
    "marker": N_("Clothing mark"), "letter": N_("Letter"), "party": N_("Company"),
    "basket": N_("Basket"), "checkout": N_("Checkout"), "comment": N_("Comment"), "outcome": N_("Outcome"),
    "owner": N_("Owner"), "due_on": N_("Due date"), "done_on": N_("Done on"), "score": N_("Score"),
    "summary": N_("Summary"), "topics": N_("Topics"), "skip_reason": N_("Why it was skipped"),
    "deviant": N_("Deviant case"), "follow_up": N_("Come back to this"), "about_staff": N_("About the staff"),
    "caption": N_("Caption"), "quote": N_("Quote"), "scale": N_("Scale"), "formula": N_("Formula"),
    "perspective": N_("Perspective"), "level": N_("Level"), "goal": N_("Goal"), "target": N_("Target"),
    "benchmark": N_("Benchmark"), "source": N_("Source"), "definition": N_("Definition"),
    "denominator": N_("Denominator"), "counts": N_("Counts"), "verdict": N_("Verdict"),
    "by_id": N_("By whom"),
    "group_id": N_("Group"), "mark": N_("Mark"), "votes": N_("Votes"), "dots": N_("Paper dots"),
    "x": N_("Place on the board"), "y": N_("Place on the board"), "statement": N_("Statement"),
    "detail": N_("Detail"), "observation": N_("Observation: what was seen"), "affected": N_("Affected"),
    "observed": N_("Observed"), "severity": N_("Severity"), "macro": N_("Pattern or one complaint"),
    "confidence": N_("How sure are we?"), "issue": N_("Issue"), "cause": N_("Cause of a complaint"),
    "remedy": N_("What is done about a complaint"), "remedy_note": N_("How it went"),
    "direction": N_("Direction"), "productise": N_("Could become a product or a service"),
    "open_questions": N_("Open questions"), "dissent": N_("Who sees it otherwise"),
    "agreed": N_("The team agrees on this"), "against": N_("speaks against"),
    "finding_id": N_("Finding it rests on"), "metric_id": N_("Metric it should move"),
    "principle": N_("Principle or goal it serves"), "cost": N_("Cost, € a year"),
    "gain": N_("Gain, € a year"), "review_wave_id": N_("Effect is reviewed in the wave"),
    "before": N_("Measured before"), "after": N_("Measured after"), "effect": N_("What came of it"),
    "reviewed_on": N_("Reviewed on"), "reason": N_("Reason"), "conditions": N_("Conditions"),
    "spent_ms": N_("Time spent"), "done": N_("Talked through"), "function": N_("Function"),
    "present": N_("Who is here"),
}  # fmt: skip


def field_words(name: str, texts: Texts) -> str:
    """The name of a field for people; "another field" where it has none."""
    words = FIELDS.get(name) or _MORE.get(name)
    return texts.t(words) if words else texts.t("another field")
